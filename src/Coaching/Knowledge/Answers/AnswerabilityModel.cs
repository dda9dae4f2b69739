namespace Coaching.Knowledge.Answers;

/// <summary>What the judge looks at, each comparable between questions.</summary>
/// <param name="Language">How much a question reads like those the corpus answers, and unlike those it does not; log-odds.</param>
/// <param name="Covered">The weight of the question's terms that the best entry holds; absolute, so longer agreement counts more.</param>
/// <param name="Share">The part of the question's term weight that the best of the first three entries holds, 0 to 1.</param>
/// <param name="Known">The part of the question's character pairs that the corpus uses at all, 0 to 1.</param>
/// <param name="NearestAsk">How alike the question is to the nearest way to ask anything of the corpus, 0 to 1.</param>
/// <param name="NearestOther">How alike it is to the nearest question that the corpus has no answer for, 0 to 1.</param>
/// <param name="Declined">How much it reads like what is declined for its wording; log-odds, 0 where it rather does not.</param>
internal readonly record struct AnswerabilityFeatures(double Language, double Covered, double Share, double Known, double NearestAsk, double NearestOther, double Declined)
{
    /// <summary>How many there are.</summary>
    public const int Count = 7;

    /// <summary>All in one, in the order of the weights.</summary>
    public double[] Values => [Language, Covered, Share, Known, NearestAsk, NearestOther, Declined];
}

/// <summary>
/// What is learnt of a corpus to tell whether it covers a question: how rare each character pair is, its ways to ask, and
/// a classifier that was shown them and questions the corpus has no answer for.
/// </summary>
internal sealed class AnswerabilityModel
{
    private const double CoveredScale = 20;
    private const double LogOddsScale = 3;
    private const int EntriesLookedAt = 3;

    private readonly Dictionary<string, HashSet<ulong>> byEntry;
    private readonly Dictionary<ulong, int> entriesWith = [];
    private readonly WordingIndex asks;
    private readonly WordingIndex others;
    private readonly WordingClassifier language;
    private readonly LearntScreen screen;

    /// <summary>Learns.</summary>
    /// <param name="corpus">The entries, each with all ways to ask for it.</param>
    /// <param name="unanswerable">Questions that the corpus has no answer for.</param>
    /// <param name="screen">What recognises questions to be declined.</param>
    /// <param name="language">Tells the corpus's questions from the others, by <see cref="LearnLanguage"/>.</param>
    public AnswerabilityModel(IReadOnlyList<(Entry Entry, IReadOnlyList<string> Ways)> corpus, IReadOnlyList<string> unanswerable, LearntScreen screen, WordingClassifier language)
    {
        this.screen = screen;
        this.language = language;
        byEntry = corpus.ToDictionary(
            item => item.Entry.Id,
            item => Wording.Pairs(string.Join('\n', [.. item.Ways, item.Entry.Answer, .. item.Entry.Tags, .. item.Entry.Sections.Select(section => section.Markdown)])),
            StringComparer.Ordinal);
        foreach (var pair in byEntry.Values.SelectMany(pairs => pairs)) entriesWith[pair] = entriesWith.GetValueOrDefault(pair) + 1;
        List<string> ways = [.. corpus.SelectMany(item => item.Ways)];
        asks = new WordingIndex(ways.Select(Wording.Pairs), Square);
        others = new WordingIndex(unanswerable.Select(Wording.Pairs), Square);
    }

    /// <summary>Learns everything of a corpus.</summary>
    public static AnswerabilityModel Learn(IReadOnlyList<(Entry Entry, IReadOnlyList<string> Ways)> corpus, IReadOnlyList<string> unanswerable, LearntScreen screen, CutQuestions cuts) =>
        new(corpus, unanswerable, screen, LearnLanguage(corpus, unanswerable, cuts));

    /// <summary>Learns to tell the corpus's questions from those it does not answer: the part that takes a second or more.</summary>
    public static WordingClassifier LearnLanguage(IReadOnlyList<(Entry Entry, IReadOnlyList<string> Ways)> corpus, IReadOnlyList<string> unanswerable, CutQuestions cuts) =>
        new([.. corpus.SelectMany(item => item.Ways).Select(cuts.Of)], [.. unanswerable.Select(cuts.Of)]);

    /// <summary>Reads a question beside the entries found for it, best first.</summary>
    public AnswerabilityFeatures Read(string question, IReadOnlyList<Entry> found)
    {
        var pairs = Wording.Pairs(question);
        var whole = pairs.Sum(Idf);
        var held = found.Take(EntriesLookedAt).Select(entry => Held(pairs, entry.Id)).ToList();
        return new AnswerabilityFeatures(
            language.Score(WordingClassifier.Cut(question)) / LogOddsScale,
            held.FirstOrDefault() / CoveredScale,
            whole == 0 ? 0 : held.DefaultIfEmpty().Max() / whole,
            pairs.Count == 0 ? 0 : (double)pairs.Count(entriesWith.ContainsKey) / pairs.Count,
            asks.Nearest(pairs),
            others.Nearest(pairs),
            Math.Max(screen.Read(question).Score, 0) / LogOddsScale);
    }

    /// <summary>How alike two wordings are: the cosine of their pairs, rare ones counting more.</summary>
    public double Likeness(string one, string other)
    {
        var (left, right) = (Wording.Pairs(one), Wording.Pairs(other));
        var lengths = Math.Sqrt(left.Sum(Square) * right.Sum(Square));
        return lengths == 0 ? 0 : left.Where(right.Contains).Sum(Square) / lengths;
    }

    private double Square(ulong pair) => Idf(pair) * Idf(pair);

    private double Held(HashSet<ulong> pairs, string entryId) =>
        byEntry.TryGetValue(entryId, out var there) ? pairs.Where(there.Contains).Sum(Idf) : 0;

    private double Idf(ulong pair)
    {
        var with = entriesWith.GetValueOrDefault(pair);
        return Math.Log(1 + ((byEntry.Count - with + 0.5) / (with + 0.5)));
    }
}
