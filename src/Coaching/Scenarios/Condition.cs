using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>A condition on the state of a rehearsal. Every given key must hold.</summary>
public sealed record Condition
{
    /// <summary>Lowest trust, 0 to 100.</summary>
    public int? TrustAtLeast { get; init; }
    /// <summary>Highest trust, 0 to 100.</summary>
    public int? TrustAtMost { get; init; }
    /// <summary>Lowest agitation, 0 to 100.</summary>
    public int? AgitationAtLeast { get; init; }
    /// <summary>Highest agitation, 0 to 100.</summary>
    public int? AgitationAtMost { get; init; }
    /// <summary>Lowest openness, 0 to 100.</summary>
    public int? OpennessAtLeast { get; init; }
    /// <summary>The teacher has made one of these moves so far.</summary>
    public IReadOnlyList<Move> MovesAny { get; init; } = [];
    /// <summary>The teacher has made all of these moves so far.</summary>
    public IReadOnlyList<Move> MovesAll { get; init; } = [];
    /// <summary>The teacher's last turn made one of these moves.</summary>
    public IReadOnlyList<Move> MovesNow { get; init; } = [];
    /// <summary>These hidden facts have been told.</summary>
    public IReadOnlyList<string> FactsAll { get; init; } = [];
    /// <summary>The teacher has spoken this many times.</summary>
    public int? TurnAtLeast { get; init; }
    /// <summary>The teacher's last turn mentions one of these words.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Whether the condition holds for one persona after the teacher's last turn.</summary>
    public bool Holds(RehearsalState state, string personaId, string teacherText)
    {
        var persona = state.Personas[personaId];
        return persona.Trust >= (TrustAtLeast ?? 0)
            && persona.Trust <= (TrustAtMost ?? 100)
            && persona.Agitation >= (AgitationAtLeast ?? 0)
            && persona.Agitation <= (AgitationAtMost ?? 100)
            && persona.Openness >= (OpennessAtLeast ?? 0)
            && state.TeacherTurns >= (TurnAtLeast ?? 0)
            && (MovesAny.Count == 0 || MovesAny.Any(state.MovesSeen.Contains))
            && MovesAll.All(state.MovesSeen.Contains)
            && (MovesNow.Count == 0 || MovesNow.Any(state.MovesNow.Contains))
            && FactsAll.All(state.FactsTold.Contains)
            && (Mentions.Count == 0 || Mentions.Any(word => teacherText.Contains(word, StringComparison.Ordinal)));
    }
}
