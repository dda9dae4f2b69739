using System.Numerics.Tensors;

namespace Coaching.Models.Embeddings;

/// <summary>From a model's output to vectors of length one.</summary>
internal static class OnnxPooling
{
    /// <summary>The mean over the tokens that the mask counts.</summary>
    /// <param name="states">The states of one text's tokens, one after the other.</param>
    /// <param name="mask">1 for each token that counts, 0 for what only fills up.</param>
    public static float[] Mean(ReadOnlySpan<float> states, ReadOnlySpan<long> mask)
    {
        var size = states.Length / mask.Length;
        var sum = new float[size];
        for (var token = 0; token < mask.Length; token++)
        {
            if (mask[token] != 0) TensorPrimitives.Add(sum, states.Slice(token * size, size), sum);
        }

        return Normalise(sum);
    }

    /// <summary>The state of the first token.</summary>
    /// <param name="states">The states of one text's tokens, one after the other.</param>
    /// <param name="tokens">How many.</param>
    public static float[] First(ReadOnlySpan<float> states, int tokens) => Normalise(states[..(states.Length / tokens)].ToArray());

    /// <summary>The beginning of a vector, of length one again; all of it for 0.</summary>
    public static float[] Shorten(float[] vector, int dimensions) =>
        dimensions == 0 || dimensions >= vector.Length ? vector : Normalise(vector[..dimensions]);

    /// <summary>Makes a vector one of length one; a vector of zeros stays.</summary>
    public static float[] Normalise(float[] vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
