namespace Coaching.Rehearsals.Moves;

/// <summary>A text to learn from.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Context">What was said before; null where it is not to be looked at.</param>
/// <param name="Labels">The numbers of its labels.</param>
internal sealed record TrainingText(string Text, string? Context, IReadOnlyList<int> Labels);

/// <summary>Trains a few networks on the same texts, each from its own random start, side by side.</summary>
internal static class MoveTrainer
{
    private const int Networks = 3;

    /// <summary>Trains on labelled texts; the same ones and the same seed give the same model.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="seed">Fixes the random starts.</param>
    public static MoveModel Fit(IReadOnlyList<TrainingText> texts, int labels, int seed)
    {
        var features = texts.Select(text => MoveFeatures.Of(text.Text, text.Context)).ToList();
        var vocabulary = MoveVocabulary.Of(features);
        var rows = features
            .Select((known, i) => new NetworkTrainer.Row(vocabulary.IndicesOf(known), texts[i].Labels))
            .Where(row => row.Features.Length > 0)
            .ToArray();

        // Each network is trained on one thread with its own randomness, so the outcome does not depend on scheduling.
        var networks = new MoveNetwork[Networks];
        Parallel.For(0, Networks, i => networks[i] = new NetworkTrainer(vocabulary.Features.Count, labels, seed + i).Fit(rows));
        return new MoveModel(vocabulary, networks);
    }
}
