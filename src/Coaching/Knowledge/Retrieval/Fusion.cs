using System.Numerics.Tensors;

namespace Coaching.Knowledge.Retrieval;

/// <summary>One view of one field: what a query is scored against on its own before the scores are combined.</summary>
/// <param name="Field">The field's number.</param>
/// <param name="Settings">The field.</param>
/// <param name="View">How its texts are cut.</param>
/// <param name="Weight">The arm's share in the combination.</param>
internal sealed record SearchArm(int Field, FieldSettings Settings, TermView View, double Weight);

/// <summary>
/// How arms become one ranking, the same for every index: each arm is scaled to its best document, weighed and added up
/// (a convex combination; Bruch, Gai and Ingber 2023 show why it beats ranks). The weights of the views are the same
/// everywhere; src/decisions/0006 says what they were chosen on.
/// </summary>
internal static class Fusion
{
    /// <summary>The views and what they weigh.</summary>
    public static IReadOnlyList<(TermView View, double Weight)> Views { get; } = [(TermView.Bigrams, 1), (TermView.Unigrams, 0.9), (TermView.Words, 0.5)];

    /// <summary>The arms of some fields, field by field; they are added up in this order.</summary>
    public static IReadOnlyList<SearchArm> Arms(IReadOnlyList<FieldSettings> fields) =>
        [.. fields.SelectMany((field, number) => Views.Select(view => new SearchArm(number, field, view.View, field.Weight * view.Weight)))];

    /// <summary>What an arm's scores are multiplied with.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="best">Its best score; above zero.</param>
    public static float Scale(SearchArm arm, float best) => (float)(arm.Weight / best);

    /// <summary>Adds an arm's scaled scores to the combined ones.</summary>
    public static void Add(ReadOnlySpan<float> scores, float scale, Span<float> combined) =>
        TensorPrimitives.MultiplyAdd(scores, scale, combined, combined);

    /// <summary>The best documents, best first; equal scores in the order of their numbers, none without a score.</summary>
    public static List<LexicalHit> Best(ReadOnlySpan<float> combined, int top)
    {
        // A small heap of the best so far, worst on top: equal scores keep the lower number.
        var heap = new PriorityQueue<int, (float Score, int Document)>(top + 1, Comparer<(float Score, int Document)>.Create((left, right) =>
            left.Score != right.Score ? left.Score.CompareTo(right.Score) : right.Document.CompareTo(left.Document)));
        for (var document = 0; document < combined.Length; document++)
        {
            var score = combined[document];
            if (score <= 0 || (heap.Count == top && score <= combined[heap.Peek()])) continue;
            if (heap.Count == top) heap.DequeueEnqueue(document, (score, document));
            else heap.Enqueue(document, (score, document));
        }

        var hits = new List<LexicalHit>(heap.Count);
        while (heap.TryDequeue(out var document, out var priority)) hits.Add(new LexicalHit(document, priority.Score));
        hits.Reverse();
        return hits;
    }
}
