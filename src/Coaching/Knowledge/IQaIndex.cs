using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>Finds 百问百答 entries. Derived from the database; rebuilt from it at any time.</summary>
public interface IQaIndex
{
    /// <summary>The best entries for a text, best first, of the units at or above the asker's.</summary>
    /// <param name="query">What to look for, and for whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken);
}

/// <summary>A search of 百问百答.</summary>
/// <param name="Text">Words to look for.</param>
/// <param name="UnitPath">The asker's unit; entries of this unit and of those above it are seen.</param>
/// <param name="Top">How many at the most.</param>
/// <param name="Area">Prefer this area; others still count when clearly better.</param>
public sealed record QaQuery(string Text, string UnitPath, int Top, Area? Area = null);

/// <summary>An entry found.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Score">0 to 1 within one search; not comparable between searches.</param>
/// <param name="Coverage">The share of the query's character pairs that the entry's own questions and topics hold, 0 to 1; comparable.</param>
public sealed record QaHit(Entry Entry, double Score, double Coverage);
