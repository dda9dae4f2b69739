using System.Globalization;

namespace Coaching.Knowledge.Workshop;

/// <summary>What can be wrong with an entry; every value has a sentence in the resources.</summary>
public enum EntryFault
{
    /// <summary>The row or file could not be read.</summary>
    Unreadable,
    /// <summary>There is no question.</summary>
    NoQuestion,
    /// <summary>There is no answer.</summary>
    NoAnswer,
    /// <summary>A grade is not 1 to 12.</summary>
    WrongGrade,
    /// <summary>The first day is no date.</summary>
    WrongValidFrom,
    /// <summary>The last day is no date, or before the first.</summary>
    WrongValidTo,
    /// <summary>A policy is cited that is not in the list.</summary>
    UnknownPolicy,
    /// <summary>A section holds a heading of its own.</summary>
    HeadingInSection,
    /// <summary>Something is too long.</summary>
    TooLong,
    /// <summary>A practice lacks its name, when it fits or how it is done.</summary>
    UnfinishedPractice,
    /// <summary>A cited article was not verified.</summary>
    UnverifiedArticle,
    /// <summary>A cited policy was superseded.</summary>
    SupersededPolicy,
    /// <summary>Fewer than four other ways to ask.</summary>
    FewPhrasings,
    /// <summary>More than eight other ways to ask.</summary>
    ManyPhrasings,
    /// <summary>A section is missing.</summary>
    MissingSection,
    /// <summary>There are no topics.</summary>
    NoTags,
    /// <summary>Practices stand side by side: one alone is no choice.</summary>
    LonePractice,
}

/// <summary>Something missing or doubtful in an entry.</summary>
/// <param name="Fault">What.</param>
/// <param name="Blocking">Whether the entry cannot go to review with it; otherwise it is advice.</param>
/// <param name="Subject">What it is about: a heading, a policy, a message.</param>
public sealed record EntryProblem(EntryFault Fault, bool Blocking, string Subject = "");

/// <summary>Checks entries as the repository's validator does, but lets drafts be unfinished.</summary>
internal static class EntryCheck
{
    private const int FewestPhrasings = 4;
    private const int MostPhrasings = 8;
    private const int LongestQuestion = 200;
    private const int LongestAnswer = 1000;
    private const int LongestEntry = 30_000;

    /// <summary>What is wrong, the blocking first.</summary>
    public static IReadOnlyList<EntryProblem> Problems(Entry entry, PolicyList policies) => [.. All(entry, policies).OrderByDescending(problem => problem.Blocking)];

    /// <summary>Refuses what cannot be an entry at all, before it is stored.</summary>
    /// <exception cref="WorkshopException">It is too long.</exception>
    public static void RefuseTooLong(Entry entry)
    {
        if (IsTooLong(entry)) throw new WorkshopException(WorkshopRefusal.TooLong);
    }

    private static bool IsTooLong(Entry entry) => entry.Question.Length > LongestQuestion || entry.Answer.Length > LongestAnswer
        || EntryMarkdown.Write(entry).Length > LongestEntry;

    private static IEnumerable<EntryProblem> All(Entry entry, PolicyList policies)
    {
        if (string.IsNullOrWhiteSpace(entry.Question)) yield return new(EntryFault.NoQuestion, true);
        if (string.IsNullOrWhiteSpace(entry.Answer)) yield return new(EntryFault.NoAnswer, true);
        if (IsTooLong(entry)) yield return new(EntryFault.TooLong, true);
        if (entry.Grades.Any(grade => grade is < 1 or > 12)) yield return new(EntryFault.WrongGrade, true);
        var from = DateOf(entry.ValidFrom);
        if (from is null) yield return new(EntryFault.WrongValidFrom, true);
        if (!string.IsNullOrEmpty(entry.ValidTo) && (DateOf(entry.ValidTo) is not { } to || to < from)) yield return new(EntryFault.WrongValidTo, true);
        foreach (var section in entry.Sections.Where(section => section.Markdown.Split('\n').Any(line => line.StartsWith("## ", StringComparison.Ordinal))))
        {
            yield return new(EntryFault.HeadingInSection, true, section.Heading);
        }

        foreach (var practice in entry.Practices.Where(practice => practice.IsUnfinished)) yield return new(EntryFault.UnfinishedPractice, true, practice.Name);
        foreach (var problem in entry.Policies.Select(citation => Citation(citation, policies)).OfType<EntryProblem>()) yield return problem;
        if (entry.Phrasings.Count < FewestPhrasings) yield return new(EntryFault.FewPhrasings, false);
        if (entry.Phrasings.Count > MostPhrasings) yield return new(EntryFault.ManyPhrasings, false);
        foreach (var heading in EntryReader.Headings.Where(heading => string.IsNullOrWhiteSpace(entry.Section(heading)))) yield return new(EntryFault.MissingSection, false, heading);
        if (entry.Practices.Count == 1) yield return new(EntryFault.LonePractice, false);
        if (entry.Tags.Count == 0) yield return new(EntryFault.NoTags, false);
    }

    private static EntryProblem? Citation(PolicyCitation citation, PolicyList policies) => policies.Find(citation.Id) switch
    {
        null => new(EntryFault.UnknownPolicy, true, citation.Id),
        { SupersededBy.Length: > 0 } policy => new(EntryFault.SupersededPolicy, false, policy.Title),
        var policy when citation.Article.Length > 0 && policy.Articles.All(article => article.Article != citation.Article) => new(EntryFault.UnverifiedArticle, false, policy.Title + citation.Article),
        _ => null,
    };

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
