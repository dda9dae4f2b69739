using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>Finds 百问百答 entries. Derived from the database; rebuilt from it at any time.</summary>
public interface IQaIndex
{
    /// <summary>Which index answers at the moment: <c>embedded</c> or <c>qdrant</c>.</summary>
    string Name { get; }

    /// <summary>Whether that one stands in for another that is configured and does not answer, or is not filled yet.</summary>
    bool IsFallback { get; }

    /// <summary>The model whose vectors take part at the moment; null where the index is lexical only.</summary>
    string? Vectors { get; }

    /// <summary>The best entries for a text, best first, of the units at or above the asker's.</summary>
    /// <param name="query">What to look for, and for whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken);

    /// <summary>Reads these entries anew from the database and brings the index in line; doing it twice changes nothing.</summary>
    /// <param name="entryIds">Entries that were published, retired, changed or removed.</param>
    /// <param name="cancellationToken">Gives up; what was found before stays.</param>
    Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken);

    /// <summary>Reads all entries anew; searches under way finish on the old ones.</summary>
    Task RebuildAsync(CancellationToken cancellationToken);
}

/// <summary>A search of 百问百答.</summary>
/// <param name="Text">Words to look for.</param>
/// <param name="UnitPath">The asker's unit; entries of this unit and of those above it are seen.</param>
/// <param name="Top">How many at the most.</param>
/// <param name="Area">Prefer this area; others still count when clearly better.</param>
public sealed record QaQuery(string Text, string UnitPath, int Top, Area? Area = null)
{
    /// <summary>Whether to say what each field adds to a hit's score; costs a second pass.</summary>
    public bool Explain { get; init; }
}

/// <summary>An entry found.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Score">What its own words earn, 0 to 1 within one search; not comparable between searches.</param>
/// <param name="Coverage">The share of the query's character pairs that the entry's own questions and topics hold, 0 to 1; comparable.</param>
public sealed record QaHit(Entry Entry, double Score, double Coverage)
{
    /// <summary>Whether the question is nearly one of the entry's own ways to ask: such entries stand first.</summary>
    public bool SameWords { get; init; }

    /// <summary>What it gains in rank from a related entry that scores high; no part of <see cref="Score"/>.</summary>
    public double Kinship { get; init; }

    /// <summary>The model whose vectors had a part in the score; null where the search was lexical, as it is without a model and where a model did not answer in time.</summary>
    public string? Vectors { get; init; }

    /// <summary>What each field adds to the score, and vectors where they had a part.</summary>
    public IReadOnlyList<FieldScore> Fields { get; init; } = [];
}

/// <summary>What one field of an entry adds to its score.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Score">Its share of <see cref="QaHit.Score"/>.</param>
public sealed record FieldScore(string Field, double Score);

/// <summary>Which index is in use, in a line for operators.</summary>
public static class QaIndexState
{
    /// <summary>Such as <c>embedded · lexical only</c> or <c>qdrant · with vectors of bge-m3</c>.</summary>
    public static string Describe(this IQaIndex index) =>
        $"{index.Name}{(index.IsFallback ? " (fallback)" : "")} · {(index.Vectors is { } model ? $"with vectors of {model}" : "lexical only")}";
}
