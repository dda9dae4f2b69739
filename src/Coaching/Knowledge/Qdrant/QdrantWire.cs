using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coaching.Knowledge.Qdrant;

/// <summary>The part of Qdrant's REST contract (1.19) that is spoken here. Property names become snake_case; nulls are left out.</summary>
internal static class QdrantWire
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>A vector that is mostly zeros.</summary>
/// <param name="Indices">Where it is not, each place once.</param>
/// <param name="Values">What stands there.</param>
internal sealed record SparseVector(IReadOnlyList<uint> Indices, IReadOnlyList<float> Values);

/// <summary>A point to store.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Vector">By name a <see cref="SparseVector"/> or an array of floats.</param>
/// <param name="Payload">What is known about it.</param>
internal sealed record QdrantPoint(Guid Id, IReadOnlyDictionary<string, object> Vector, object Payload);

/// <summary>Which points are meant: all of the one, none of the other.</summary>
internal sealed record QdrantFilter(IReadOnlyList<QdrantCondition>? Must = null, IReadOnlyList<QdrantCondition>? MustNot = null);

/// <summary>A condition on a payload key, or on the id.</summary>
internal sealed record QdrantCondition(string? Key = null, QdrantMatch? Match = null, IReadOnlyCollection<Guid>? HasId = null)
{
    /// <summary>The key holds one of these.</summary>
    public static QdrantCondition AnyOf(string key, IEnumerable<string> values) => new(key, new QdrantMatch([.. values.Distinct(StringComparer.Ordinal)]));
}

/// <summary>One of these values.</summary>
internal sealed record QdrantMatch(IReadOnlyList<string> Any);

/// <summary>A query for the nearest points.</summary>
internal sealed record QdrantQuery
{
    /// <summary>A <see cref="SparseVector"/>, an array of floats, or nothing for points as they come.</summary>
    public object? Query { get; init; }

    /// <summary>Which of the points' vectors it is held against.</summary>
    public string? Using { get; init; }

    /// <summary>How the points are looked for.</summary>
    public QdrantSearchParams? Params { get; init; }

    /// <summary>Which points may be found.</summary>
    public QdrantFilter? Filter { get; init; }

    /// <summary>How many at the most.</summary>
    public int? Limit { get; init; }

    /// <summary>Which payload keys are wanted; none when null. A prefetch takes none.</summary>
    public IReadOnlyList<string>? WithPayload { get; init; }

    /// <summary>Queries run first: only what they find is ranked then.</summary>
    public IReadOnlyList<QdrantQuery>? Prefetch { get; init; }
}

/// <summary>How points are looked for.</summary>
/// <param name="Exact">Whether every vector is looked at, instead of an approximation by neighbours.</param>
internal sealed record QdrantSearchParams(bool Exact);

/// <summary>A point found.</summary>
internal sealed record QdrantHit<T>(Guid Id, float Score, T? Payload);

/// <summary>A point as it is stored, without its vectors.</summary>
internal sealed record QdrantRecord<T>(Guid Id, T? Payload);

/// <summary>How a collection is made.</summary>
/// <param name="Sparse">The names of its sparse vectors; Qdrant weighs their terms by idf.</param>
/// <param name="Dense">The name and dimension of its dense vector; null for none.</param>
/// <param name="Metadata">Kept with the collection.</param>
internal sealed record CollectionDesign(IReadOnlyList<string> Sparse, (string Name, int Dimension)? Dense, QaMetadata Metadata);
