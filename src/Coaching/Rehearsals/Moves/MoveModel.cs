using System.Numerics.Tensors;

namespace Coaching.Rehearsals.Moves;

/// <summary>Networks that differ in their random start and are asked together. Read-only, hence safe to share between threads.</summary>
/// <param name="Vocabulary">The features all of them know.</param>
/// <param name="Networks">At least one.</param>
internal sealed record MoveModel(MoveVocabulary Vocabulary, IReadOnlyList<MoveNetwork> Networks)
{
    private int Labels => Networks[0].Biases.Length;

    /// <summary>
    /// How surely each label belongs to a text, about −1 for “no” and 1 for “yes”: the mean of what the whole says and what
    /// its strongest sentence says. The whole alone drowns one harsh sentence among kind ones; the sentence alone knows
    /// nothing of its neighbours.
    /// </summary>
    public float[] Score(string text, string? context = null)
    {
        var whole = ScorePart(text, context);
        var sentences = MoveFeatures.Sentences(text).ToList();
        if (sentences.Count <= 1) return whole;
        var strongest = sentences.Select(sentence => ScorePart(sentence, context)).Aggregate((left, right) =>
        {
            TensorPrimitives.Max(left, right, left);
            return left;
        });
        TensorPrimitives.Add(whole, strongest, whole);
        TensorPrimitives.Multiply(whole, 0.5f, whole);
        return whole;
    }

    /// <summary>The same of one text taken as it stands; −∞ throughout when nothing in it is known.</summary>
    public float[] ScorePart(string text, string? context = null)
    {
        var scores = new float[Labels];
        var features = Vocabulary.IndicesOf(MoveFeatures.Of(text, context));
        if (features.Length == 0)
        {
            Array.Fill(scores, float.NegativeInfinity);
            return scores;
        }

        foreach (var network in Networks) network.AddScores(features, scores);
        TensorPrimitives.Multiply(scores, 1f / Networks.Count, scores);
        return scores;
    }
}
