namespace Coaching.Knowledge;

/// <summary>A question that must go on finding an entry, whatever is published.</summary>
public sealed class RegressionCase
{
    /// <summary>Identity.</summary>
    public Guid Id { get; init; }
    /// <summary>The owning unit.</summary>
    public Guid UnitId { get; init; }
    /// <summary>That unit's path; searches run as somebody there would search.</summary>
    public required string UnitPath { get; init; }
    /// <summary>The question.</summary>
    public required string Question { get; init; }
    /// <summary>The entry it must find.</summary>
    public required string EntryId { get; init; }
    /// <summary>When it was added.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>One run of a unit's regression set.</summary>
public sealed class RegressionRun
{
    /// <summary>Identity.</summary>
    public Guid Id { get; init; }
    /// <summary>The unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The entries whose change set it off, separated by commas; null when a mentor asked for it.</summary>
    public string? CausedBy { get; init; }
    /// <summary>What came out, a result a case.</summary>
    public required IReadOnlyList<RegressionResult> Results { get; init; }

    /// <summary>The entries whose change set it off; none when a mentor asked for it.</summary>
    public IReadOnlyList<string> Causes => CausedBy?.Split(',') ?? [];
}

/// <summary>How one question of the regression set did.</summary>
/// <param name="Question">The question.</param>
/// <param name="EntryId">The entry it must find.</param>
/// <param name="Rank">The entry's place, from 1; null when it is not among the first ten.</param>
/// <param name="FoundId">The entry that came first; null when nothing was found.</param>
/// <param name="Passed">Whether the place is good enough.</param>
public sealed record RegressionResult(string Question, string EntryId, int? Rank, string? FoundId, bool Passed);
