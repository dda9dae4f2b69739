using System.Text.RegularExpressions;
using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Answers;

/// <summary>Why a model's sentence was taken out.</summary>
internal enum RemovalReason
{
    /// <summary>It names no passage.</summary>
    Uncited,
    /// <summary>It names a passage that was not given.</summary>
    UnknownPassage,
    /// <summary>It quotes words that the passage does not have.</summary>
    Misquoted,
    /// <summary>It names a number, an article or a document that the passage does not have.</summary>
    InventedDetail,
    /// <summary>It denies what the passage affirms, or the other way round.</summary>
    Reversed,
    /// <summary>Its words are mostly not the passage's.</summary>
    Unsupported,
}

/// <summary>A model's sentence and the passage it names first; no passage when it was taken out.</summary>
internal sealed record CheckedSentence(string Text, int Passage, RemovalReason? Removed);

/// <summary>
/// Decides mechanically whether a sentence may stand: every sentence of a model names a passage, and the passage must
/// hold what the sentence says. It reads words, not meaning, and would rather take out a good sentence than let a bad
/// one stand: the authored passages remain.
/// </summary>
internal static partial class CitationCheck
{
    /// <summary>
    /// The share of a sentence's character pairs that must stand in the passages it cites. Paraphrases of a passage
    /// written for this project kept 0.5 to 0.9 of their pairs; sentences about another passage of the same entry 0.25
    /// at the most.
    /// </summary>
    public const double LeastOverlap = 0.45;

    private static readonly string[] Denials = ["不要", "不能", "不得", "不应", "不可", "不必", "不用", "不许", "禁止", "严禁", "没有", "切勿", "不", "别", "勿", "没"];

    /// <summary>Reads a model's text and judges every sentence of it.</summary>
    public static IReadOnlyList<CheckedSentence> Read(string text, IReadOnlyList<AnswerPassage> passages) =>
        [.. Cited().Matches(text).Select(match => Judge(match, passages)).OfType<CheckedSentence>()];

    private static CheckedSentence? Judge(Match match, IReadOnlyList<AnswerPassage> passages)
    {
        var sentence = ListMark().Replace(match.Groups["text"].Value.Trim(), "").Replace("**", "", StringComparison.Ordinal);
        if (!sentence.Any(char.IsLetterOrDigit)) return null;
        var numbers = Number().Matches(match.Groups["marks"].Value).Select(number => int.Parse(number.Value)).ToList();
        if (numbers.Count == 0) return new CheckedSentence(sentence, 0, RemovalReason.Uncited);
        if (numbers.Exists(number => number < 1 || number > passages.Count)) return new CheckedSentence(sentence, 0, RemovalReason.UnknownPassage);
        return Fault(sentence, string.Join('\n', numbers.Distinct().Select(number => passages[number - 1].Text))) is { } fault
            ? new CheckedSentence(sentence, 0, fault)
            : new CheckedSentence(sentence, numbers[0], null);
    }

    /// <summary>What is wrong with a sentence that rests on a passage; null when nothing is.</summary>
    public static RemovalReason? Fault(string sentence, string passage)
    {
        var source = ChineseText.Normalise(passage);
        var bare = source.Replace(" ", "", StringComparison.Ordinal);
        if (Quote().Matches(sentence).Any(quote => !Holds(bare, quote.Groups["words"].Value))) return RemovalReason.Misquoted;
        if (Detail().Matches(sentence).Any(detail => !Holds(bare, detail.Value))) return RemovalReason.InventedDetail;
        if (TermCoverage.Of(sentence, [passage]) < LeastOverlap) return RemovalReason.Unsupported;
        return IsReversed(ChineseText.Normalise(sentence), source) ? RemovalReason.Reversed : null;
    }

    private static bool Holds(string bare, string words) =>
        bare.Contains(ChineseText.Normalise(words).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

    private static bool IsReversed(string sentence, string source)
    {
        var (said, meant) = (Polarity(sentence), Polarity(source));
        return said.Any(word => meant.TryGetValue(word.Key, out var polarity) && word.Value != Both && polarity != Both && polarity != word.Value);
    }

    private const int Affirmed = 1;
    private const int Denied = 2;
    private const int Both = 3;

    // For each pair of characters that a denial stands before somewhere: whether it also stands without one.
    private static Dictionary<string, int> Polarity(string text)
    {
        var polarity = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + 2 <= text.Length; i++)
        {
            var pair = text.Substring(i, 2);
            if (pair.Contains(' ', StringComparison.Ordinal) || Denials.Any(denial => pair.Contains(denial[^1], StringComparison.Ordinal))) continue;
            var before = text.AsSpan(0, i);
            var denied = false;
            foreach (var denial in Denials) denied |= before.EndsWith(denial, StringComparison.Ordinal);
            polarity[pair] = polarity.GetValueOrDefault(pair) | (denied ? Denied : Affirmed);
        }

        return polarity;
    }

    // A sentence and the marks that follow it, before or after its full stop: …。[1] or …[1][3]。 A quotation is one
    // piece; a bracket around words is no mark.
    [GeneratedRegex(@"(?<text>(?:“[^”\n]*”|“(?![^”\n]*”)|[\[［【](?!\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】])|[^。！？!?\n\[［【“])+[。！？!?]*[”’」』）)]*)\s*(?<marks>(?:[\[［【]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】]\s*)*)[。！？!?]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cited();

    [GeneratedRegex(@"\d{1,3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[“「『""](?<words>[^”」』""]+)[”」』""]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quote();

    // Figures, and documents by their title.
    [GeneratedRegex(@"[0-9０-９]+|《[^》]+》|第[一二三四五六七八九十百]+条", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Detail();

    [GeneratedRegex(@"^(?:[-*•]\s+|\d{1,3}[.、)）]\s*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListMark();
}
