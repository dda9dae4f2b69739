namespace Coaching.Rehearsals.Moves;

/// <summary>How well one label is found on a labelled set.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">Of those found, the share that is right; 0 when none was found.</param>
/// <param name="Recall">Of those there, the share that was found.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Support">How many there are.</param>
public sealed record LabelScore(string Label, double Precision, double Recall, double F1, int Support);

/// <summary>The scores of a reading of a labelled set.</summary>
/// <param name="MacroF1">The mean F1 of the labels that occur.</param>
/// <param name="MicroF1">F1 over all decisions.</param>
/// <param name="PerLabel">Each label's scores.</param>
public sealed record LabelScores(double MacroF1, double MicroF1, IReadOnlyList<LabelScore> PerLabel)
{
    /// <summary>Scores pairs of found and true labels.</summary>
    /// <param name="labels">The labels to score, in this order.</param>
    /// <param name="pairs">For each text what was found and what is true.</param>
    public static LabelScores Of(IReadOnlyList<string> labels, IReadOnlyList<LabelledPair> pairs)
    {
        var tally = new Tally(labels, pairs);
        return tally.Scores(Enumerable.Range(0, pairs.Count));
    }

    /// <summary>95 % intervals of macro- and micro-F1 by resampling the texts.</summary>
    /// <param name="labels">The labels to score.</param>
    /// <param name="pairs">For each text what was found and what is true; none gives zero.</param>
    /// <param name="resamples">How often to draw as many texts, with repetition.</param>
    /// <param name="seed">Fixes the draws.</param>
    public static (double[] Macro, double[] Micro) Intervals(IReadOnlyList<string> labels, IReadOnlyList<LabelledPair> pairs, int resamples, int seed)
    {
        var tally = new Tally(labels, pairs);
        var random = new Random(seed);
        var samples = Enumerable.Range(0, resamples)
            .Select(_ => tally.Scores(Enumerable.Range(0, pairs.Count).Select(_ => random.Next(pairs.Count))))
            .ToList();
        return (Middle(samples.Select(sample => sample.MacroF1)), Middle(samples.Select(sample => sample.MicroF1)));
    }

    private static double[] Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return [sorted[(int)(0.025 * sorted.Length)], sorted[(int)(0.975 * sorted.Length)]];
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    // Labels as numbers, once: a thousand resamples count them a thousand times.
    private sealed class Tally
    {
        private readonly IReadOnlyList<string> labels;
        private readonly (int[] Found, int[] True)[] rows;

        public Tally(IReadOnlyList<string> labels, IReadOnlyList<LabelledPair> pairs)
        {
            this.labels = labels;
            var numbers = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
            rows = [.. pairs.Select(pair => (Numbers(pair.Found), Numbers(pair.True)))];

            int[] Numbers(IReadOnlyCollection<string> names) => [.. names.Distinct(StringComparer.Ordinal).Select(name => numbers[name])];
        }

        public LabelScores Scores(IEnumerable<int> chosen)
        {
            var (found, there, hits) = (new int[labels.Count], new int[labels.Count], new int[labels.Count]);
            foreach (var row in chosen)
            {
                foreach (var label in rows[row].True) there[label]++;
                foreach (var label in rows[row].Found)
                {
                    found[label]++;
                    if (Array.IndexOf(rows[row].True, label) >= 0) hits[label]++;
                }
            }

            var perLabel = labels
                .Select((label, i) => new LabelScore(label, Ratio(hits[i], found[i]), Ratio(hits[i], there[i]), Ratio(2 * hits[i], found[i] + there[i]), there[i]))
                .ToList();
            var occurring = perLabel.Where(score => score.Support > 0).ToList();
            return new LabelScores(
                occurring.Count == 0 ? 0 : occurring.Average(score => score.F1),
                Ratio(2 * hits.Sum(), found.Sum() + there.Sum()),
                perLabel);
        }
    }
}

/// <summary>What was found in a text, beside what is true of it.</summary>
/// <param name="Found">The labels found.</param>
/// <param name="True">The labels it has.</param>
public readonly record struct LabelledPair(IReadOnlyCollection<string> Found, IReadOnlyCollection<string> True);
