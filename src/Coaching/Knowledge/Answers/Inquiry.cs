namespace Coaching.Knowledge.Answers;

/// <summary>A question that 百问百答 did not cover, waiting for a mentor.</summary>
public sealed class Inquiry
{
    /// <summary>The longest question; what is longer is no question but a case.</summary>
    public const int LongestText = 300;

    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }
    /// <summary>Who asked; mentors are not told.</summary>
    public Guid PersonId { get; init; }
    /// <summary>The asker's unit.</summary>
    public Guid UnitId { get; init; }
    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>The question, telephone and ID numbers taken out.</summary>
    public required string Text { get; init; }
    /// <summary>How far it has come.</summary>
    public InquiryStatus Status { get; set; }
    /// <summary>The entry that is drafted for it or answers it; null while there is none.</summary>
    public string? EntryId { get; set; }
    /// <summary>When it was asked.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>When the asker took note of the answer; null until then.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>How far an inquiry has come.</summary>
public enum InquiryStatus
{
    /// <summary>Nobody has taken it up.</summary>
    Open,
    /// <summary>An entry is being written.</summary>
    Drafted,
    /// <summary>A published entry answers it.</summary>
    Answered,
    /// <summary>It will not be answered here.</summary>
    Declined,
}
