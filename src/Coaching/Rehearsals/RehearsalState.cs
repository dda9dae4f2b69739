using System.Collections.Immutable;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>
/// How one persona stands towards the teacher: trust, agitation and openness, each 0 to 100, and wariness, 0 to 3,
/// which harmful turns raise and which makes kindness count for less until it has worn off.
/// </summary>
public readonly record struct PersonaState(int Trust, int Agitation, int Openness, int Wariness)
{
    /// <summary>The lowest trust of the middle band.</summary>
    public const int MidTrust = 40;

    /// <summary>The lowest trust of the high band.</summary>
    public const int HighTrust = 65;

    /// <summary>The band that trust falls into.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TrustBand Band => Trust >= HighTrust ? TrustBand.High : Trust >= MidTrust ? TrustBand.Mid : TrustBand.Low;
}

/// <summary>Everything that decides how a rehearsal goes on. Immutable; stored with every teacher's turn.</summary>
public sealed record RehearsalState
{
    /// <summary>The part of the conversation being played.</summary>
    public required BeatKind Beat { get; init; }

    /// <summary>Each persona's state by persona id.</summary>
    public required ImmutableSortedDictionary<string, PersonaState> Personas { get; init; }

    /// <summary>Moves the teacher has made so far.</summary>
    public ImmutableSortedSet<Move> MovesSeen { get; init; } = [];

    /// <summary>Moves of the teacher's last turn.</summary>
    public ImmutableSortedSet<Move> MovesNow { get; init; } = [];

    /// <summary>Ids of the hidden facts told, in the order they were told.</summary>
    public ImmutableList<string> FactsTold { get; init; } = [];

    /// <summary>The teacher's turn, counted from 1, that earned the last of them; null while none is told.</summary>
    public int? LastToldAtTurn { get; init; }

    /// <summary>How many times the teacher has spoken.</summary>
    public int TeacherTurns { get; init; }

    /// <summary>Authored lines already spoken, so that none is repeated.</summary>
    public ImmutableHashSet<string> LinesSpoken { get; init; } = [];

    /// <summary>The ending that was reached at once, if one was.</summary>
    public string? EndingId { get; init; }

    /// <summary>The state before the first word of a scenario.</summary>
    public static RehearsalState Start(Scenario scenario) => new()
    {
        Beat = BeatKind.Opening,
        Personas = scenario.Personas.ToImmutableSortedDictionary(
            persona => persona.Id,
            persona => new PersonaState(persona.Start.Trust, persona.Start.Agitation, persona.Start.Openness, 0),
            StringComparer.Ordinal),
    };
}
