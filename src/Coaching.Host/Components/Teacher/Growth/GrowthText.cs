using Coaching.Growth.Portraits;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Growth;

/// <summary>Chances in words. An interval is said as “so many times in ten”, because nobody feels a percentage.</summary>
internal static class GrowthText
{
    /// <summary>How often it would be shown today.</summary>
    public static string Now(IStringLocalizer<UiText> text, AbilityEstimate now)
    {
        var (low, high) = (InTen(now.Low), InTen(now.High));
        return low == high ? text["Growth_NowExact", low] : text["Growth_Now", low, high];
    }

    /// <summary>What may be said of the change, and no more.</summary>
    public static string Growth(IStringLocalizer<UiText> text, GrowthSince growth) => growth.Reading switch
    {
        GrowthReading.Grown => text["Growth_Grown", growth.Weeks, Points(growth.Low), Points(growth.High)],
        GrowthReading.Fallen => text["Growth_Fallen", growth.Weeks, Points(-growth.High), Points(-growth.Low)],
        _ => text["Growth_NotSure", growth.Weeks],
    };

    private static int InTen(double chance) => (int)Math.Round(chance * 10, MidpointRounding.AwayFromZero);

    private static int Points(double change) => (int)Math.Round(change * 100, MidpointRounding.AwayFromZero);
}
