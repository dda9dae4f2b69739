namespace Coaching.Feedback;

/// <summary>
/// A verdict on a criterion: the machine's, a mentor's or a blind rater's, all in one table. Rows are only ever added;
/// of each rater the newest counts.
/// </summary>
public sealed class Rating
{
    /// <summary>In place of a criterion: a comment on the rehearsal as a whole, which judges nothing.</summary>
    public const string Whole = "";

    /// <summary>Longest comment, in characters.</summary>
    public const int LongestComment = 500;

    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>The rehearsal that is judged; null where a reference transcript is.</summary>
    public Guid? RehearsalId { get; init; }
    /// <summary>The reference transcript that is judged; null where a rehearsal is.</summary>
    public string? ReferenceId { get; init; }
    /// <summary>The owning unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>The owning unit.</summary>
    public Guid UnitId { get; init; }
    /// <summary>The criterion's id, or <see cref="Whole"/>.</summary>
    public required string CriterionId { get; init; }
    /// <summary>The hash of the scenario that defines the criterion.</summary>
    public required string ScenarioHash { get; init; }
    /// <summary>Who judged.</summary>
    public RaterKind Rater { get; init; }
    /// <summary>The person who judged; null for the machine.</summary>
    public Guid? RaterId { get; init; }
    /// <summary>Whether the rater saw no other verdict.</summary>
    public bool Blind { get; init; }
    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; init; }
    /// <summary>The teacher's words it rests on, verbatim; null where their absence is the evidence.</summary>
    public string? Quote { get; init; }
    /// <summary>The turn the quote is from.</summary>
    public Guid? TurnId { get; init; }
    /// <summary>What the rater adds, at most <see cref="LongestComment"/> characters; null for nothing.</summary>
    public string? Comment { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Who judges.</summary>
public enum RaterKind
{
    /// <summary>The authored rule over measured moves.</summary>
    Machine,
    /// <summary>A mentor who saw the machine's verdict.</summary>
    Mentor,
    /// <summary>A rater who saw none.</summary>
    BlindRater,
}

/// <summary>A binary verdict, or none.</summary>
public enum Verdict
{
    /// <summary>做到了.</summary>
    Met,
    /// <summary>还没做到.</summary>
    NotMet,
    /// <summary>不能判定.</summary>
    Undecided,
}
