using System.Buffers;
using System.Runtime.InteropServices;

namespace Coaching.Knowledge.Retrieval;

/// <summary>A field of the documents and what it weighs.</summary>
/// <param name="Name">For the hit-test's table.</param>
/// <param name="Weight">Its share in the combination.</param>
/// <param name="K1">How fast repeats saturate.</param>
/// <param name="B">How much length is held against a text, 0 to 1.</param>
public sealed record FieldSettings(string Name, double Weight, double K1 = 1.2, double B = 0.75);

/// <summary>A document found.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Score">The combined score; at most the sum of all weights, comparable within one query only.</param>
public readonly record struct LexicalHit(int Document, float Score);

/// <summary>
/// Chinese full-text retrieval: BM25 over three views of each field, each arm scaled to its best document and added up
/// with fixed weights (a convex combination; Bruch, Gai and Ingber 2023 show why it beats ranks). The weights of the
/// views were found on public sets before this project and are the same everywhere.
/// </summary>
public sealed class LexicalIndex
{
    private static readonly (TermView View, double Weight)[] Views = [(TermView.Bigrams, 1), (TermView.Unigrams, 0.75), (TermView.Words, 0.35)];

    private readonly (TermIndex Index, TermView View, int Field, double Weight)[] arms;
    private readonly int documentCount;

    private LexicalIndex((TermIndex, TermView, int, double)[] arms, IReadOnlyList<FieldSettings> fields, int documentCount)
    {
        this.arms = arms;
        this.documentCount = documentCount;
        Fields = fields;
    }

    /// <summary>The fields, in the order of the texts.</summary>
    public IReadOnlyList<FieldSettings> Fields { get; }

    /// <summary>Builds an index.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="documents">For each document its fields' texts, in the order of the fields.</param>
    public static LexicalIndex Build(IReadOnlyList<FieldSettings> fields, IReadOnlyList<string[]> documents)
    {
        var arms = new (TermIndex, TermView, int, double)[fields.Count * Views.Length];
        for (var field = 0; field < fields.Count; field++)
        {
            var texts = documents.Select(document => ChineseText.Normalise(document[field])).ToArray();
            for (var view = 0; view < Views.Length; view++)
            {
                arms[(field * Views.Length) + view] = (
                    TermIndex.Build(texts, Views[view].View, fields[field].K1, fields[field].B),
                    Views[view].View, field, fields[field].Weight * Views[view].Weight);
            }
        }

        return new LexicalIndex(arms, fields, documents.Count);
    }

    /// <summary>The best documents, best first; equal scores in the order of their numbers.</summary>
    /// <param name="text">What to look for.</param>
    /// <param name="top">How many at the most.</param>
    /// <param name="admit">Which documents may be found; all when null.</param>
    public IReadOnlyList<LexicalHit> Search(string text, int top, Func<int, bool>? admit = null)
    {
        var combined = ArrayPool<float>.Shared.Rent(documentCount);
        try
        {
            Array.Clear(combined, 0, documentCount);
            foreach (var arm in Score(text)) AddScaled(arm.Scores, arm.Weight, combined);
            return Best(combined, top, admit);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(combined);
        }
    }

    /// <summary>What each field adds to one document's score, before the fields are summed.</summary>
    public IReadOnlyList<(string Field, double Score)> Explain(string text, int document)
    {
        var parts = new double[Fields.Count];
        foreach (var arm in Score(text))
        {
            var best = arm.Scores.AsSpan(0, documentCount).ToArray().DefaultIfEmpty().Max();
            if (best > 0) parts[arm.Field] += arm.Weight * arm.Scores[document] / best;
        }

        return [.. Fields.Zip(parts, (field, part) => (field.Name, part))];
    }

    private IEnumerable<(int Field, double Weight, float[] Scores)> Score(string text)
    {
        var normal = ChineseText.Normalise(text);
        var byView = Views.ToDictionary(view => view.View, view => QueryTerms(normal, view.View));
        var scores = ArrayPool<float>.Shared.Rent(documentCount);
        try
        {
            foreach (var (index, view, field, weight) in arms)
            {
                Array.Clear(scores, 0, documentCount);
                index.Score(byView[view], scores);
                yield return (field, weight, scores);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    private static Dictionary<ulong, float> QueryTerms(string normal, TermView view)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(normal, view, terms);
        var weights = new Dictionary<ulong, float>();
        foreach (var term in terms) CollectionsMarshal.GetValueRefOrAddDefault(weights, term, out _) = 1;
        return weights;
    }

    private void AddScaled(float[] scores, double weight, float[] combined)
    {
        var best = System.Numerics.Tensors.TensorPrimitives.Max(scores.AsSpan(0, documentCount));
        if (best <= 0) return;
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(scores.AsSpan(0, documentCount), (float)(weight / best), combined.AsSpan(0, documentCount), combined.AsSpan(0, documentCount));
    }

    private List<LexicalHit> Best(float[] combined, int top, Func<int, bool>? admit)
    {
        // A small heap of the best so far, worst on top: equal scores keep the lower number.
        var heap = new PriorityQueue<int, (float Score, int Document)>(top + 1, Comparer<(float Score, int Document)>.Create((left, right) =>
            left.Score != right.Score ? left.Score.CompareTo(right.Score) : right.Document.CompareTo(left.Document)));
        for (var document = 0; document < documentCount; document++)
        {
            var score = combined[document];
            if (score <= 0 || (heap.Count == top && score <= combined[heap.Peek()]) || admit?.Invoke(document) == false) continue;
            if (heap.Count == top) heap.DequeueEnqueue(document, (score, document));
            else heap.Enqueue(document, (score, document));
        }

        var hits = new List<LexicalHit>(heap.Count);
        while (heap.TryDequeue(out var document, out var priority)) hits.Add(new LexicalHit(document, priority.Score));
        hits.Reverse();
        return hits;
    }
}
