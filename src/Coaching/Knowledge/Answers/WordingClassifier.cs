using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Answers;

/// <summary>
/// Tells two kinds of questions apart by their wording: a logistic regression over hashed characters, pairs and words.
/// The same examples give the same classifier.
/// </summary>
internal sealed class WordingClassifier
{
    private const int Bits = 18;
    private const int Epochs = 8;
    private const int Seed = 20260901;
    private const double Rate = 0.3;
    private const double Decay = 1e-3;

    private readonly double[] weights = new double[1 << Bits];
    private double bias;

    /// <summary>Learns: Adagrad on the logistic loss; both kinds weigh the same in all, however many there are of each.</summary>
    /// <param name="yes">Questions of the one kind, cut by <see cref="Cut"/>.</param>
    /// <param name="no">Questions of the other.</param>
    public WordingClassifier(IReadOnlyCollection<int[]> yes, IReadOnlyCollection<int[]> no)
    {
        var examples = yes.Select(terms => (Terms: terms, Target: 1.0, Weight: 0.5 / yes.Count))
            .Concat(no.Select(terms => (Terms: terms, Target: 0.0, Weight: 0.5 / no.Count)))
            .Where(example => example.Terms.Length > 0).ToArray();
        var squares = new double[weights.Length];
        var biasSquares = 1e-6;
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(examples);
            foreach (var (terms, target, weight) in examples)
            {
                var fault = ((1 / (1 + Math.Exp(-Score(terms)))) - target) * weight * examples.Length;
                var norm = 1 / Math.Sqrt(terms.Length);
                foreach (var i in terms)
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

    /// <summary>How much a question reads like the one kind rather than the other; log-odds, where both are as frequent.</summary>
    public double Score(int[] terms)
    {
        var sum = 0.0;
        foreach (var i in terms) sum += weights[i];
        return terms.Length == 0 ? bias : bias + (sum / Math.Sqrt(terms.Length));
    }

    /// <summary>A question as the classifier reads it.</summary>
    public static int[] Cut(string text)
    {
        var normal = ChineseText.Normalise(text);
        var indices = new HashSet<int>();
        var terms = new List<ulong>();
        foreach (var view in Enum.GetValues<TermView>())
        {
            ChineseText.Terms(normal, view, terms);
            foreach (var term in terms) indices.Add((int)(((term + ((ulong)view * 0x632BE59BD9B4E019UL)) * 0x9E3779B97F4A7C15UL) >> (64 - Bits)));
        }

        return [.. indices];
    }
}

/// <summary>Questions as the classifiers read them, remembered: cutting takes as long as learning. For one learner at a time.</summary>
internal sealed class CutQuestions
{
    private readonly Dictionary<string, int[]> known = new(StringComparer.Ordinal);

    /// <summary>A question, cut.</summary>
    public int[] Of(string text)
    {
        if (!known.TryGetValue(text, out var terms)) known[text] = terms = WordingClassifier.Cut(text);
        return terms;
    }
}
