namespace Coaching.Host.Components.Mentor.Scripts;

/// <summary>What a mentor can do with a script; every value has a sentence in the resources that says it is done.</summary>
public enum ScriptAct
{
    /// <summary>Hand the draft in.</summary>
    Submit,
    /// <summary>Take it back from review.</summary>
    Withdraw,
    /// <summary>Approve and publish, with a comment or without.</summary>
    Publish,
    /// <summary>Send back, with a comment.</summary>
    SendBack,
    /// <summary>Begin the next version.</summary>
    Revise,
    /// <summary>Take it out of use.</summary>
    Retire,
    /// <summary>Put it back into use.</summary>
    Reinstate,
    /// <summary>Throw the draft away.</summary>
    Discard,
}
