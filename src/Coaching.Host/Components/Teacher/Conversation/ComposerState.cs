namespace Coaching.Host.Components.Teacher.Conversation;

/// <summary>What the composer may do just now.</summary>
public enum ComposerState
{
    /// <summary>The teacher may speak.</summary>
    Ready,
    /// <summary>The other person speaks.</summary>
    Generating,
    /// <summary>The last answer broke off and has to be continued first.</summary>
    Unfinished,
    /// <summary>No more turns.</summary>
    Closed,
}
