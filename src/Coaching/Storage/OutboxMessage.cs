namespace Coaching.Storage;

/// <summary>
/// Says that an entry changed; written in the same transaction as the change. Indexes follow these rows, at least once
/// each, so whatever reads one must bear to read it twice.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>Counts up; set by the database.</summary>
    public long Sequence { get; init; }

    /// <summary>The entry that changed.</summary>
    public required string EntryId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When an index first had it; null until then.</summary>
    public DateTimeOffset? ProcessedAt { get; set; }
}
