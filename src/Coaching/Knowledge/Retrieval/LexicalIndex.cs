using System.Buffers;
using System.Numerics.Tensors;

namespace Coaching.Knowledge.Retrieval;

/// <summary>A field of the documents and what it weighs.</summary>
/// <param name="Name">For the hit-test's table.</param>
/// <param name="Weight">Its share in the combination.</param>
/// <param name="K1">How fast repeats saturate.</param>
/// <param name="B">How much length is held against a text, 0 to 1.</param>
/// <remarks>
/// A field may hold several texts a document, such as the ways to ask one question; the best of them counts then, so that
/// many phrasings do not water each other down.
/// </remarks>
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

    /// <summary>What a document gets for being the best in every view of a field of weight 1.</summary>
    public static double ViewWeight { get; } = Views.Sum(view => view.Weight);

    private readonly Arm[] arms;
    private readonly int documentCount;

    private LexicalIndex(Arm[] arms, IReadOnlyList<FieldSettings> fields, int documentCount)
    {
        this.arms = arms;
        this.documentCount = documentCount;
        Fields = fields;
    }

    /// <summary>The fields, in the order of the texts.</summary>
    public IReadOnlyList<FieldSettings> Fields { get; }

    /// <summary>Builds an index.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="documents">For each document the texts of its fields, in the order of the fields.</param>
    public static LexicalIndex Build(IReadOnlyList<FieldSettings> fields, IReadOnlyList<IReadOnlyList<string>[]> documents)
    {
        var arms = new Arm[fields.Count * Views.Length];
        for (var field = 0; field < fields.Count; field++)
        {
            var texts = documents.SelectMany((document, number) => document[field].Select(text => (Owner: number, Text: ChineseText.Normalise(text)))).ToList();
            var normal = texts.Select(text => text.Text).ToArray();
            // One text a document, in order, needs no table of owners.
            var owners = texts.Count == documents.Count && texts.Index().All(text => text.Item.Owner == text.Index) ? null : texts.Select(text => text.Owner).ToArray();
            for (var view = 0; view < Views.Length; view++)
            {
                var index = TermIndex.Build(normal, Views[view].View, fields[field].K1, fields[field].B);
                arms[(field * Views.Length) + view] = new Arm(index, Views[view].View, field, fields[field].Weight * Views[view].Weight, normal.Length, owners);
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
            ForEachArm(text, (_, weight, scores) => TensorPrimitives.MultiplyAdd(
                scores, weight, combined.AsSpan(0, documentCount), combined.AsSpan(0, documentCount)));
            return Best(combined, top, admit);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(combined);
        }
    }

    /// <summary>What each field adds to one document's score.</summary>
    public IReadOnlyList<(string Field, double Score)> Explain(string text, int document)
    {
        var parts = new double[Fields.Count];
        ForEachArm(text, (field, weight, scores) => parts[field] += weight * scores[document]);
        return [.. Fields.Zip(parts, (field, part) => (field.Name, part))];
    }

    private delegate void UseArm(int field, float weight, ReadOnlySpan<float> scores);

    // Hands over each arm's scores by document with the weight that scales its best to the arm's share.
    private void ForEachArm(string text, UseArm use)
    {
        var normal = ChineseText.Normalise(text);
        var byView = Views.ToDictionary(view => view.View, view => QueryTerms(normal, view.View));
        var mostTexts = arms.Max(arm => arm.TextCount);
        var byText = ArrayPool<float>.Shared.Rent(mostTexts);
        var byDocument = ArrayPool<float>.Shared.Rent(documentCount);
        try
        {
            foreach (var arm in arms)
            {
                var scores = arm.Owners is null ? byDocument : byText;
                Array.Clear(scores, 0, arm.TextCount);
                arm.Index.Score(byView[arm.View], scores);
                if (arm.Owners is not null) KeepBest(byText, arm.Owners, byDocument);
                var found = byDocument.AsSpan(0, documentCount);
                var best = documentCount == 0 ? 0 : TensorPrimitives.Max<float>(found);
                if (best > 0) use(arm.Field, (float)(arm.Weight / best), found);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(byText);
            ArrayPool<float>.Shared.Return(byDocument);
        }
    }

    private void KeepBest(float[] byText, int[] owners, float[] byDocument)
    {
        Array.Clear(byDocument, 0, documentCount);
        for (var i = 0; i < owners.Length; i++) byDocument[owners[i]] = Math.Max(byDocument[owners[i]], byText[i]);
    }

    private static Dictionary<ulong, float> QueryTerms(string normal, TermView view)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(normal, view, terms);
        var weights = new Dictionary<ulong, float>();
        foreach (var term in terms) weights[term] = 1;
        return weights;
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

    private sealed record Arm(TermIndex Index, TermView View, int Field, double Weight, int TextCount, int[]? Owners);
}
