namespace Coaching.Rehearsals.Observing;

/// <summary>An invitation to sit in on one rehearsal. It shares nothing beyond itself: the rehearsal stays as private as it was.</summary>
public sealed class Observation
{
    /// <summary>How long after the last sign of life somebody still counts as being there.</summary>
    public static readonly TimeSpan PresentFor = TimeSpan.FromSeconds(45);

    /// <summary>How often a page that observes gives a sign of life.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(20);

    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }

    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }

    /// <summary>Who is invited; once per rehearsal.</summary>
    public Guid PersonId { get; init; }

    /// <summary>When, for the last time.</summary>
    public DateTimeOffset InvitedAt { get; set; }

    /// <summary>When the teacher took it back; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The last sign of life of the observer's page; null before the first.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}

/// <summary>A note at one turn. Its author's alone until they share it in the review.</summary>
public sealed class ObserverNote
{
    /// <summary>Longest note, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }

    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }

    /// <summary>The turn it is pinned to.</summary>
    public Guid TurnId { get; init; }

    /// <summary>Who wrote it.</summary>
    public Guid AuthorId { get; init; }

    /// <summary>The note, 1 to <see cref="LongestText"/> characters.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Since when everybody in the review may read it; null while it is private.</summary>
    public DateTimeOffset? SharedAt { get; set; }
}
