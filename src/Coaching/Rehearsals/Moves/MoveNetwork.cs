using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// A network with one hidden layer over the features of a text: the mean of their vectors, rectified, then one linear
/// output a label. The labels share the layer, so what sets blame apart from a question is learnt once for all of them.
/// Read-only once trained, hence safe to share between threads.
/// </summary>
/// <param name="Vectors">For each feature its <see cref="Width"/> numbers.</param>
/// <param name="HiddenBiases">One for each hidden unit.</param>
/// <param name="Outputs">For each label its <see cref="Width"/> weights.</param>
/// <param name="Biases">One for each label; −∞ for a label that training never saw.</param>
internal sealed record MoveNetwork(float[] Vectors, float[] HiddenBiases, float[] Outputs, float[] Biases)
{
    /// <summary>The number of hidden units.</summary>
    public const int Width = 64;

    private const int Lanes = 8;

    /// <summary>Adds to <paramref name="scores"/> what the network says of known features; they must be some.</summary>
    public void AddScores(ReadOnlySpan<int> features, Span<float> scores)
    {
        Span<float> hidden = stackalloc float[Width];
        Sum(features, Vectors, hidden);
        TensorPrimitives.Multiply(hidden, 1f / MathF.Sqrt(features.Length), hidden);
        TensorPrimitives.Add(hidden, HiddenBiases, hidden);
        TensorPrimitives.Max(hidden, 0f, hidden);
        for (var label = 0; label < Biases.Length; label++) scores[label] += Dot(Outputs.AsSpan(label * Width, Width), hidden) + Biases[label];
    }

    /// <summary>The sum of the features' vectors.</summary>
    public static void Sum(ReadOnlySpan<int> features, float[] vectors, Span<float> sum)
    {
        sum.Clear();
        foreach (var feature in features) TensorPrimitives.Add(sum, vectors.AsSpan(feature * Width, Width), sum);
    }

    /// <summary>The inner product, summed in the same order on every processor, so that training gives the same bits everywhere.</summary>
    public static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sums = Vector256<float>.Zero;
        for (var at = 0; at < Width; at += Lanes) sums += Vector256.Create(one[at..]) * Vector256.Create(other[at..]);
        var sum = 0f;
        for (var lane = 0; lane < Lanes; lane++) sum += sums[lane];
        return sum;
    }
}
