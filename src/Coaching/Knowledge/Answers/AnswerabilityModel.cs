using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Answers;

/// <summary>What the judge looks at, each comparable between questions.</summary>
/// <param name="Language">How much a question reads like those the corpus answers, and unlike those it does not; log-odds.</param>
/// <param name="Covered">The weight of the question's terms that the best entry holds; absolute, so longer agreement counts more.</param>
/// <param name="Share">The part of the question's term weight that the best of the first three entries holds, 0 to 1.</param>
/// <param name="Known">The part of the question's character pairs that the corpus uses at all, 0 to 1.</param>
internal readonly record struct AnswerabilityFeatures(double Language, double Covered, double Share, double Known);

/// <summary>
/// What is learnt of a corpus to tell whether it covers a question: how rare each character pair is, and a logistic
/// regression over characters, pairs and words that was shown the corpus's ways to ask and questions it has no answer for.
/// </summary>
internal sealed class AnswerabilityModel
{
    private const int Weights = 1 << 18;
    private const int Epochs = 8;
    private const int Seed = 20260901;
    private const double Rate = 0.3;
    private const double Decay = 1e-3;
    private const double CoveredScale = 20;
    private const int EntriesLookedAt = 3;

    private readonly Dictionary<string, HashSet<ulong>> byEntry;
    private readonly Dictionary<ulong, int> entriesWith = [];
    private readonly double[] weights = new double[Weights];
    private double bias;

    /// <summary>Learns.</summary>
    /// <param name="corpus">The entries, each with all ways to ask for it.</param>
    /// <param name="unanswerable">Questions that the corpus has no answer for.</param>
    public AnswerabilityModel(IReadOnlyList<(Entry Entry, IReadOnlyList<string> Ways)> corpus, IReadOnlyList<string> unanswerable)
    {
        byEntry = corpus.ToDictionary(
            item => item.Entry.Id,
            item => Pairs(string.Join('\n', [.. item.Ways, item.Entry.Answer, .. item.Entry.Tags, .. item.Entry.Sections.Select(section => section.Markdown)])),
            StringComparer.Ordinal);
        foreach (var pair in byEntry.Values.SelectMany(pairs => pairs)) entriesWith[pair] = entriesWith.GetValueOrDefault(pair) + 1;
        Train([.. corpus.SelectMany(item => item.Ways)], unanswerable);
    }

    /// <summary>Reads a question beside the entries found for it, best first.</summary>
    public AnswerabilityFeatures Read(string question, IReadOnlyList<Entry> found)
    {
        var pairs = Pairs(question);
        var whole = pairs.Sum(Idf);
        var held = found.Take(EntriesLookedAt).Select(entry => Held(pairs, entry.Id)).ToList();
        return new AnswerabilityFeatures(
            Score(Indices(question)) / 3,
            held.FirstOrDefault() / CoveredScale,
            whole == 0 ? 0 : held.DefaultIfEmpty().Max() / whole,
            pairs.Count == 0 ? 0 : (double)pairs.Count(entriesWith.ContainsKey) / pairs.Count);
    }

    /// <summary>How alike two wordings are: the cosine of their pairs, rare ones counting more.</summary>
    public double Likeness(string one, string other)
    {
        var (left, right) = (Pairs(one), Pairs(other));
        var lengths = Math.Sqrt(left.Sum(Square) * right.Sum(Square));
        return lengths == 0 ? 0 : left.Where(right.Contains).Sum(Square) / lengths;

        double Square(ulong pair) => Idf(pair) * Idf(pair);
    }

    private double Held(HashSet<ulong> pairs, string entryId) =>
        byEntry.TryGetValue(entryId, out var there) ? pairs.Where(there.Contains).Sum(Idf) : 0;

    private double Idf(ulong pair)
    {
        var with = entriesWith.GetValueOrDefault(pair);
        return Math.Log(1 + ((byEntry.Count - with + 0.5) / (with + 0.5)));
    }

    // Adagrad on the logistic loss; both kinds weigh the same in all, however many there are of each.
    private void Train(IReadOnlyList<string> answerable, IReadOnlyList<string> unanswerable)
    {
        var examples = answerable.Select(text => (Features: Indices(text), Answerable: 1.0, Weight: 0.5 / answerable.Count))
            .Concat(unanswerable.Select(text => (Features: Indices(text), Answerable: 0.0, Weight: 0.5 / unanswerable.Count)))
            .Where(example => example.Features.Length > 0).ToArray();
        var squares = new double[Weights];
        var biasSquares = 1e-6;
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(examples);
            foreach (var (features, target, weight) in examples)
            {
                var fault = ((1 / (1 + Math.Exp(-Score(features)))) - target) * weight * examples.Length;
                var norm = 1 / Math.Sqrt(features.Length);
                foreach (var i in features)
                {
                    var slope = (fault * norm) + (Decay * weights[i]);
                    squares[i] += slope * slope;
                    weights[i] -= Rate * slope / (Math.Sqrt(squares[i]) + 1e-6);
                }

                biasSquares += fault * fault;
                bias -= Rate * fault / Math.Sqrt(biasSquares);
            }
        }
    }

    private double Score(int[] features) => features.Length == 0 ? bias : bias + (features.Sum(i => weights[i]) / Math.Sqrt(features.Length));

    private static int[] Indices(string text)
    {
        var normal = ChineseText.Normalise(text);
        var indices = new HashSet<int>();
        var terms = new List<ulong>();
        foreach (var view in Enum.GetValues<TermView>())
        {
            ChineseText.Terms(normal, view, terms);
            foreach (var term in terms) indices.Add((int)(((term + ((ulong)view * 0x632BE59BD9B4E019UL)) * 0x9E3779B97F4A7C15UL) >> 46));
        }

        return [.. indices];
    }

    private static HashSet<ulong> Pairs(string text)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(text), TermView.Bigrams, terms);
        return [.. terms];
    }
}
