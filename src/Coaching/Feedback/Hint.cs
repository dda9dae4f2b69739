namespace Coaching.Feedback;

/// <summary>How much a hint gives away; each asks for less thought of the teacher's own.</summary>
public enum HintGrade
{
    /// <summary>提个醒: what to think of.</summary>
    Nudge,
    /// <summary>给个做法: how one can go about it.</summary>
    Strategy,
    /// <summary>给句话: a sentence that can be said as it stands.</summary>
    Sayable,
}

/// <summary>A hint given in a rehearsal; its use is recorded and never counted against the teacher.</summary>
public sealed class Hint
{
    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }
    /// <summary>The number of the turn it answers.</summary>
    public int AfterTurn { get; init; }
    /// <summary>How much it gives away.</summary>
    public HintGrade Grade { get; init; } = HintGrade.Sayable;
    /// <summary>The persona's words it answers.</summary>
    public string Line { get; init; } = "";
    /// <summary>The criterion it works towards; empty when nothing is left to be hinted at.</summary>
    public required string CriterionId { get; init; }
    /// <summary>The text that was shown.</summary>
    public required string Text { get; init; }
    /// <summary>A sentence that can be said as it stands; empty below the grade that gives one.</summary>
    public required string Sayable { get; init; }
    /// <summary>The 百问百答 entry it rests on; null when none fits.</summary>
    public string? EntryId { get; init; }
    /// <summary>That entry's version.</summary>
    public int? EntryVersion { get; init; }
    /// <summary>That entry's question.</summary>
    public string? EntryQuestion { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}
