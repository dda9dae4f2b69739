namespace Coaching.Rehearsals;

/// <summary>Why a request about a rehearsal was refused; every value has a sentence in the resources.</summary>
public enum RehearsalRefusal
{
    /// <summary>There is no such rehearsal, or it is somebody else's.</summary>
    NotFound,
    /// <summary>The rehearsal is over.</summary>
    AlreadyEnded,
    /// <summary>The other person is still speaking.</summary>
    ReplyInProgress,
    /// <summary>The last answer broke off; continue it first.</summary>
    ReplyUnfinished,
    /// <summary>Nothing was said.</summary>
    EmptyText,
    /// <summary>More than <see cref="TurnRunner.LongestTurn"/> characters.</summary>
    TextTooLong,
    /// <summary>The turn's id was used before with other words.</summary>
    TurnIdReused,
    /// <summary>There is no such scenario.</summary>
    ScenarioNotFound,
    /// <summary>There is no answer to continue.</summary>
    NothingToContinue,
    /// <summary>All of the scenario's turns are spent.</summary>
    NoTurnsLeft,
    /// <summary>The words speak of a real danger: the role-play stops. Nothing was stored or sent to a model.</summary>
    RealDanger,
    /// <summary>A comment or reflection has more than <see cref="Feedback.Rating.LongestComment"/> characters.</summary>
    CommentTooLong,
    /// <summary>Only colleagues of the own school, and mentors who look after it, can be invited.</summary>
    NotAColleague,
    /// <summary>Somebody else types just now.</summary>
    KeyboardElsewhere,
    /// <summary>The keyboard can be handed only to somebody who is invited.</summary>
    NotInvited,
    /// <summary>The teacher has taken the invitation back.</summary>
    InvitationTakenBack,
    /// <summary>Notes are shared once the rehearsal is over.</summary>
    NotOverYet,
}

/// <summary>A request that cannot be carried out, with a reason that may be shown.</summary>
public sealed class RehearsalException(RehearsalRefusal reason) : Exception(reason.ToString())
{
    /// <summary>The reason.</summary>
    public RehearsalRefusal Reason { get; } = reason;
}
