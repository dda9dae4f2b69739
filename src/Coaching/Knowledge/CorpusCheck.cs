using System.Globalization;
using System.Text.RegularExpressions;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>What must hold of the shipped corpus beyond the form of each file: what <c>coaching-eval entries</c> refuses.</summary>
internal static partial class CorpusCheck
{
    /// <summary>Longest sentence, in characters: what fits six lines of a phone.</summary>
    public const int LongestSentence = 95;

    /// <summary>Longest mean sentence of an entry, in characters.</summary>
    public const double LongestMean = 32;

    /// <summary>Largest share of characters that are not common.</summary>
    public const double MostRare = 0.015;

    private const int AnswerSentences = 2;

    private static readonly Dictionary<Area, string> Prefixes = new()
    {
        [Area.ClassroomManagement] = "cm-",
        [Area.ClassroomTeaching] = "ct-",
        [Area.HomeworkDesign] = "hd-",
        [Area.HomeSchool] = "hs-",
    };

    /// <summary>All problems of a corpus.</summary>
    /// <param name="entries">Its entries, each sound by itself.</param>
    /// <param name="policies">What it may cite.</param>
    /// <param name="scenarios">The ids of the scenarios it may point to.</param>
    public static IReadOnlyList<ScenarioProblem> Problems(IReadOnlyList<Entry> entries, PolicyList policies, IReadOnlySet<string> scenarios) =>
    [
        .. policies.Faults(),
        .. entries.SelectMany(entry => Structure(entry, scenarios).Concat(Citations(entry, policies)).Concat(Reading(entry)).Select(fault => new ScenarioProblem(entry.Id + ".md", 1, fault.Problem, fault.Mend))),
        .. EntryReader.BrokenRelations(entries),
        .. policies.BrokenCitations(entries),
        .. NearDuplicates(entries),
    ];

    /// <summary>How an entry reads, all of it.</summary>
    public static ReadingLevel LevelOf(Entry entry) => ReadingLevel.Of(TextOf(entry));

    private static string TextOf(Entry entry) => string.Join('\n', [entry.Answer, .. entry.Sections.Select(section => section.Markdown)]);

    private static IEnumerable<(string Problem, string Mend)> Structure(Entry entry, IReadOnlySet<string> scenarios)
    {
        if (!entry.Id.StartsWith(Prefixes[entry.Area], StringComparison.Ordinal)) yield return ($"id '{entry.Id}' does not fit its area", $"begin it with {Prefixes[entry.Area]}");
        if (FullStop().Split(entry.Answer).Count(sentence => sentence.Trim(' ', '”', '’').Length > 0) is var sentences && sentences != AnswerSentences) yield return ($"the answer has {sentences} sentences", "write two");
        if (entry.Tags.Count == 0) yield return ("no topics", "name one or more in tags");
        if (entry.Grades.Count == 0) yield return ("no grades", "name those it fits");
        if (string.IsNullOrWhiteSpace(entry.Author) || string.IsNullOrWhiteSpace(entry.Reviewer)) yield return ("author or reviewer is missing", "name the role, and say AI where a machine wrote");
        if (!string.IsNullOrEmpty(entry.ValidTo) && string.CompareOrdinal(entry.ValidTo, entry.ValidFrom) < 0) yield return ($"validTo {entry.ValidTo} is before validFrom", "mend the dates");
        foreach (var twice in entry.Phrasings.Prepend(entry.Question).GroupBy(wording => wording, StringComparer.Ordinal).Where(same => same.Count() > 1)) yield return ($"'{twice.Key}' stands there twice", "drop one");
        foreach (var missing in entry.Scenarios.Where(id => !scenarios.Contains(id))) yield return ($"scenario '{missing}' does not exist", "name an existing id");
        if (!Step().IsMatch(entry.Section("怎么做") ?? "")) yield return ("怎么做 has no numbered steps", "write 1., 2. …");
        if (entry.Section("可以这样说")?.Contains('“', StringComparison.Ordinal) != true) yield return ("可以这样说 has no words to say", "write sentences in “ ”");
    }

    // Front matter says what an entry rests on. What its prose names besides must be the same.
    private static IEnumerable<(string Problem, string Mend)> Citations(Entry entry, PolicyList policies)
    {
        var text = entry.Question + '\n' + TextOf(entry);
        foreach (var policy in policies.All.Where(policy => text.Contains($"《{policy.Title}》", StringComparison.Ordinal)))
        {
            if (entry.Policies.All(citation => citation.Id != policy.Id)) yield return ($"the text names 《{policy.Title}》", $"cite '{policy.Id}' in policies");
        }

        foreach (var number in DocumentNumber().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            var policy = policies.All.FirstOrDefault(policy => policy.Number?.EndsWith(number, StringComparison.Ordinal) == true && text.Contains(policy.Number, StringComparison.Ordinal));
            if (policy is null) yield return ($"document number {number} is not in the list", "cite what policies.yaml holds");
            else if (entry.Policies.All(citation => citation.Id != policy.Id)) yield return ($"the text names {number}", $"cite '{policy.Id}' in policies");
        }

        foreach (var twice in entry.Policies.GroupBy(citation => citation).Where(same => same.Count() > 1)) yield return ($"'{twice.Key.Id}' {twice.Key.Article} is cited twice", "cite it once");
    }

    private static IEnumerable<(string Problem, string Mend)> Reading(Entry entry)
    {
        var level = LevelOf(entry);
        if (level.LongestSentence > LongestSentence) yield return ($"a sentence has {level.LongestSentence} characters", $"make it shorter than {LongestSentence}: split it");
        if (level.MeanSentence > LongestMean) yield return (string.Create(CultureInfo.InvariantCulture, $"sentences have {level.MeanSentence:0} characters in the mean"), string.Create(CultureInfo.InvariantCulture, $"write shorter ones, below {LongestMean:0}"));
        if (level.RareShare > MostRare) yield return (string.Create(CultureInfo.InvariantCulture, $"{level.RareShare:P1} of the characters are uncommon"), "say it in everyday words");
    }

    // No two entries answer the same question: the closest wordings of each pair are compared.
    private static IEnumerable<ScenarioProblem> NearDuplicates(IReadOnlyList<Entry> entries)
    {
        var wordings = entries.SelectMany(entry => entry.Phrasings.Prepend(entry.Question).Select(wording => (entry.Id, Wording: wording, Pairs: new WordingPairs(wording)))).ToList();
        var near = wordings.Index().SelectMany(first => wordings.Skip(first.Index + 1)
            .Where(second => second.Id != first.Item.Id)
            .Select(second => (First: first.Item, Second: second, Likeness: first.Item.Pairs.Likeness(second.Pairs)))
            .Where(pair => pair.Likeness >= WordingPairs.Near));
        return near.GroupBy(pair => (First: pair.First.Id, Second: pair.Second.Id)).Select(pairs => pairs.MaxBy(pair => pair.Likeness))
            .Select(pair => new ScenarioProblem(
                pair.First.Id + ".md", 1,
                string.Create(CultureInfo.InvariantCulture, $"'{pair.First.Wording}' and '{pair.Second.Wording}' of {pair.Second.Id} have {pair.Likeness:P0} of their character pairs in common"),
                "merge the entries, or word one of them apart"));
    }

    // A semicolon ends a sentence for whoever reads it, not for whoever counts them.
    [GeneratedRegex("[。！？]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FullStop();

    [GeneratedRegex(@"^\d+\.\s", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Step();

    // Where the issuer's abbreviation begins, no mark says: the rest is enough to find it by.
    [GeneratedRegex(@"〔\d{4}〕\d+号|令第\d+号", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DocumentNumber();
}
