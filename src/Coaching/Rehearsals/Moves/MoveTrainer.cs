using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Trains one logistic regression a move with ML.NET's stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013).
/// An utterance carries a label as soon as one of its sentences earns it, so training is multiple-instance (Andrews et
/// al. 2003, MI-SVM): of a positive utterance its most telling sentence is a positive row, of a negative one every
/// sentence is a negative row, and an utterance of several sentences is a row as a whole as well.
/// </summary>
internal static class MoveTrainer
{
    private const int Epochs = 30;

    // C of the usual soft-margin notation, the weight of the loss against the squared norm: L2 = 1 / (C · rows).
    private const float LossWeight = 20;

    /// <summary>Trains on labelled utterances; the same ones and the same seed give the same model.</summary>
    public static MoveModel Fit(IReadOnlyList<LabelledUtterance> utterances, int seed)
    {
        var vocabulary = MoveVocabulary.Of(utterances.Select(utterance => utterance.Text));
        var bags = utterances.Select(utterance => Bag.Of(utterance, vocabulary)).ToArray();
        var moves = MoveCatalogue.All.Count;
        var (weights, biases) = (new float[vocabulary.Features.Count * moves], new float[moves]);

        // The moves are fitted side by side, each on one thread with its own context, so the outcome does not depend on scheduling.
        Parallel.ForEach(MoveCatalogue.All, move =>
        {
            var fitted = Fit(bags, move, vocabulary.Features.Count, seed);
            biases[(int)move] = fitted?.Bias ?? float.NegativeInfinity;
            if (fitted is null) return;
            for (var feature = 0; feature < vocabulary.Features.Count; feature++) weights[(feature * moves) + (int)move] = fitted.Weights[feature];
        });
        return new MoveModel(vocabulary, weights, biases);
    }

    private static LinearBinaryModelParameters? Fit(Bag[] bags, Move move, int dimensions, int seed)
    {
        var positives = bags.Count(bag => bag.Labels.Contains(move));
        if (positives == 0 || dimensions == 0) return null;

        // A rare move weighs more, by the root of the imbalance: by the whole of it precision suffers.
        var weight = MathF.Sqrt((bags.Length - positives) / (float)positives);
        var rows = Rows(bags, move, LogCountRatios(bags, move, positives, dimensions), dimensions, weight);

        // Mixed once: a fresh order for every pass, the trainer's own Shuffle, takes three times as long and gains nothing.
        new Random(seed).Shuffle(rows);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        var ml = new MLContext(seed);
        var trainer = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(Row.Weight),
            MaximumNumberOfIterations = Epochs,
            ConvergenceCheckFrequency = Epochs,
            L1Regularization = 0f,
            L2Regularization = 1 / (LossWeight * rows.Length),
            Shuffle = false,
        });
        return trainer.Fit(ml.Data.LoadFromEnumerable(rows, schema)).Model.SubModel;
    }

    private static Row[] Rows(Bag[] bags, Move move, float[] ratios, int dimensions, float positiveWeight)
    {
        var rows = new List<Row>(bags.Length * 3);
        foreach (var bag in bags)
        {
            var positive = bag.Labels.Contains(move);
            if (bag.Sentences.Length > 1) Add(bag.Whole, positive);
            if (positive)
            {
                Add(bag.Sentences.MaxBy(sentence => Ratio(sentence, ratios)), positive);
            }
            else
            {
                foreach (var sentence in bag.Sentences) Add(sentence, positive);
            }
        }

        return [.. rows];

        void Add(Instance instance, bool positive) => rows.Add(new Row
        {
            Features = new VBuffer<float>(dimensions, instance.Indices.Length, instance.Values, instance.Indices),
            Label = positive,
            Weight = positive ? positiveWeight : 1f,
        });
    }

    private static float Ratio(Instance sentence, float[] ratios)
    {
        var sum = 0f;
        foreach (var index in sentence.Indices) sum += ratios[index];
        return sentence.Indices.Length == 0 ? float.NegativeInfinity : sum / MathF.Sqrt(sentence.Indices.Length);
    }

    // Naive Bayes log-count ratio with one pseudo-count (Wang and Manning 2012): tells a positive utterance's sentences apart before any model exists.
    private static float[] LogCountRatios(Bag[] bags, Move move, int positives, int dimensions)
    {
        var (with, without) = (new float[dimensions], new float[dimensions]);
        foreach (var bag in bags)
        {
            var counts = bag.Labels.Contains(move) ? with : without;
            foreach (var index in bag.Whole.Indices) counts[index]++;
        }

        var ratios = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            ratios[i] = MathF.Log((with[i] + 1) / (positives + 2)) - MathF.Log((without[i] + 1) / (bags.Length - positives + 2));
        }

        return ratios;
    }

    private readonly record struct Instance(int[] Indices, float[] Values)
    {
        public static Instance Of(string text, MoveVocabulary vocabulary)
        {
            var indices = vocabulary.IndicesOf(text);
            var values = new float[indices.Length];
            Array.Fill(values, 1f / MathF.Sqrt(indices.Length));
            return new Instance(indices, values);
        }
    }

    private sealed record Bag(IReadOnlySet<Move> Labels, Instance Whole, Instance[] Sentences)
    {
        public static Bag Of(LabelledUtterance utterance, MoveVocabulary vocabulary)
        {
            var whole = Instance.Of(utterance.Text, vocabulary);
            var sentences = MoveFeatures.Sentences(utterance.Text).Select(sentence => Instance.Of(sentence, vocabulary)).ToArray();
            return new Bag(utterance.Labels.ToHashSet(), whole, sentences.Length > 1 ? sentences : [whole]);
        }
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
