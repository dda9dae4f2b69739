using System.Numerics.Tensors;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// One linear model a move over a shared vocabulary. The weights lie feature by feature, all moves together, so that
/// one pass over a text's features scores every move. Read-only, hence safe to share between threads.
/// </summary>
internal sealed class MoveModel
{
    private static readonly int MoveCount = MoveCatalogue.All.Count;

    private readonly MoveVocabulary vocabulary;
    private readonly float[] weights;
    private readonly float[] biases;

    /// <summary>Takes what training found.</summary>
    /// <param name="vocabulary">The features.</param>
    /// <param name="weights">For each feature the weight of each move.</param>
    /// <param name="biases">The intercept of each move; −∞ for a move that training never saw.</param>
    public MoveModel(MoveVocabulary vocabulary, float[] weights, float[] biases) =>
        (this.vocabulary, this.weights, this.biases) = (vocabulary, weights, biases);

    public MoveVocabulary Vocabulary => vocabulary;

    public IReadOnlyList<float> Weights => weights;

    public IReadOnlyList<float> Biases => biases;

    /// <summary>
    /// The log-odds of each move in an utterance: the mean of what the whole says and what its strongest sentence says.
    /// The whole alone drowns one harsh sentence among kind ones; the sentence alone knows nothing of its neighbours.
    /// </summary>
    public float[] Score(string utterance)
    {
        var whole = ScorePart(utterance);
        var sentences = MoveFeatures.Sentences(utterance).ToList();
        if (sentences.Count <= 1) return whole;
        var strongest = sentences.Select(ScorePart).Aggregate((left, right) =>
        {
            TensorPrimitives.Max(left, right, left);
            return left;
        });
        TensorPrimitives.Add(whole, strongest, whole);
        TensorPrimitives.Multiply(whole, 0.5f, whole);
        return whole;
    }

    /// <summary>The log-odds of each move in one text taken by itself; −∞ throughout when nothing in it is known.</summary>
    public float[] ScorePart(string text)
    {
        var scores = new float[MoveCount];
        var indices = vocabulary.IndicesOf(text);
        if (indices.Length == 0)
        {
            Array.Fill(scores, float.NegativeInfinity);
            return scores;
        }

        foreach (var index in indices) TensorPrimitives.Add(scores, weights.AsSpan(index * MoveCount, MoveCount), scores);
        TensorPrimitives.Multiply(scores, 1f / MathF.Sqrt(indices.Length), scores);
        TensorPrimitives.Add(scores, biases, scores);
        return scores;
    }
}
