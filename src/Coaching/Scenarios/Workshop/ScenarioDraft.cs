namespace Coaching.Scenarios.Workshop;

/// <summary>Where the text of a mentors' scenario is in its life.</summary>
public enum ScenarioDraftState
{
    /// <summary>Being written; an earlier version may be in use meanwhile.</summary>
    Draft,
    /// <summary>Waits for another mentor.</summary>
    InReview,
    /// <summary>The text is the version that teachers rehearse.</summary>
    Published,
    /// <summary>Out of use: nobody begins it any more.</summary>
    Retired,
}

/// <summary>
/// A scenario in mentors' hands. Its text is the truth, comments included, and is kept whatever is wrong with it. What is
/// published from it is a <see cref="ScenarioVersion"/> of its own that never changes.
/// </summary>
public sealed class ScenarioDraft
{
    /// <summary>The scenario's id, the key: given once, in no other unit, so that no text of two units is the same.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>The owning unit; units below it may rehearse what is published.</summary>
    public Guid UnitId { get; init; }

    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }

    /// <summary>Where the text is in its life.</summary>
    public ScenarioDraftState State { get; set; }

    /// <summary>The text.</summary>
    public required string Yaml { get; set; }

    /// <summary>The title as last readable, for lists.</summary>
    public required string Title { get; set; }

    /// <summary>The area as last readable, for lists.</summary>
    public Area Area { get; set; }

    /// <summary>Everybody who wrote in this text since the last publication, the first author first. None of them may review it.</summary>
    public List<Guid> Authors { get; set; } = [];

    /// <summary>The mentor who published it or sent it back.</summary>
    public Guid? ReviewerId { get; set; }

    /// <summary>What the reviewer said last.</summary>
    public string? ReviewComment { get; set; }

    /// <summary>The version the text was begun from, by hash; null when it was begun from nothing.</summary>
    public string? BasedOn { get; set; }

    /// <summary>The version that is in use, by hash; null while none is.</summary>
    public string? PublishedHash { get; set; }

    /// <summary>The last test-run; of an earlier text where its hash says so. Null before the first.</summary>
    public ScenarioTestReport? LastTest { get; set; }

    /// <summary>When it was last written to.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>When it was handed in for review.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When a version of it was last published.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>When it was taken out of use; null while it is not.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Grows with every change: of two mentors who write at once, the second is told.</summary>
    public int Revision { get; set; }

    /// <summary>The text's hash; the hash of the version once it is published.</summary>
    public string TextHash => ScenarioReader.HashOf(Yaml);

    /// <summary>Whether the last test-run is of this very text and found no leak and no dead end.</summary>
    public bool IsTested => LastTest is { Passed: true } test && test.TextHash == TextHash;
}
