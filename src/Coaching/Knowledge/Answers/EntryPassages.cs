using System.Text.RegularExpressions;

namespace Coaching.Knowledge.Answers;

/// <summary>Cuts entries into the passages an answer may cite, and marks those that answer without a model.</summary>
internal static partial class EntryPassages
{
    /// <summary>The section name of an entry's two-sentence answer.</summary>
    public const string AnswerSection = "回答";

    /// <summary>The section name of the practices that stand side by side.</summary>
    public const string PracticesSection = "不同做法";

    private const string Steps = "怎么做";
    private const string Sayables = "可以这样说";
    private const string Handover = "何时请人帮忙";
    private const int CoreSteps = 2;

    /// <summary>The passages of the entries, the first entry's first; only the first has core passages.</summary>
    public static IReadOnlyList<(AnswerPassage Passage, AnswerCitation Citation)> Of(string question, IReadOnlyList<Entry> entries)
    {
        var passages = new List<(AnswerPassage, AnswerCitation)>();
        foreach (var (rank, entry) in entries.Index())
        {
            Add(entry, AnswerSection, Sentences(entry.Answer), text => rank == 0);
            var steps = Lines(entry.Section(Steps));
            // A step read alone should be the one that was asked for; the authors' order breaks ties.
            var best = MostRelevant(question, steps, CoreSteps);
            Add(entry, Steps, steps, text => rank == 0 && best.Contains(text));
            var sayables = Lines(entry.Section(Sayables));
            var said = MostRelevant(question, sayables, 1);
            Add(entry, Sayables, sayables, text => rank == 0 && said.Contains(text));
            // Whoever reads of one lawful way should read of the other, and when each fits.
            Add(entry, PracticesSection, entry.Practices.Select(practice => practice.Line), _ => rank == 0);
            Add(entry, Handover, Lines(entry.Section(Handover)).SelectMany(Sentences), _ => false);
        }

        return passages;

        void Add(Entry entry, string section, IEnumerable<string> texts, Func<string, bool> isCore)
        {
            foreach (var text in texts)
            {
                passages.Add((
                    new AnswerPassage(passages.Count + 1, entry.Question, section, text, isCore(text)),
                    new AnswerCitation(entry.Id, entry.Version, section, entry.Question)));
            }
        }
    }

    /// <summary>A text's sentences, each with its closing mark.</summary>
    public static IReadOnlyList<string> Sentences(string text) =>
        [.. Sentence().Matches(text).Select(match => match.Value.Trim()).Where(sentence => sentence.Any(char.IsLetterOrDigit))];

    /// <summary>The lines of a section without list marks and emphasis.</summary>
    private static List<string> Lines(string? markdown) =>
        [.. (markdown ?? "").Split('\n').Select(line => ListMark().Replace(line.Trim(), "").Replace("**", "", StringComparison.Ordinal)).Where(line => line.Length > 0)];

    private static HashSet<string> MostRelevant(string question, IReadOnlyList<string> texts, int count) =>
        texts.OrderByDescending(text => TermCoverage.Of(question, [text])).Take(count).ToHashSet(StringComparer.Ordinal);

    // A quotation is one piece; a closing bracket belongs to the sentence it closes.
    [GeneratedRegex(@"(?:“[^”\n]*”|“(?![^”\n]*”)|[^。！？!?\n“])+(?:[。！？!?]+[”’」』）)]*|$|\n)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^(?:[-*]\s+|\d{1,3}[.、]\s*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListMark();
}
