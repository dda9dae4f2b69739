using System.Collections.Immutable;

namespace Coaching.Rehearsals.Moves;

/// <summary>What the classifier reads in one utterance.</summary>
/// <param name="Moves">The moves whose score passes their threshold.</param>
/// <param name="RedLines">Those red-line moves sure enough to be stated to the teacher.</param>
public sealed record MoveReading(ImmutableSortedSet<Move> Moves, ImmutableSortedSet<Move> RedLines);

/// <summary>
/// Reads dialogue moves with small networks (<see cref="MoveNetwork"/>) applied by plain array look-ups, so that reading is
/// thread-safe, exact and takes microseconds.
/// </summary>
public sealed class MoveClassifier
{
    internal MoveClassifier(MoveModel model, MoveThresholds thresholds) => (Model, Thresholds) = (model, thresholds);

    internal MoveModel Model { get; }

    internal MoveThresholds Thresholds { get; }

    /// <summary>Reads the moves of an utterance; an empty one makes none.</summary>
    public MoveReading Read(string utterance)
    {
        var scores = Model.Score(utterance);
        var moves = MoveCatalogue.All.Where(move => scores[(int)move] >= Thresholds.Made[(int)move]).ToImmutableSortedSet();
        var stated = moves.Where(move => MoveCatalogue.RedLines.Contains(move) && scores[(int)move] >= Thresholds.Stated[(int)move]);
        return new MoveReading(moves, [.. stated]);
    }

    /// <summary>How far an utterance passes the threshold of the one of some moves that it makes most; 0 where none is asked for.</summary>
    public double StrengthOf(string utterance, IReadOnlyCollection<Move> moves)
    {
        if (moves.Count == 0) return 0;
        var scores = Model.Score(utterance);
        return moves.Max(move => scores[(int)move] - Thresholds.Made[(int)move]);
    }

    /// <summary>The sentence of an utterance that most makes one of the moves; the whole of it when it is one sentence.</summary>
    public string EvidenceSentence(string utterance, IReadOnlyCollection<Move> moves)
    {
        var sentences = MoveFeatures.Sentences(utterance).ToList();
        if (sentences.Count <= 1 || moves.Count == 0) return utterance.Trim();
        return sentences.MaxBy(sentence =>
        {
            var scores = Model.ScorePart(sentence);
            return moves.Max(move => scores[(int)move] - Thresholds.Made[(int)move]);
        })!;
    }

    /// <summary>Trains on one set and calibrates thresholds on another, by other authors.</summary>
    /// <param name="train">Utterances to learn from.</param>
    /// <param name="dev">Utterances to set thresholds by.</param>
    /// <param name="seed">Fixes the random starts.</param>
    public static MoveClassifier Train(IReadOnlyList<LabelledUtterance> train, IReadOnlyList<LabelledUtterance> dev, int seed = 17)
    {
        // Without what was said before: one line of fifty has it, too few to learn from.
        var model = MoveTrainer.Fit([.. train.Select(utterance => new TrainingText(utterance.Text, null, Numbers(utterance)))], MoveCatalogue.All.Count, seed);
        var thresholds = MoveThresholds.Calibrate(
            [.. dev.Select(utterance => model.Score(utterance.Text))], [.. dev.Select(Numbers)],
            MoveCatalogue.All.Count, MoveCatalogue.RedLines.Select(move => (int)move).ToHashSet());
        return new MoveClassifier(model, thresholds);
    }

    private static IReadOnlyList<int> Numbers(LabelledUtterance utterance) => [.. utterance.Labels.Select(move => (int)move)];
}
