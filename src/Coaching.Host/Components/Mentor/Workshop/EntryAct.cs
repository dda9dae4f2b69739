namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>What a mentor can do with an entry; every value has a sentence in the resources that says it is done.</summary>
public enum EntryAct
{
    /// <summary>Hand the draft in.</summary>
    Submit,
    /// <summary>Take it back from review.</summary>
    Withdraw,
    /// <summary>Throw the draft away.</summary>
    Discard,
    /// <summary>Approve and publish, with a comment or without.</summary>
    Publish,
    /// <summary>Send back, with a comment.</summary>
    SendBack,
    /// <summary>Take the entry out of use.</summary>
    Retire,
    /// <summary>Publish an earlier version's text again; the version is said as a number.</summary>
    RollBack,
    /// <summary>Make a draft of one's own unit.</summary>
    Copy,
}
