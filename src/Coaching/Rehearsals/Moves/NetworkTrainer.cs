using System.Numerics.Tensors;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Trains one <see cref="MoveNetwork"/> by stochastic gradient descent on the squared hinge loss, with step sizes by
/// AdaGrad (Duchi et al. 2011) and dropout of features and of hidden units (Srivastava et al. 2014), so that no label
/// comes to hang on a single phrase. No function is used whose last bit differs between platforms.
/// </summary>
internal sealed class NetworkTrainer
{
    private const int Width = MoveNetwork.Width;

    private const float FirstStep = 0.3f;
    private const float HiddenBiasStep = 0.1f;
    private const float OutputStep = 2f;
    private const float FeatureDropout = 0.3f;
    private const float HiddenDropout = 0.4f;
    private const float LargestStart = 0.1f;

    // So rare is a label among all that a network best starts by denying it.
    private const float FirstBias = -0.8f;

    // Slopes beyond this are mislabelled rows more often than lessons.
    private const float SteepestSlope = 2f;
    private const float Negligible = 1e-3f;

    // About as many steps whatever the size of the data, within reason.
    private const int Steps = 165_000;
    private const int FewestEpochs = 6;
    private const int MostEpochs = 60;

    private readonly int labels;
    private readonly Random random;
    private readonly MoveNetwork network;
    private readonly float[] vectorSlopes;
    private readonly float[] outputSlopes;
    private readonly float[] hidden = new float[Width];
    private readonly float[] open = new float[Width];
    private readonly float[] hiddenSlopes = new float[Width];

    public NetworkTrainer(int features, int labels, int seed)
    {
        this.labels = labels;
        random = new Random(seed);
        network = new MoveNetwork(
            Start(features * Width, LargestStart), new float[Width],
            Start(labels * Width, MathF.Sqrt(3f / Width)), [.. Enumerable.Repeat(FirstBias, labels)]);
        vectorSlopes = new float[features];
        outputSlopes = new float[labels];
    }

    /// <summary>A text's features and labels by their numbers.</summary>
    public readonly record struct Row(int[] Features, IReadOnlyList<int> Labels);

    /// <summary>Visits the rows in random order, several times, with steps that shrink to nothing.</summary>
    public MoveNetwork Fit(IReadOnlyList<Row> rows)
    {
        var order = rows.ToArray();
        var epochs = rows.Count == 0 ? 0 : Math.Clamp(Steps / rows.Count, FewestEpochs, MostEpochs);
        var kept = new List<int>();
        var wanted = new bool[labels];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var step = FirstStep * (1 - (epoch / (float)epochs));
            random.Shuffle(order);
            foreach (var row in order)
            {
                kept.Clear();
                foreach (var feature in row.Features)
                {
                    if (random.NextSingle() >= FeatureDropout) kept.Add(feature);
                }

                if (kept.Count == 0) continue;
                Array.Clear(wanted);
                foreach (var label in row.Labels) wanted[label] = true;
                Learn(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept), wanted, step);
            }
        }

        var seen = rows.SelectMany(row => row.Labels).ToHashSet();
        for (var label = 0; label < labels; label++)
        {
            if (!seen.Contains(label)) network.Biases[label] = float.NegativeInfinity;
        }

        return network;
    }

    private float[] Start(int count, float largest)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = ((random.NextSingle() * 2) - 1) * largest;
        return values;
    }

    private void Learn(ReadOnlySpan<int> features, bool[] wanted, float step)
    {
        var scale = 1f / MathF.Sqrt(features.Length);
        MoveNetwork.Sum(features, network.Vectors, hidden);
        for (var unit = 0; unit < Width; unit++)
        {
            var value = (hidden[unit] * scale) + network.HiddenBiases[unit];
            open[unit] = random.NextSingle() < HiddenDropout || value <= 0 ? 0 : 1 / (1 - HiddenDropout);
            hidden[unit] = value * open[unit];
        }

        Array.Clear(hiddenSlopes);
        for (var label = 0; label < labels; label++) LearnLabel(label, wanted[label], step);
        TensorPrimitives.Multiply(hiddenSlopes, open, hiddenSlopes);
        var steepness = MoveNetwork.Dot(hiddenSlopes, hiddenSlopes) * scale * scale;
        if (steepness == 0) return;
        TensorPrimitives.MultiplyAdd(hiddenSlopes, -HiddenBiasStep * step, network.HiddenBiases, network.HiddenBiases);
        foreach (var feature in features)
        {
            vectorSlopes[feature] += steepness;
            var vector = network.Vectors.AsSpan(feature * Width, Width);
            TensorPrimitives.MultiplyAdd(hiddenSlopes, -step * scale / MathF.Sqrt(vectorSlopes[feature] + 1e-3f), vector, vector);
        }
    }

    private void LearnLabel(int label, bool wanted, float step)
    {
        var weights = network.Outputs.AsSpan(label * Width, Width);
        var sign = wanted ? 1f : -1f;
        var shortfall = 1 - (sign * (MoveNetwork.Dot(weights, hidden) + network.Biases[label]));
        if (shortfall < Negligible) return;
        var slope = -sign * MathF.Min(shortfall, SteepestSlope);
        TensorPrimitives.MultiplyAdd(weights, slope, hiddenSlopes, hiddenSlopes);
        outputSlopes[label] += slope * slope;
        var change = -OutputStep * step / MathF.Sqrt(outputSlopes[label] + 0.1f) * slope;
        TensorPrimitives.MultiplyAdd(hidden, change, weights, weights);
        network.Biases[label] += change;
    }
}
