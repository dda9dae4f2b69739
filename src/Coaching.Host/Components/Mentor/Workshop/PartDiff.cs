using Coaching.Host.Components.Shared;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Workshop;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>How a part of an entry changed, in the words that mentors know it by.</summary>
/// <param name="Title">The part's name.</param>
/// <param name="Lines">Its lines, at least one of them not the same.</param>
internal sealed record PartDiff(string Title, IReadOnlyList<DiffLine> Lines)
{
    /// <summary>The parts that differ, in reading order; empty when nothing does. Version, status and reviewer change by themselves and are no difference.</summary>
    public static IReadOnlyList<PartDiff> Compare(IStringLocalizer<UiText> text, PolicyList policies, Entry before, Entry after)
    {
        var (left, right) = (Parts(text, policies, before), Parts(text, policies, after));
        return [.. left.Concat(right).Select(part => part.Title).Distinct(StringComparer.Ordinal)
            .Select(title => new PartDiff(title, LineDiff.Compare(TextOf(left, title), TextOf(right, title)).Where(line => line.Text.Length > 0).ToList()))
            .Where(part => part.Lines.Any(line => line.Kind != DiffKind.Same))];
    }

    private static string TextOf(List<(string Title, string Text)> parts, string title) => parts.Find(part => part.Title == title).Text ?? "";

    private static List<(string Title, string Text)> Parts(IStringLocalizer<UiText> text, PolicyList policies, Entry entry) =>
    [
        (text["Field_Question"], entry.Question),
        (text["Field_Phrasings"], Joined(entry.Phrasings)),
        (EntryPassages.AnswerSection, entry.Answer),
        .. entry.Sections.Select(section => (section.Heading, section.Markdown.ReplaceLineEndings("\n").Trim())),
        (text["Practices_Title"], Joined(entry.Practices.Select(practice => practice.Line))),
        (text["Field_Area"], text[entry.Area.Key()]),
        (text["Field_Stage"], text[entry.Stage.Key()]),
        (text["Field_Grades"], string.Join(text["List_Comma"], entry.Grades.Where(grade => grade is >= 1 and <= 12).Select(grade => text[$"Grade_{grade}"].Value))),
        (text["Field_Tags"], string.Join(text["List_Comma"], entry.Tags)),
        (text["Field_Related"], Joined(entry.Related)),
        (text["Field_Scenarios"], Joined(entry.Scenarios)),
        (text["Field_Policies"], Joined(entry.Policies.Select(citation => text["Entry_Policy", policies.Find(citation.Id)?.Title ?? citation.Id, citation.Article].Value))),
        (text["Field_ValidFrom"], entry.ValidFrom),
        (text["Field_ValidTo"], entry.ValidTo ?? ""),
        (text["Field_Author"], entry.Author),
    ];

    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines);
}
