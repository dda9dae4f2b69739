namespace Coaching.Host.Components.Mentor.Tools;

/// <summary>Where things of the workshop are.</summary>
internal static class WorkshopAddress
{
    public const string Entries = "/mentor/entries";

    public const string Import = "/mentor/entries/import";

    public const string HitTest = "/mentor/hit-test";

    public const string Regression = "/mentor/regression";

    /// <summary>An entry in mentors' hands, drafts included.</summary>
    public static string Entry(string entryId) => $"{Entries}/{Uri.EscapeDataString(entryId)}";

    /// <summary>The hit test of a question.</summary>
    public static string Test(string question) => $"{HitTest}?q={Uri.EscapeDataString(question)}";
}
