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
public sealed record FieldSettings(string Name, double Weight, double K1 = 2, double B = 0.75);

/// <summary>A document found.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Score">The combined score; at most the sum of all weights, comparable within one query only.</param>
public readonly record struct LexicalHit(int Document, float Score);

/// <summary>
/// Chinese full-text retrieval in memory: BM25 over three views of each field, combined as <see cref="Fusion"/> says.
/// </summary>
public sealed class LexicalIndex
{
    /// <summary>What a document gets for being the best in every view of a field of weight 1.</summary>
    public static double ViewWeight { get; } = Fusion.Views.Sum(view => view.Weight);

    private readonly IndexedArm[] arms;
    private readonly int documentCount;

    private LexicalIndex(IndexedArm[] arms, IReadOnlyList<FieldSettings> fields, int documentCount)
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
    public static LexicalIndex Build(IReadOnlyList<FieldSettings> fields, IReadOnlyList<IReadOnlyList<string>[]> documents) => Build(fields, documents, null);

    /// <inheritdoc cref="Build(IReadOnlyList{FieldSettings}, IReadOnlyList{IReadOnlyList{string}[]})" />
    /// <param name="fields">The fields.</param>
    /// <param name="documents">For each document the texts of its fields, in the order of the fields.</param>
    /// <param name="cut">What is remembered of texts from earlier builds; null where there will be no other.</param>
    internal static LexicalIndex Build(IReadOnlyList<FieldSettings> fields, IReadOnlyList<IReadOnlyList<string>[]> documents, CutTexts? cut)
    {
        var arms = new List<IndexedArm>();
        foreach (var field in Fusion.Arms(fields).GroupBy(arm => arm.Field))
        {
            var texts = documents.SelectMany((document, number) => document[field.Key].Select(text => (Owner: number, Text: text))).ToList();
            // One text a document, in order, needs no table of owners.
            var owners = texts.Count == documents.Count && texts.Index().All(text => text.Item.Owner == text.Index) ? null : texts.Select(text => text.Owner).ToArray();
            // Without a memory each arm cuts by itself: of a hundred thousand documents nobody wants all views at once.
            var normal = cut is null ? texts.ConvertAll(text => ChineseText.Normalise(text.Text)) : null;
            arms.AddRange(field.Select(arm => new IndexedArm(
                arm,
                TermIndex.Build(texts.Count, text => cut?.Of(texts[text].Text, arm.View) ?? CountedTerms.Of(normal![text], arm.View), arm.Settings.K1, arm.Settings.B),
                texts.Count,
                owners)));
        }

        cut?.Settle();
        return new LexicalIndex([.. arms], fields, documents.Count);
    }

    /// <summary>The best documents, best first; equal scores in the order of their numbers.</summary>
    /// <param name="text">What to look for.</param>
    /// <param name="top">How many at the most.</param>
    /// <param name="admit">Which documents may be found; all when null. The others do not count as best of an arm either.</param>
    /// <param name="more">What each document gets besides, already weighed, such as from vectors; nothing when null.</param>
    public IReadOnlyList<LexicalHit> Search(string text, int top, Func<int, bool>? admit = null, float[]? more = null) => Search(SynonymList.None.Read(text), top, admit, more);

    /// <inheritdoc cref="Search(string, int, Func{int, bool}?, float[])" />
    public IReadOnlyList<LexicalHit> Search(SearchText text, int top, Func<int, bool>? admit = null, float[]? more = null)
    {
        var combined = ArrayPool<float>.Shared.Rent(documentCount);
        try
        {
            Array.Clear(combined, 0, documentCount);
            ForEachArm(text, admit, (_, scale, scores) => Fusion.Add(scores, scale, combined.AsSpan(0, documentCount)));
            if (more is not null) Fusion.Add(more, 1, combined.AsSpan(0, documentCount));
            return Fusion.Best(combined.AsSpan(0, documentCount), top);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(combined);
        }
    }

    /// <summary>What each field adds to one document's score.</summary>
    /// <param name="text">What was looked for.</param>
    /// <param name="document">The document.</param>
    /// <param name="admit">As in the search.</param>
    public IReadOnlyList<(string Field, double Score)> Explain(SearchText text, int document, Func<int, bool>? admit = null)
    {
        var parts = new double[Fields.Count];
        ForEachArm(text, admit, (field, scale, scores) => parts[field] += scale * scores[document]);
        return [.. Fields.Zip(parts, (field, part) => (field.Name, part))];
    }

    private delegate void UseArm(int field, float scale, ReadOnlySpan<float> scores);

    // Hands over each arm's scores by document with what scales its best to the arm's share.
    private void ForEachArm(SearchText text, Func<int, bool>? admit, UseArm use)
    {
        var byView = Fusion.Views.ToDictionary(view => view.View, view => text.Terms(view.View));
        float[]? gate = admit is null ? null : [.. Enumerable.Range(0, documentCount).Select(document => admit(document) ? 1f : 0f)];
        var mostTexts = arms.Max(arm => arm.TextCount);
        var byText = ArrayPool<float>.Shared.Rent(mostTexts);
        var byDocument = ArrayPool<float>.Shared.Rent(documentCount);
        try
        {
            foreach (var arm in arms)
            {
                var scores = arm.Owners is null ? byDocument : byText;
                Array.Clear(scores, 0, arm.TextCount);
                arm.Index.Score(byView[arm.Arm.View], scores);
                if (arm.Owners is not null) KeepBest(byText, arm.Owners, byDocument);
                var found = byDocument.AsSpan(0, documentCount);
                if (gate is not null) TensorPrimitives.Multiply(found, gate, found);
                var best = documentCount == 0 ? 0 : TensorPrimitives.Max<float>(found);
                if (best > 0) use(arm.Arm.Field, Fusion.Scale(arm.Arm, best), found);
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

    private sealed record IndexedArm(SearchArm Arm, TermIndex Index, int TextCount, int[]? Owners);
}
