namespace Coaching.Feedback;

/// <summary>What a teacher says of an ended rehearsal before any finding is shown. One each; all empty where it was skipped.</summary>
public sealed class Reflection
{
    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }
    /// <summary>The teacher's own turn that worked; null for none.</summary>
    public Guid? TurnId { get; init; }
    /// <summary>A sentence about it, at most <see cref="Rating.LongestComment"/> characters; may be empty.</summary>
    public required string Text { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether nothing was said.</summary>
    public bool IsSkipped => TurnId is null && Text.Length == 0;
}
