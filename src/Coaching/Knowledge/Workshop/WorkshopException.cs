namespace Coaching.Knowledge.Workshop;

/// <summary>Why a mentor's request was refused; every value has a sentence in the resources.</summary>
public enum WorkshopRefusal
{
    /// <summary>There is no such entry for this mentor.</summary>
    NotFound,
    /// <summary>The entry belongs to a unit above; it can be copied.</summary>
    ReadOnly,
    /// <summary>There is no draft.</summary>
    NotADraft,
    /// <summary>Nothing waits for review.</summary>
    NotInReview,
    /// <summary>The draft is being reviewed; take it back first.</summary>
    InReview,
    /// <summary>Whoever wrote a version cannot review it.</summary>
    OwnWork,
    /// <summary>Somebody else changed it meanwhile.</summary>
    ChangedMeanwhile,
    /// <summary>Something an entry cannot do without is missing.</summary>
    Incomplete,
    /// <summary>Nothing is published.</summary>
    NothingPublished,
    /// <summary>There is no such published version to go back to, or it is the current one.</summary>
    NothingToRestore,
    /// <summary>A draft is under way; finish or discard it first.</summary>
    DraftUnderWay,
    /// <summary>A review that sends back needs a comment.</summary>
    CommentMissing,
    /// <summary>The text is too long.</summary>
    TooLong,
    /// <summary>The regression set holds all the questions it may.</summary>
    SetFull,
}

/// <summary>A mentor's request that cannot be carried out, with a reason that may be shown.</summary>
public sealed class WorkshopException(WorkshopRefusal reason) : Exception(reason.ToString())
{
    /// <summary>The reason.</summary>
    public WorkshopRefusal Reason { get; } = reason;
}
