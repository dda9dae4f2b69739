using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>A document among the points found.</summary>
internal readonly record struct FoundDocument(string EntryId, int Version, int Texts)
{
    /// <summary>As filters name it.</summary>
    public string Key => $"{EntryId}@{Version}";

    /// <summary>The order that breaks ties: as in every other index.</summary>
    public static Comparer<FoundDocument> Order { get; } = Comparer<FoundDocument>.Create((left, right) =>
        string.CompareOrdinal(left.EntryId, right.EntryId) is var entry and not 0 ? entry : left.Version.CompareTo(right.Version));
}

/// <summary>What one arm found: the scores of documents by their best text, and how good those not seen can be at the most.</summary>
internal sealed class ArmScores
{
    private readonly Dictionary<FoundDocument, float> scores = [];
    private readonly float scale;
    private readonly float rest;

    /// <summary>Reads an answer.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="hits">What was found, best first.</param>
    public ArmScores(SearchArm arm, QdrantQuery query, IReadOnlyList<QdrantHit<FoundDocument>> hits)
    {
        (Arm, Query) = (arm, query);
        Add(hits);
        var best = hits.Count == 0 ? 0 : hits[0].Score;
        scale = best > 0 ? Fusion.Scale(arm, best) : 0;
        IsOpen = hits.Count >= query.Limit;
        rest = IsOpen ? hits[^1].Score : 0;
    }

    /// <summary>The arm.</summary>
    public SearchArm Arm { get; }

    /// <summary>What was asked.</summary>
    public QdrantQuery Query { get; }

    /// <summary>Whether there may be more than was found.</summary>
    public bool IsOpen { get; }

    /// <summary>The documents found.</summary>
    public IEnumerable<FoundDocument> Documents => scores.Keys;

    /// <summary>The most that a document not found here can get of this arm, weighed.</summary>
    public float Rest => scale * rest;

    /// <summary>Adds what was found on a second look.</summary>
    public void Add(IReadOnlyList<QdrantHit<FoundDocument>> hits)
    {
        foreach (var hit in hits) scores[hit.Payload] = Math.Max(hit.Score, scores.GetValueOrDefault(hit.Payload));
    }

    /// <summary>A document's weighed score; 0 where it is not found.</summary>
    public float Weighed(FoundDocument document) => scale * scores.GetValueOrDefault(document);

    /// <summary>The most that a document can get of this arm.</summary>
    public float AtMost(FoundDocument document) => scores.TryGetValue(document, out var score) ? scale * score : Rest;

    /// <summary>Adds the weighed scores of documents to their combined ones.</summary>
    public void AddTo(Span<float> combined, IReadOnlyList<FoundDocument> documents)
    {
        float[] found = [.. documents.Select(document => scores.GetValueOrDefault(document))];
        Fusion.Add(found, scale, combined);
    }
}
