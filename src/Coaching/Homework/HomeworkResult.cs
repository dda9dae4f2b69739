using Coaching.Rehearsals;

namespace Coaching.Homework;

/// <summary>What came back from a rehearsal of an assignment. All of it is estimated or simulated.</summary>
public sealed record HomeworkResult
{
    /// <summary>The assignment as it was read.</summary>
    public required IReadOnlyList<AssignmentLine> Lines { get; init; }
    /// <summary>The three pupils.</summary>
    public required IReadOnlyList<PupilEvening> Pupils { get; init; }
    /// <summary>The parent.</summary>
    public required ParentEvening Parent { get; init; }
    /// <summary>All subjects of a day.</summary>
    public required DayLoad Load { get; init; }
    /// <summary>The criteria.</summary>
    public required IReadOnlyList<AssignmentFinding> Findings { get; init; }
    /// <summary>What to keep.</summary>
    public required IReadOnlyList<LineAdvice> Keep { get; init; }
    /// <summary>The one thing to change; null when nothing was missed.</summary>
    public required LineAdvice? Change { get; init; }
    /// <summary>百问百答 entries to read on, the first for what is to change.</summary>
    public required IReadOnlyList<CitationRef> Reading { get; init; }
}

/// <summary>Advice on a line.</summary>
/// <param name="Rule">The criterion it comes from.</param>
/// <param name="Text">The advice.</param>
/// <param name="Quote">The line, verbatim; null where it is about the whole.</param>
/// <param name="Rewrite">The line as it could be; null where it is to stay.</param>
public sealed record LineAdvice(AssignmentRule Rule, string Text, string? Quote, string? Rewrite);
