using System.Collections.Immutable;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class RehearsalCourseTests
{
    private static readonly Scenario Scenario = Shipped.Scenario("too-much-homework");
    private static readonly RehearsalState Start = RehearsalState.Start(Scenario);

    [Fact]
    public void Reduce_TheFirstTwoTurns_AreTheOpening() =>
        Beats(Play(Move.Blame, Move.Blame, Move.Blame)).ShouldBe([BeatKind.Opening, BeatKind.Opening, BeatKind.Escalation]);

    [Fact]
    public void Reduce_WhenTrustReachesTheMiddle_TurnsAndFallsBackOnlyBelowTheBand()
    {
        var turning = At(BeatKind.Escalation, trust: 54, turns: 4);

        var turned = After(turning, Move.Empathize);
        turned.Beat.ShouldBe(BeatKind.Turning);

        var shaken = After(turned, Move.Lecture);
        shaken.Personas[Scenario.Lead.Id].Trust.ShouldBeInRange(PersonaState.MidTrust, 54);
        shaken.Beat.ShouldBe(BeatKind.Turning);

        After(At(BeatKind.Turning, trust: 44, turns: 5), Move.Threaten).Beat.ShouldBe(BeatKind.Escalation);
    }

    [Fact]
    public void Reduce_WithHighTrustAndAPlanOnTheTable_ClosesForGood()
    {
        var closing = After(At(BeatKind.Turning, trust: 64, turns: 5), Move.ProposePlan);
        closing.Beat.ShouldBe(BeatKind.Closing);

        After(closing, Move.Threaten).Beat.ShouldBe(BeatKind.Closing);
    }

    [Fact]
    public void Reduce_OneTurnBeforeTheLast_ClosesWhateverTheTrust() =>
        After(At(BeatKind.Escalation, trust: 20, turns: Scenario.MaxTurns - 2)).Beat.ShouldBe(BeatKind.Closing);

    [Fact]
    public void Reduce_WhenTwoFactsAreEarnedAtOnce_TellsThemInOrderAndNeverInTurnsThatFollow()
    {
        var ready = At(BeatKind.Turning, trust: 60, turns: 5);

        var first = After(ready, Move.Empathize, Move.Reflect);
        first.FactsTold.ShouldBe(["rubbing-out"]);

        var second = After(first, Move.Empathize);
        second.FactsTold.ShouldBe(["rubbing-out"]);

        After(second, Move.Empathize).FactsTold.ShouldBe(["rubbing-out", "fear-of-cold-shoulder"]);
    }

    [Theory]
    [InlineData(Move.Blame)]
    [InlineData(Move.EmptyReassurance)]
    public void Reduce_InTheMomentOfBeingHurtOrFobbedOff_TellsNothing(Move move) =>
        After(At(BeatKind.Turning, trust: 90, turns: 5), Move.Reflect, move).FactsTold.ShouldBeEmpty();

    [Fact]
    public void Reduce_WhenAFactAsksForWords_TellsItOnlyToWhoMentionsOne()
    {
        var scenario = Shipped.Scenario("copied-homework");
        var fact = scenario.Lead.Facts.First(candidate => candidate.When.Mentions.Count > 0);
        var ready = Ready(scenario) with { FactsTold = [.. scenario.Lead.Facts.Where(other => other != fact).Select(other => other.Id)] };
        var moves = fact.When.MovesNow.Concat(fact.When.MovesAny).Take(1).ToImmutableSortedSet();

        PersonaReducer.Reduce(scenario, ready, moves, "").FactsTold.ShouldNotContain(fact.Id);
        PersonaReducer.Reduce(scenario, ready, moves, $"我想问问{fact.When.Mentions[0]}的事").FactsTold.ShouldContain(fact.Id);
    }

    [Fact]
    public void Reduce_WhenAgitationBoilsOver_ComesToTheImmediateEnding()
    {
        var boiling = Start with { Personas = Start.Personas.SetItem(Scenario.Lead.Id, new PersonaState(10, 90, 10, 2)) };

        var over = After(boiling, Move.Threaten);

        over.EndingId.ShouldBe("walks-out");
        PersonaReducer.EndingOf(Scenario, over).Kind.ShouldBe(EndingKind.Failure);
    }

    [Fact]
    public void EndingOf_ATalkThatIsStopped_IsTheFirstThatFitsAndNeverAnImmediateOne()
    {
        var boiling = Start with { Personas = Start.Personas.SetItem(Scenario.Lead.Id, new PersonaState(10, 100, 10, 2)) };

        PersonaReducer.EndingOf(Scenario, boiling).Id.ShouldBe("cold");
        PersonaReducer.EndingOf(Scenario, At(BeatKind.Closing, trust: 66, turns: 6) with { MovesSeen = [Move.FollowUp] }).Id.ShouldBe("agreed");
        PersonaReducer.EndingOf(Scenario, At(BeatKind.Escalation, trust: 35, turns: 3)).Id.ShouldBe("unresolved");
    }

    private static RehearsalState After(RehearsalState state, params Move[] moves) => PersonaReducer.Reduce(Scenario, state, moves.ToHashSet(), "");

    private static IEnumerable<BeatKind> Beats(IEnumerable<RehearsalState> states) => states.Select(state => state.Beat);

    private static List<RehearsalState> Play(params Move[] turns)
    {
        var states = new List<RehearsalState>();
        foreach (var move in turns) states.Add(After(states.LastOrDefault(Start), move));
        return states;
    }

    private static RehearsalState At(BeatKind beat, int trust, int turns) => Start with
    {
        Beat = beat,
        TeacherTurns = turns,
        Personas = Start.Personas.SetItem(Scenario.Lead.Id, new PersonaState(trust, 40, 50, 0)),
    };

    private static RehearsalState Ready(Scenario scenario)
    {
        var start = RehearsalState.Start(scenario);
        return start with
        {
            Beat = BeatKind.Turning,
            TeacherTurns = 6,
            Personas = start.Personas.SetItem(scenario.Lead.Id, new PersonaState(80, 20, 80, 0)),
            MovesSeen = [.. MoveCatalogue.All],
        };
    }
}
