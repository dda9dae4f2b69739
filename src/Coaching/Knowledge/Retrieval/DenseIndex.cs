using System.Numerics.Tensors;

namespace Coaching.Knowledge.Retrieval;

/// <summary>
/// The nearest documents by their vectors, exactly: every vector is looked at. A document may have several texts; the
/// nearest counts. Texts whose vectors are still being made are passed over.
/// </summary>
internal sealed class DenseIndex
{
    private readonly IReadOnlyList<DenseText>[] documents;

    /// <summary>Takes documents in.</summary>
    /// <param name="documents">For each document its texts.</param>
    public DenseIndex(IEnumerable<IReadOnlyList<DenseText>> documents) => this.documents = [.. documents];

    /// <summary>What each document gets of the arm: by document number, zero for most.</summary>
    /// <param name="query">The question's vector, of length one.</param>
    /// <param name="admit">Which documents may be found; all when null.</param>
    public float[] Score(float[] query, Func<int, bool>? admit)
    {
        var nearest = new PriorityQueue<int, (float Cosine, int Document)>(Comparer<(float Cosine, int Document)>.Create((left, right) =>
            left.Cosine != right.Cosine ? left.Cosine.CompareTo(right.Cosine) : right.Document.CompareTo(left.Document)));
        for (var document = 0; document < documents.Length; document++)
        {
            var cosine = Nearest(query, documents[document]);
            if (cosine <= 0 || (nearest.Count == DenseFusion.Depth && nearest.TryPeek(out _, out var worst) && cosine <= worst.Cosine) || !(admit?.Invoke(document) ?? true)) continue;
            nearest.Enqueue(document, (cosine, document));
            if (nearest.Count > DenseFusion.Depth) nearest.Dequeue();
        }

        var head = new List<(int Document, float Cosine)>(nearest.Count);
        while (nearest.TryDequeue(out var document, out var priority)) head.Add((document, priority.Cosine));
        head.Reverse();
        var scores = new float[documents.Length];
        foreach (var (hit, weighed) in head.Zip(DenseFusion.Weigh([.. head.Select(hit => hit.Cosine)]))) scores[hit.Document] = weighed;
        return scores;
    }

    private static float Nearest(float[] query, IReadOnlyList<DenseText> texts)
    {
        var best = 0f;
        foreach (var text in texts)
        {
            if (text.Vector is { } vector && vector.Length == query.Length) best = Math.Max(best, TensorPrimitives.Dot<float>(query, vector));
        }

        return best;
    }
}
