namespace Coaching.Scenarios.Workshop;

/// <summary>Why a mentor's request was refused; every value has a sentence in the resources.</summary>
public enum ScenarioDeskRefusal
{
    /// <summary>There is no such scenario for this mentor.</summary>
    NotFound,
    /// <summary>The text is not a draft now.</summary>
    NotADraft,
    /// <summary>The text waits for review; take it back first.</summary>
    InReview,
    /// <summary>Nothing waits for review.</summary>
    NotInReview,
    /// <summary>Whoever wrote in a text cannot review it.</summary>
    OwnWork,
    /// <summary>Somebody else changed it meanwhile.</summary>
    ChangedMeanwhile,
    /// <summary>The text has faults that keep it from being played.</summary>
    Faulty,
    /// <summary>This very text was never test-run.</summary>
    NotTested,
    /// <summary>The test-run found a leak or a dead end.</summary>
    TestFailed,
    /// <summary>The version is not higher than the last one of this scenario.</summary>
    VersionTooLow,
    /// <summary>Sending back needs a comment.</summary>
    CommentMissing,
    /// <summary>The text or the comment is too long.</summary>
    TooLong,
    /// <summary>No version is in use.</summary>
    NothingPublished,
    /// <summary>It is in use, or was never published: there is nothing to put back into use.</summary>
    NothingToReinstate,
}

/// <summary>A mentor's request that cannot be carried out, with a reason that may be shown.</summary>
public sealed class ScenarioDeskException(ScenarioDeskRefusal reason) : Exception(reason.ToString())
{
    /// <summary>The reason.</summary>
    public ScenarioDeskRefusal Reason { get; } = reason;
}
