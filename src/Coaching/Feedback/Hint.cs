namespace Coaching.Feedback;

/// <summary>A hint given in a rehearsal; its use is recorded and never counted against the teacher.</summary>
public sealed class Hint
{
    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }
    /// <summary>The number of the turn it answers.</summary>
    public int AfterTurn { get; init; }
    /// <summary>The criterion it works towards.</summary>
    public required string CriterionId { get; init; }
    /// <summary>The text that was shown.</summary>
    public required string Text { get; init; }
    /// <summary>A sentence that can be said as it stands.</summary>
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
