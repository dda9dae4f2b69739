namespace Coaching.Knowledge;

/// <summary>A teacher's word on whether a version of an entry helped.</summary>
public sealed class EntryVote
{
    /// <summary>The entry.</summary>
    public required string EntryId { get; init; }
    /// <summary>The version that was read.</summary>
    public int Version { get; init; }
    /// <summary>Who says so; never shown to anybody.</summary>
    public Guid PersonId { get; init; }
    /// <summary>Their unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>Whether it helped.</summary>
    public bool Helpful { get; set; }
    /// <summary>Why, in their words.</summary>
    public string? Reason { get; set; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>How often a version of an entry was opened in a unit. A number and nothing more: nobody's reading is kept.</summary>
public sealed class EntryViews
{
    /// <summary>The entry.</summary>
    public required string EntryId { get; init; }
    /// <summary>The version.</summary>
    public int Version { get; init; }
    /// <summary>The readers' unit.</summary>
    public required string UnitPath { get; init; }
    /// <summary>How often.</summary>
    public int Count { get; set; }
}
