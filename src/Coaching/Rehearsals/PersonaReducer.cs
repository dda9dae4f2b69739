using System.Collections.Immutable;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>
/// The pure course of a rehearsal: <c>(state, moves, beat) → state'</c>. Integer arithmetic throughout, so that every
/// machine computes the same course.
/// </summary>
/// <remarks>
/// Three rules keep a persona from giving in too easily. A turn that harms earns nothing, whatever kindness it also
/// holds. Each harmful turn adds wariness, and each point of wariness takes a quarter off later gains. A move made in
/// the turn before counts half. The figures are the authors' judgement, not a measurement; authors tune scenarios
/// through the persona's own table of moves.
/// </remarks>
public static class PersonaReducer
{
    /// <summary>The most that trust can rise, and agitation can fall, in one turn.</summary>
    public const int LargestRelief = 12;

    /// <summary>
    /// The most that trust can fall, and agitation can rise, in one turn: one bad sentence does not end a talk, so there
    /// is time to notice and to mend.
    /// </summary>
    public const int LargestHarm = 10;

    private const int MostWary = 3;

    /// <summary>The teacher's turn, number one included, up to which the conversation counts as opening.</summary>
    private const int OpeningTurns = 2;

    /// <summary>The teacher's turn from which on anybody confides anything: nobody does at the first kind sentence.</summary>
    private const int FirstConfidence = 2;

    private static readonly Move[] MovesTowardsClosing = [Move.ProposePlan, Move.FollowUp, Move.InviteCollaboration];

    /// <summary>One persona after a teacher's turn.</summary>
    /// <param name="state">The persona before the turn.</param>
    /// <param name="moves">The turn's moves.</param>
    /// <param name="before">The moves of the teacher's turn before this one.</param>
    /// <param name="beat">The beat the turn was spoken in.</param>
    /// <param name="shifts">The persona's table of moves.</param>
    public static PersonaState Reduce(
        PersonaState state,
        IReadOnlySet<Move> moves,
        IReadOnlySet<Move> before,
        BeatKind beat,
        IReadOnlyDictionary<Move, StateVector> shifts)
    {
        var harms = MoveCatalogue.FamilyOf(moves) == MoveFamily.Harm;
        var (trustGain, trustLoss) = Sum(shift => shift.Trust);
        var (openGain, openLoss) = Sum(shift => shift.Openness);
        var (calming, heating) = Sum(shift => -shift.Agitation);

        return new PersonaState(
            Clamp(state.Trust + Relief(trustGain) - Harm(trustLoss)),
            Clamp(state.Agitation - Relief(calming) + Harm(heating)),
            Clamp(state.Openness + Relief(openGain) - Harm(openLoss)),
            harms ? Math.Min(MostWary, state.Wariness + 1) : Math.Max(0, state.Wariness - (moves.Count > 0 ? 1 : 0)));

        (int Gain, int Loss) Sum(Func<StateVector, int> of)
        {
            int gain = 0, loss = 0;
            foreach (var move in moves)
            {
                var shift = of(shifts[move]);
                if (shift < 0) loss -= shift;
                else gain += before.Contains(move) ? (shift + 1) / 2 : shift;
            }

            return (gain, loss);
        }

        // Strangers take a little longer to believe each other: an opening gives four fifths.
        int Relief(int gain) => harms
            ? 0
            : Math.Min(LargestRelief, gain * (4 - state.Wariness) / 4 * (beat == BeatKind.Opening ? 4 : 5) / 5);

        static int Harm(int loss) => Math.Min(LargestHarm, loss);
        static int Clamp(int value) => Math.Clamp(value, 0, 100);
    }

    /// <summary>The whole rehearsal after a teacher's turn: personas, beat, facts earned, and an immediate ending.</summary>
    /// <param name="scenario">The scenario being played.</param>
    /// <param name="state">The state before the turn.</param>
    /// <param name="moves">The turn's moves.</param>
    /// <param name="text">What the teacher said; only conditions that mention words read it.</param>
    public static RehearsalState Reduce(Scenario scenario, RehearsalState state, IReadOnlySet<Move> moves, string text)
    {
        var next = state with
        {
            Personas = scenario.Personas.ToImmutableSortedDictionary(
                persona => persona.Id,
                persona => Reduce(state.Personas[persona.Id], moves, state.MovesNow, state.Beat, persona.Moves),
                StringComparer.Ordinal),
            MovesNow = [.. moves],
            MovesSeen = state.MovesSeen.Union(moves),
            TeacherTurns = state.TeacherTurns + 1,
        };
        next = next with { Beat = NextBeat(scenario, next) };
        if (EarnedNow(scenario, next, text) is { } fact)
        {
            next = next with { FactsTold = next.FactsTold.Add(fact.Id), LastToldAtTurn = next.TeacherTurns };
        }

        var ending = scenario.Endings.FirstOrDefault(
            candidate => candidate.Immediate && candidate.When!.Holds(next, scenario.Lead.Id, text));
        return next with { EndingId = ending?.Id };
    }

    /// <summary>The ending of a rehearsal that stops in this state.</summary>
    public static Ending EndingOf(Scenario scenario, RehearsalState state) =>
        scenario.Endings.First(ending => ending.Id == state.EndingId
            || (state.EndingId is null && !ending.Immediate && (ending.When?.Holds(state, scenario.Lead.Id, "") ?? true)));

    private static BeatKind NextBeat(Scenario scenario, RehearsalState state)
    {
        var trust = state.Personas[scenario.Lead.Id].Trust;
        if (state.Beat == BeatKind.Closing || state.TeacherTurns >= scenario.MaxTurns - 1) return BeatKind.Closing;
        if (state.TeacherTurns <= OpeningTurns) return BeatKind.Opening;
        if (trust >= PersonaState.HighTrust && MovesTowardsClosing.Any(state.MovesSeen.Contains)) return BeatKind.Closing;
        if (trust >= 55 || (state.Beat == BeatKind.Turning && trust >= PersonaState.MidTrust)) return BeatKind.Turning;
        return BeatKind.Escalation;
    }

    // Nobody confides in the moment of being hurt or fobbed off, nor twice in one breath, nor when somebody else is spoken to.
    private static HiddenFact? EarnedNow(Scenario scenario, RehearsalState state, string text)
    {
        if (state.TeacherTurns < FirstConfidence || state.LastToldAtTurn == state.TeacherTurns - 1) return null;
        if (MoveCatalogue.FamilyOf(state.MovesNow) is MoveFamily.Harm or MoveFamily.Evade) return null;
        var addressed = scenario.Personas.Count > 1 ? Addressing.Find(scenario.Personas, text) : null;
        return (from persona in scenario.Personas
                where addressed is null || addressed == persona
                from fact in persona.Facts
                where !state.FactsTold.Contains(fact.Id) && fact.When.Holds(state, persona.Id, text)
                select fact).FirstOrDefault();
    }
}
