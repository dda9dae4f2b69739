namespace Coaching.Homework;

/// <summary>An assignment that a teacher works on; private to that teacher.</summary>
public sealed class HomeworkDesign
{
    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>Whose it is; nobody else sees it.</summary>
    public Guid PersonId { get; init; }
    /// <summary>The owner's unit.</summary>
    public Guid UnitId { get; init; }
    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>What it is called in a list.</summary>
    public required string Title { get; init; }
    /// <summary>The practice task it began with; null for the teacher's own.</summary>
    public string? PracticeId { get; init; }
    /// <summary>Chooses among sentences; the same for every revision, so that only the assignment makes a difference.</summary>
    public int Seed { get; init; }
    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When the last revision came.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>One state of an assignment and what came of it. Revisions are added and never changed.</summary>
public sealed class HomeworkRevision
{
    /// <summary>The design.</summary>
    public Guid DesignId { get; init; }
    /// <summary>Counted from 1.</summary>
    public int Number { get; init; }
    /// <summary>What was handed in.</summary>
    public required AssignmentInput Input { get; init; }
    /// <summary>What came back.</summary>
    public required HomeworkResult Result { get; init; }
    /// <summary>The revision that was brought back with this one; null where it was written.</summary>
    public int? BroughtBackFrom { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>How long a class really took, as its teacher says. Added and never changed; the newest counts.</summary>
public sealed class HomeworkMeasure
{
    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>The design.</summary>
    public Guid DesignId { get; init; }
    /// <summary>The revision that was set.</summary>
    public int Number { get; init; }
    /// <summary>Minutes of the class's middle, over all of the assignment's days; 1 to 6,000.</summary>
    public double Minutes { get; init; }
    /// <summary>When it was noted.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Why a request about a homework design was refused; every value has a sentence in the resources.</summary>
public enum HomeworkRefusal
{
    /// <summary>There is no such design, or it is somebody else's.</summary>
    NotFound,
    /// <summary>Nothing was set.</summary>
    EmptyText,
    /// <summary>More than <see cref="AssignmentInput.LongestText"/> characters.</summary>
    TextTooLong,
    /// <summary>The grade or the subject is none that is known.</summary>
    GradeOrSubject,
    /// <summary>Days or minutes that cannot be.</summary>
    Figures,
    /// <summary>Another window added a revision meanwhile.</summary>
    ChangedMeanwhile,
    /// <summary>The design has as many revisions as it may.</summary>
    TooManyRevisions,
}

/// <summary>A request that cannot be carried out, with a reason that may be shown.</summary>
public sealed class HomeworkException(HomeworkRefusal reason) : Exception(reason.ToString())
{
    /// <summary>The reason.</summary>
    public HomeworkRefusal Reason { get; } = reason;
}
