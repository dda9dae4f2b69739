using Coaching.Homework;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Homework;

/// <summary>Minutes as people read them: rounded, because they are estimates.</summary>
internal static class MinutesText
{
    /// <summary>约 45 分钟（30–70）, or 45 分钟 where it is known, or 不用时间.</summary>
    public static string Of(IStringLocalizer<UiText> text, MinuteRange range)
    {
        var (low, likely, high) = (Round(range.Low), Round(range.Likely), Round(range.High));
        if (high == 0) return text["Minutes_None"];
        return low == high ? text["Minutes_Exact", likely] : text["Minutes_Range", likely, low, high];
    }

    /// <summary>多 5 分钟, 少 5 分钟 or 差不多.</summary>
    public static string Difference(IStringLocalizer<UiText> text, double minutes) => Math.Abs(Round(minutes)) switch
    {
        0 => text["Minutes_Same"],
        var difference => text[minutes > 0 ? "Minutes_More" : "Minutes_Less", difference],
    };

    /// <summary>Whole minutes.</summary>
    public static int Round(double minutes) => (int)Math.Round(minutes, MidpointRounding.AwayFromZero);
}
