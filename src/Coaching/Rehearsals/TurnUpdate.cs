using System.Text.Json.Serialization;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>One entry of a rehearsal's log. A listener that applies the entries in order has the conversation.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TurnStored), "turn")]
[JsonDerivedType(typeof(ReplyStarted), "replyStarted")]
[JsonDerivedType(typeof(ReplyDelta), "delta")]
[JsonDerivedType(typeof(ReplyReset), "reset")]
[JsonDerivedType(typeof(ReplyEnded), "replyEnded")]
[JsonDerivedType(typeof(StateChanged), "state")]
[JsonDerivedType(typeof(CitationFound), "citation")]
[JsonDerivedType(typeof(RehearsalEnded), "ended")]
public abstract record TurnUpdate
{
    /// <summary>Position in the rehearsal's log, from 1, without gaps.</summary>
    public long Sequence { get; init; }
}

/// <summary>A whole turn was stored: the teacher's, or the persona's opening.</summary>
public sealed record TurnStored(Guid TurnId, int Number, string? PersonaId, string Text) : TurnUpdate
{
    /// <summary>The observer who said it in the teacher's place; left out for the teacher's own words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? SpokenById { get; init; }
}

/// <summary>A persona begins to answer.</summary>
public sealed record ReplyStarted(Guid TurnId, int Number, string PersonaId) : TurnUpdate;

/// <summary>More of an answer.</summary>
public sealed record ReplyDelta(Guid TurnId, string Text) : TurnUpdate;

/// <summary>Forget the answer so far: it is being said again from the start.</summary>
public sealed record ReplyReset(Guid TurnId) : TurnUpdate;

/// <summary>An answer is over.</summary>
public sealed record ReplyEnded(Guid TurnId, TurnStatus Status) : TurnUpdate;

/// <summary>How the lead persona now stands towards the teacher; 0 to 100 each.</summary>
public sealed record StateChanged(BeatKind Beat, int Trust, int Agitation, int Openness) : TurnUpdate;

/// <summary>A 百问百答 entry that bears on the teacher's last turn.</summary>
public sealed record CitationFound(Guid TurnId, string EntryId, int Version, string Question) : TurnUpdate;

/// <summary>The rehearsal is over and its debrief can be read.</summary>
public sealed record RehearsalEnded(string EndingId, EndingKind Kind, string Narration) : TurnUpdate;

/// <summary>A stored entry of the log.</summary>
public sealed class TurnUpdateRow
{
    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }
    /// <summary>Position in its log.</summary>
    public long Sequence { get; init; }
    /// <summary>The update.</summary>
    public required TurnUpdate Update { get; init; }
}
