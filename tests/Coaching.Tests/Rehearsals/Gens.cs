using System.Collections.Immutable;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using CsCheck;

namespace Coaching.Tests.Rehearsals;

/// <summary>Generators for persona states, turns and tables of moves.</summary>
internal static class Gens
{
    public static readonly Gen<PersonaState> State =
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 3], (trust, agitation, openness, wariness) => new PersonaState(trust, agitation, openness, wariness));

    public static readonly Gen<ImmutableSortedSet<Move>> Moves =
        Gen.OneOf([.. MoveCatalogue.All]).List[0, 4].Select(moves => moves.ToImmutableSortedSet());

    public static readonly Gen<ImmutableSortedSet<Move>> HarmfulMoves =
        Gen.Select(Moves, Gen.OneOf([.. MoveCatalogue.All.Where(move => move.Family() == MoveFamily.Harm)]), (moves, harm) => moves.Add(harm));

    public static readonly Gen<BeatKind> Beat = Gen.OneOf(Enum.GetValues<BeatKind>());

    /// <summary>Any table the validator lets pass: within −20 to 20, and no reward for harm.</summary>
    public static readonly Gen<ImmutableSortedDictionary<Move, StateVector>> Table =
        Gen.Select(Gen.Int[-20, 20], Gen.Int[-20, 20], Gen.Int[-20, 20]).Array[MoveCatalogue.All.Count]
            .Select(shifts => MoveCatalogue.All.Zip(shifts).ToImmutableSortedDictionary(
                pair => pair.First,
                pair => pair.First.Family() == MoveFamily.Harm
                    ? Vector(-Math.Abs(pair.Second.Item1), Math.Abs(pair.Second.Item2), -Math.Abs(pair.Second.Item3))
                    : Vector(pair.Second.Item1, pair.Second.Item2, pair.Second.Item3)));

    /// <summary>All that decides one step of a persona.</summary>
    public static readonly Gen<(PersonaState State, ImmutableSortedSet<Move> Moves, ImmutableSortedSet<Move> Before, BeatKind Beat, ImmutableSortedDictionary<Move, StateVector> Table)> Step =
        Gen.Select(State, Moves, Moves, Beat, Table);

    public static StateVector Vector(int trust, int agitation, int openness) => new() { Trust = trust, Agitation = agitation, Openness = openness };
}
