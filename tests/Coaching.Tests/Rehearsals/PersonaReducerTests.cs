using System.Collections.Immutable;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class PersonaReducerTests
{
    private static readonly ImmutableSortedSet<Move> Nothing = [];

    // Worked out by hand from the three rules, so that a change of the arithmetic is noticed.
    [Theory]
    [InlineData(BeatKind.Opening, 0, false, 38, 53, 32)]
    [InlineData(BeatKind.Escalation, 0, false, 40, 51, 34)]
    [InlineData(BeatKind.Escalation, 0, true, 37, 55, 31)]
    [InlineData(BeatKind.Escalation, 2, false, 36, 56, 31)]
    [InlineData(BeatKind.Opening, 3, true, 33, 60, 28)]
    public void Reduce_AfterEmpathy_GivesTheAuthoredShiftLessWhatBeatWarinessAndRepetitionTake(
        BeatKind beat, int wariness, bool repeated, int trust, int agitation, int openness)
    {
        var shifts = Shipped.Scenario("too-much-homework").Lead.Moves.ToImmutableSortedDictionary()
            .SetItem(Move.Empathize, Gens.Vector(7, -9, 6));

        var next = PersonaReducer.Reduce(new PersonaState(33, 60, 28, wariness), ImmutableSortedSet.Create(Move.Empathize), repeated ? [Move.Empathize] : Nothing, beat, shifts);

        next.ShouldBe(new PersonaState(trust, agitation, openness, Math.Max(0, wariness - 1)));
    }

    [Fact]
    public void Reduce_AlwaysStaysWithinBounds() =>
        Gens.Step.Sample(step =>
        {
            var next = Reduce(step);
            return next is { Trust: >= 0 and <= 100, Agitation: >= 0 and <= 100, Openness: >= 0 and <= 100, Wariness: >= 0 and <= 3 };
        });

    [Fact]
    public void Reduce_NeverMovesFurtherInOneTurnThanItMay() =>
        Gens.Step.Sample(step =>
        {
            var next = Reduce(step);
            return next.Trust - step.State.Trust is >= -PersonaReducer.LargestHarm and <= PersonaReducer.LargestRelief
                && next.Agitation - step.State.Agitation is >= -PersonaReducer.LargestRelief and <= PersonaReducer.LargestHarm
                && next.Openness - step.State.Openness is >= -PersonaReducer.LargestHarm and <= PersonaReducer.LargestRelief;
        });

    [Fact]
    public void Reduce_OfTheSameTurn_DoesNotDependOnTheOrderOfMoves() =>
        Gens.Step.Sample(step =>
            PersonaReducer.Reduce(step.State, new HashSet<Move>(step.Moves.Reverse()), new HashSet<Move>(step.Before.Reverse()), step.Beat, step.Table) == Reduce(step));

    [Fact]
    public void Reduce_OfAHarmfulTurn_NeverRaisesTrustOrOpennessNorLowersAgitation() =>
        Gen.Select(Gens.Step, Gens.HarmfulMoves).Sample((step, harmful) =>
        {
            var next = Reduce(step with { Moves = harmful });
            return next.Trust <= step.State.Trust && next.Openness <= step.State.Openness && next.Agitation >= step.State.Agitation
                && next.Wariness >= step.State.Wariness;
        });

    [Fact]
    public void Reduce_WithALargerTable_NeverGivesLess() =>
        Gen.Select(Gens.Step, Gen.OneOf([.. MoveCatalogue.All]), Gen.Int[0, 20]).Sample((step, move, more) =>
        {
            var shift = step.Table[move];
            var larger = step.Table.SetItem(move, Gens.Vector(shift.Trust + more, shift.Agitation - more, shift.Openness + more));
            var (less, next) = (Reduce(step), Reduce(step with { Table = larger }));
            return next.Trust >= less.Trust && next.Agitation <= less.Agitation && next.Openness >= less.Openness;
        });

    [Fact]
    public void Reduce_OfAWarierPersona_NeverGivesMore() =>
        Gen.Select(Gens.Step, Gen.Int[0, 3]).Sample((step, wariness) =>
        {
            var (open, wary) = (Math.Min(step.State.Wariness, wariness), Math.Max(step.State.Wariness, wariness));
            var (trusting, guarded) = (Reduce(step with { State = step.State with { Wariness = open } }), Reduce(step with { State = step.State with { Wariness = wary } }));
            return guarded.Trust <= trusting.Trust && guarded.Agitation >= trusting.Agitation && guarded.Openness <= trusting.Openness;
        });

    [Fact]
    public void Reduce_OfARepeatedMove_NeverGivesMore() =>
        Gens.Step.Sample(step =>
        {
            var (fresh, again) = (Reduce(step with { Before = [] }), Reduce(step with { Before = step.Moves }));
            return again.Trust <= fresh.Trust && again.Agitation >= fresh.Agitation && again.Openness <= fresh.Openness;
        });

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Reduce_OfOneGoodTurnAfterThreeBadOnes_DoesNotResetTheAnger(string id)
    {
        var lead = Shipped.Scenario(id).Lead;
        var start = new PersonaState(lead.Start.Trust, lead.Start.Agitation, lead.Start.Openness, 0);
        foreach (var harm in MoveCatalogue.All.Where(move => move.Family() == MoveFamily.Harm))
        {
            var (hurt, before) = (start, Nothing);
            for (var turn = 0; turn < 3; turn++)
            {
                hurt = PersonaReducer.Reduce(hurt, ImmutableSortedSet.Create(harm), before, BeatKind.Escalation, lead.Moves);
                before = [harm];
            }

            hurt.Wariness.ShouldBe(3);
            foreach (var kind in MoveCatalogue.All.Where(move => move.Family() == MoveFamily.Connect))
            {
                var soothed = PersonaReducer.Reduce(hurt, ImmutableSortedSet.Create(kind, Move.OpenQuestion), before, BeatKind.Escalation, lead.Moves);

                soothed.Agitation.ShouldBeGreaterThan(start.Agitation, $"{kind} after three times {harm}");
                soothed.Trust.ShouldBeLessThan(start.Trust, $"{kind} after three times {harm}");
                // Yet it counts for something, or nobody could ever make good.
                soothed.Agitation.ShouldBeLessThan(hurt.Agitation, $"{kind} after three times {harm}");
            }
        }
    }

    private static PersonaState Reduce((PersonaState State, ImmutableSortedSet<Move> Moves, ImmutableSortedSet<Move> Before, BeatKind Beat, ImmutableSortedDictionary<Move, StateVector> Table) step) =>
        PersonaReducer.Reduce(step.State, step.Moves, step.Before, step.Beat, step.Table);
}
