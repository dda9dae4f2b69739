using System.Text;
using Coaching.Rehearsals;

namespace Coaching.Host.Components.Teacher.Conversation;

/// <summary>One utterance as the page shows it.</summary>
public sealed class Message
{
    private readonly StringBuilder text = new();

    internal Message(Guid turnId, string? personaId, Guid? spokenById, string words, TurnStatus status)
    {
        TurnId = turnId;
        PersonaId = personaId;
        SpokenById = spokenById;
        text.Append(words);
        Status = status;
    }

    /// <summary>The turn.</summary>
    public Guid TurnId { get; }

    /// <summary>Who of the room says it; null for the teacher.</summary>
    public string? PersonaId { get; }

    /// <summary>The observer who said it in the teacher's place; null for the teacher's own words.</summary>
    public Guid? SpokenById { get; }

    /// <summary>Whether it was said by the teacher, or in the teacher's place.</summary>
    public bool IsTeacher => PersonaId is null;

    /// <summary>What was said so far.</summary>
    public string Text => text.ToString();

    /// <summary>How far it is.</summary>
    public TurnStatus Status { get; internal set; }

    /// <summary>百问百答 entries that bear on it.</summary>
    public List<CitationFound> Citations { get; } = [];

    /// <summary>Grows with every change, so that only what changed is drawn again.</summary>
    public int Version { get; private set; }

    internal void Say(string words)
    {
        text.Append(words);
        Version++;
    }

    internal void Forget()
    {
        text.Clear();
        Status = TurnStatus.Generating;
        Version++;
    }

    internal void End(TurnStatus status)
    {
        Status = status;
        Version++;
    }

    internal void Cite(CitationFound citation)
    {
        Citations.Add(citation);
        Version++;
    }
}

/// <summary>
/// The conversation, from the updates of its log. Every update counts once, whichever way and however often it comes:
/// the sequence number decides.
/// </summary>
internal sealed class ConversationLog
{
    private readonly List<Message> messages = [];

    /// <summary>The last update that was applied; 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>What was said, in order.</summary>
    public IReadOnlyList<Message> Messages => messages;

    /// <summary>How the persona stands; null before the first word.</summary>
    public StateChanged? Mood { get; private set; }

    /// <summary>How it ended; null while it runs.</summary>
    public RehearsalEnded? Ended { get; private set; }

    /// <summary>How many times the teacher has spoken.</summary>
    public int TeacherTurns => messages.Count(message => message.IsTeacher);

    /// <summary>Whether an answer is being given.</summary>
    public bool IsGenerating => messages is [.., { Status: TurnStatus.Generating }];

    /// <summary>Whether the last answer broke off.</summary>
    public bool IsUnfinished => messages is [.., { Status: TurnStatus.Interrupted or TurnStatus.Failed }];

    /// <summary>Applies an update, unless it was applied before.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Apply(TurnUpdate update)
    {
        if (update.Sequence <= LastSequence) return false;
        LastSequence = update.Sequence;
        switch (update)
        {
            case TurnStored turn: messages.Add(new Message(turn.TurnId, turn.PersonaId, turn.SpokenById, turn.Text, TurnStatus.Complete)); break;
            case ReplyStarted reply: messages.Add(new Message(reply.TurnId, reply.PersonaId, null, "", TurnStatus.Generating)); break;
            case ReplyDelta delta: Find(delta.TurnId)?.Say(delta.Text); break;
            case ReplyReset reset: Find(reset.TurnId)?.Forget(); break;
            case ReplyEnded over: Find(over.TurnId)?.End(over.Status); break;
            case CitationFound citation: Find(citation.TurnId)?.Cite(citation); break;
            case StateChanged mood: Mood = mood; break;
            case RehearsalEnded ended: Ended = ended; break;
        }

        return true;
    }

    private Message? Find(Guid turnId) => messages.FindLast(message => message.TurnId == turnId);
}
