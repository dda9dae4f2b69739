namespace Coaching.Rehearsals.Moves;

/// <summary>
/// The move classifier's features and networks, trained on somebody else's labels, so that the method can be held against
/// published figures. Where every training text has exactly one label, the likeliest is given; otherwise every label that
/// passes its threshold. What was said before is looked at where at least half of the training texts have it.
/// </summary>
public sealed class TextLabeller
{
    private const int Folds = 5;

    // Training once for each fold gives every text to the thresholds; past this many, one fold holds enough.
    private const int MostForEveryFold = 8000;

    private readonly MoveModel model;
    private readonly MoveThresholds thresholds;
    private readonly bool single;
    private readonly bool contextual;
    private readonly int likeliest;

    private TextLabeller(IReadOnlyList<LabelledText> texts, int seed)
    {
        Labels = [.. texts.SelectMany(text => text.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        single = texts.Count > 0 && texts.All(text => text.Labels.Count == 1);
        contextual = texts.Count(text => text.Context is not null) * 2 >= Math.Max(1, texts.Count);
        var numbers = Labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        var rows = texts.Select(text => new TrainingText(text.Text, contextual ? text.Context : null, [.. text.Labels.Select(label => numbers[label])])).ToList();
        likeliest = rows.SelectMany(row => row.Labels).GroupBy(label => label).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault();
        thresholds = Thresholds(rows, seed);
        model = MoveTrainer.Fit(rows, Labels.Count, seed);
    }

    /// <summary>Every label of the training texts, in order of their names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Trains on labelled texts, and sets thresholds by those that each fold's training has not seen.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="seed">Fixes the random starts.</param>
    public static TextLabeller Train(IReadOnlyList<LabelledText> texts, int seed = 17) => new(texts, seed);

    /// <summary>The labels of a text.</summary>
    public IReadOnlyList<string> Read(LabelledText text)
    {
        if (Labels.Count == 0) return [];
        var scores = model.Score(text.Text, contextual ? text.Context : null);
        if (!single) return [.. Labels.Where((_, label) => scores[label] >= thresholds.Made[label])];
        return [Labels[float.IsFinite(scores.Max()) ? Array.IndexOf(scores, scores.Max()) : likeliest]];
    }

    private MoveThresholds Thresholds(List<TrainingText> rows, int seed)
    {
        var held = new List<(float[] Scores, IReadOnlyList<int> Labels)>();
        if (!single)
        {
            foreach (var fold in Enumerable.Range(0, rows.Count > MostForEveryFold ? 1 : Folds))
            {
                // By the text and not by its place: shuffling the file changes little.
                var parts = rows.ToLookup(row => MoveFeatures.Of(row.Text).Aggregate(0UL, (sum, feature) => sum ^ feature) % Folds == (ulong)fold);
                var without = MoveTrainer.Fit([.. parts[false]], Labels.Count, seed);
                held.AddRange(parts[true].Select(row => (without.Score(row.Text, row.Context), row.Labels)));
            }
        }

        return MoveThresholds.Calibrate([.. held.Select(row => row.Scores)], [.. held.Select(row => row.Labels)], Labels.Count, new HashSet<int>());
    }
}
