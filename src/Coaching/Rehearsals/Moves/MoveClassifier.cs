using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Coaching.Rehearsals.Moves;

/// <summary>What the classifier reads in one utterance.</summary>
/// <param name="Moves">The moves whose score passes their threshold.</param>
/// <param name="RedLines">Those red-line moves sure enough to be stated to the teacher.</param>
public sealed record MoveReading(ImmutableSortedSet<Move> Moves, ImmutableSortedSet<Move> RedLines);

/// <summary>
/// One linear model a label over <see cref="MoveFeatures"/>, trained by ML.NET (SDCA logistic regression) and then read
/// with plain array look-ups, so that reading is thread-safe, exact and takes microseconds.
/// </summary>
public sealed class MoveClassifier
{
    /// <summary>A red-line finding is stated only where the development set shows at least this precision.</summary>
    public const double StatedPrecision = 0.9;

    // A precision measured on fewer findings than this says too little to accuse anybody by.
    private const int FewestFindings = 8;

    private readonly MoveModel[] models;

    internal MoveClassifier(MoveModel[] models) => this.models = models;

    internal IReadOnlyList<MoveModel> Models => models;

    /// <summary>Reads the moves of an utterance; an empty one makes none.</summary>
    public MoveReading Read(string utterance)
    {
        if (string.IsNullOrWhiteSpace(utterance)) return new MoveReading([], []);
        var scores = Score(utterance);
        var moves = models.Where(model => scores[(int)model.Move] >= model.Threshold).Select(model => model.Move).ToImmutableSortedSet();
        var stated = models
            .Where(model => MoveCatalogue.RedLines.Contains(model.Move) && scores[(int)model.Move] >= model.StatedThreshold)
            .Select(model => model.Move)
            .ToImmutableSortedSet();
        return new MoveReading(moves, stated.Intersect(moves));
    }

    /// <summary>The sentence of an utterance that most makes one of the moves; the whole of it when it is one sentence.</summary>
    public string EvidenceSentence(string utterance, IReadOnlyCollection<Move> moves)
    {
        var sentences = MoveFeatures.Sentences(utterance).ToList();
        if (sentences.Count <= 1 || moves.Count == 0) return utterance.Trim();
        return sentences.MaxBy(sentence =>
        {
            var features = MoveFeatures.Of(sentence);
            return models.Where(model => moves.Contains(model.Move)).Max(model => model.Score(features) - model.Threshold);
        })!;
    }

    /// <summary>Probability-like scores by move, 0 to 1: the larger of the whole utterance's and its best sentence's.</summary>
    internal float[] Score(string utterance)
    {
        var parts = MoveFeatures.Sentences(utterance).Distinct().Append(utterance).Select(MoveFeatures.Of).ToList();
        var scores = new float[models.Length];
        foreach (var model in models)
        {
            scores[(int)model.Move] = parts.Max(model.Score);
        }

        return scores;
    }

    /// <summary>Trains on one set and calibrates thresholds on another that shares no template with it.</summary>
    /// <param name="train">Utterances to learn from.</param>
    /// <param name="dev">Utterances to set thresholds by.</param>
    /// <param name="seed">Fixes the order in which examples are visited.</param>
    public static MoveClassifier Train(IReadOnlyList<LabelledUtterance> train, IReadOnlyList<LabelledUtterance> dev, int seed = 17)
    {
        var ml = new MLContext(seed);
        var features = train.Select(utterance => Vector(MoveFeatures.Of(utterance.Text))).ToArray();
        var raw = MoveCatalogue.All.Select(move => Fit(ml, move, features, train)).ToArray();
        var uncalibrated = new MoveClassifier(raw);
        var scores = dev.Select(utterance => uncalibrated.Score(utterance.Text)).ToList();
        return new MoveClassifier([.. raw.Select(model => Calibrate(model, dev, scores))]);
    }

    private static MoveModel Fit(MLContext ml, Move move, VBuffer<float>[] features, IReadOnlyList<LabelledUtterance> train)
    {
        var positives = train.Count(utterance => utterance.Labels.Contains(move));
        if (positives == 0) return new MoveModel(move, [], -20, 2, 2);
        var rows = train.Select((utterance, i) => new Row
        {
            Features = features[i],
            Label = utterance.Labels.Contains(move),
            Weight = utterance.Labels.Contains(move) ? MathF.Sqrt((train.Count - positives) / (float)positives) : 1f,
        });
        var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(Row.Weight),
            MaximumNumberOfIterations = 30,
            ConvergenceTolerance = 0.02f,
            L1Regularization = 0f,
            L2Regularization = 2e-4f,
            Shuffle = true,
        });
        var linear = trainer.Fit(ml.Data.LoadFromEnumerable(rows)).Model.SubModel;
        return new MoveModel(move, [.. linear.Weights], linear.Bias, 0.5f, 2f);
    }

    // The threshold with the best F1 on the development set; ties go to the higher one.
    private static MoveModel Calibrate(MoveModel model, IReadOnlyList<LabelledUtterance> dev, List<float[]> scores)
    {
        var ranked = dev.Select((utterance, i) => (Score: scores[i][(int)model.Move], Positive: utterance.Labels.Contains(model.Move)))
            .OrderByDescending(item => item.Score).ToList();
        var positives = ranked.Count(item => item.Positive);
        if (positives == 0) return model;
        var (threshold, bestF1, stated, hits) = (0.5f, 0.0, 2f, 0);
        for (var i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].Positive) hits++;
            if (i + 1 < ranked.Count && ranked[i + 1].Score == ranked[i].Score) continue;
            var cut = i + 1 < ranked.Count ? (ranked[i].Score + ranked[i + 1].Score) / 2 : ranked[i].Score;
            var f1 = 2.0 * hits / (i + 1 + positives);
            if (f1 > bestF1) (threshold, bestF1) = (cut, f1);
            if (i + 1 >= FewestFindings && hits >= StatedPrecision * (i + 1)) stated = cut;
        }

        return model with { Threshold = threshold, StatedThreshold = stated };
    }

    private static VBuffer<float> Vector(int[] buckets)
    {
        var values = new float[buckets.Length];
        Array.Fill(values, 1f / MathF.Sqrt(buckets.Length));
        return new VBuffer<float>(MoveFeatures.Dimensions, buckets.Length, values, buckets);
    }

    private sealed class Row
    {
        [VectorType(MoveFeatures.Dimensions)]
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}

/// <summary>One label's linear model.</summary>
/// <param name="Move">The label.</param>
/// <param name="Weights">A weight a bucket; empty for a label that was never seen.</param>
/// <param name="Bias">The intercept.</param>
/// <param name="Threshold">From this score on the move counts as made.</param>
/// <param name="StatedThreshold">From this score on a red line may be stated; above 1 when never.</param>
internal sealed record MoveModel(Move Move, float[] Weights, float Bias, float Threshold, float StatedThreshold)
{
    public float Score(int[] buckets)
    {
        if (Weights.Length == 0 || buckets.Length == 0) return 0;
        var sum = 0f;
        foreach (var bucket in buckets) sum += Weights[bucket];
        return 1f / (1f + MathF.Exp(-(Bias + (sum / MathF.Sqrt(buckets.Length)))));
    }
}
