using System.Text;
using System.Text.RegularExpressions;

namespace Coaching.Knowledge.Workshop;

/// <summary>Writes entries in the very form of the files in <c>scenarios/qa</c>, so that curated text can go back there.</summary>
internal static partial class EntryMarkdown
{
    /// <summary>The file's text. Reading it again gives the same entry.</summary>
    public static string Write(Entry entry)
    {
        var text = new StringBuilder();
        text.Append("---\n");
        Line(text, "id", entry.Id);
        Line(text, "version", entry.Version.ToString());
        Line(text, "area", Written(entry.Area));
        Line(text, "question", Scalar(entry.Question));
        if (entry.Phrasings.Count == 0) Line(text, "phrasings", "[]");
        else text.Append("phrasings:\n");
        foreach (var phrasing in entry.Phrasings) text.Append("  - ").Append(Scalar(phrasing)).Append('\n');
        Line(text, "answer", Scalar(entry.Answer));
        Line(text, "stage", Written(entry.Stage));
        Line(text, "grades", $"[{string.Join(", ", entry.Grades)}]");
        Line(text, "tags", Flow(entry.Tags));
        Line(text, "related", Flow(entry.Related));
        Line(text, "scenarios", Flow(entry.Scenarios));
        if (entry.Policies.Count == 0) Line(text, "policies", "[]");
        else text.Append("policies:\n");
        foreach (var policy in entry.Policies) text.Append($"  - {{ id: {Scalar(policy.Id)}, article: {Quoted(policy.Article)} }}\n");
        if (entry.Practices.Count > 0) text.Append("practices:\n");
        foreach (var practice in entry.Practices) text.Append($"  - {{ name: {Quoted(practice.Name)}, when: {Quoted(practice.When)}, how: {Quoted(practice.How)} }}\n");
        Line(text, "author", Scalar(entry.Author));
        Line(text, "reviewer", Scalar(entry.Reviewer));
        Line(text, "status", Written(entry.Status));
        Line(text, "validFrom", entry.ValidFrom);
        Line(text, "validTo", entry.ValidTo ?? "");
        // Shipped texts of machines say so in their author line; where that names a person, a comment says it.
        if (entry.Origin == EntryOrigin.Machine) Line(text, "origin", $"{Written(entry.Origin)} # {MachineMade.Label}");
        else if (entry.Origin != EntryOrigin.Written) Line(text, "origin", Written(entry.Origin));
        text.Append("---\n");
        text.AppendJoin('\n', entry.Sections.Select(section => $"## {section.Heading}\n{section.Markdown.ReplaceLineEndings("\n").Trim()}\n"));
        return text.ToString();
    }

    /// <summary>The entry without what changes by itself from version to version, for comparing texts.</summary>
    public static Entry Bare(Entry entry) => entry with { Version = 0, Status = EntryStatus.Draft, Reviewer = "", Origin = EntryOrigin.Written };

    private static void Line(StringBuilder text, string key, string value) =>
        text.Append(key).Append(value.Length == 0 ? ":" : ": ").Append(value).Append('\n');

    private static string Written<T>(T value)
        where T : struct, Enum => WordStart().Replace(value.ToString(), "-$0").ToLowerInvariant();

    private static string Flow(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(item => FlowMark().IsMatch(item) ? Quoted(item) : Scalar(item)))}]";

    // Plain where YAML reads plain text back unchanged, quoted where it would not.
    private static string Scalar(string text) => Plain().IsMatch(text) && !Special().IsMatch(text) ? text : Quoted(text);

    private static string Quoted(string text) => '"' + text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + '"';

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^[\p{L}“‘《（][^\p{Cc}]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    // What YAML takes for something else: a comment, a mapping, an edge of blanks, or a word of its own.
    [GeneratedRegex(@"\s\#|:\s|:$|\s$|^(?:true|false|null|yes|no|on|off|y|n)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Special();

    [GeneratedRegex(@"[,\[\]{}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FlowMark();
}
