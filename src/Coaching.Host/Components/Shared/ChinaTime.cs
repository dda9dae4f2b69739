using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Shared;

/// <summary>Points in time as teachers read them. Servers often run on UTC; the schools are all at UTC+8, which has no summer time.</summary>
internal static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>今天 14:05, 昨天 9:30, 9月3日 14:05 or 2025年9月3日.</summary>
    public static string Say(IStringLocalizer<UiText> text, DateTimeOffset at, DateTimeOffset now)
    {
        var local = at.ToOffset(Offset);
        var clock = $"{local.Hour}:{local.Minute:00}";
        return DaysBetween(at, now) switch
        {
            0 => text["Time_Today", clock],
            1 => text["Time_Yesterday", clock],
            _ when local.Year == now.ToOffset(Offset).Year => text["Time_ThisYear", local.Month, local.Day, clock],
            _ => text["Time_OtherYear", local.Year, local.Month, local.Day],
        };
    }

    /// <summary>Whole calendar days from one point to another.</summary>
    public static int DaysBetween(DateTimeOffset from, DateTimeOffset to) => (to.ToOffset(Offset).Date - from.ToOffset(Offset).Date).Days;

    /// <summary>The key of a greeting that fits the hour.</summary>
    public static string GreetingKey(DateTimeOffset now) => now.ToOffset(Offset).Hour switch
    {
        >= 5 and < 11 => "Greeting_Morning",
        >= 11 and < 13 => "Greeting_Noon",
        >= 13 and < 18 => "Greeting_Afternoon",
        _ => "Greeting_Evening",
    };
}
