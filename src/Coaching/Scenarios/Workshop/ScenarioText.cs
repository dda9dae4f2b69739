using System.Text.RegularExpressions;

namespace Coaching.Scenarios.Workshop;

/// <summary>What is done to whole texts of scenarios, readable as YAML or not.</summary>
internal static partial class ScenarioText
{
    /// <summary>The text as it is stored: line ends as everywhere else, no byte order mark.</summary>
    public static string Normal(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");

    /// <summary>The same text under another id and version; comments and everything else stay.</summary>
    public static string Renamed(string text, string id, int version) =>
        WithLine(WithLine(text, VersionLine(), $"version: {version}"), IdLine(), $"id: {id}");

    /// <summary>The same text as the next version after one.</summary>
    public static string AsVersion(string text, int version) => WithLine(text, VersionLine(), $"version: {version}");

    /// <summary>Title and area, where the text says them; what is unreadable stays as it was.</summary>
    public static (string Title, Area Area) Headings(string text, string title, Area area)
    {
        var yaml = YamlPatch.Read(text);
        var said = yaml?.Text("title")?.Trim();
        if (!string.IsNullOrEmpty(said)) title = said[..Math.Min(said.Length, ScenarioDraftConfiguration.LongestTitle)];
        var named = yaml?.Text("area")?.Replace("-", "", StringComparison.Ordinal);
        return (title, named?.Any(char.IsLetter) == true && Enum.TryParse<Area>(named, ignoreCase: true, out var found) ? found : area);
    }

    // Only the first: keys of the file itself stand at the start of a line and come before everything else.
    private static string WithLine(string text, Regex line, string with) =>
        line.IsMatch(text) ? line.Replace(text, match => with + match.Groups["comment"].Value, 1) : $"{with}\n{text}";

    [GeneratedRegex(@"^id:[^\n#]*?(?<comment>[ \t]+#[^\n]*)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdLine();

    [GeneratedRegex(@"^version:[^\n#]*?(?<comment>[ \t]+#[^\n]*)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}
