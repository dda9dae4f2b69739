using Coaching.Feedback;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Feedback;

public sealed class VerdictTrustTests
{
    [Theory]
    [InlineData(Verdict.Met, false, VerdictTrust.Reference)]
    [InlineData(Verdict.NotMet, false, VerdictTrust.Reference)]
    [InlineData(Verdict.NotMet, true, VerdictTrust.AwaitsMentor)]
    [InlineData(Verdict.Undecided, false, VerdictTrust.Undecidable)]
    public void Of_WhatNobodyHasSeen_IsAReferenceAtMost(Verdict machine, bool unsure, VerdictTrust expected) =>
        VerdictTrusts.Of(machine, unsure, []).ShouldBe(expected);

    [Theory]
    [InlineData(Verdict.Met, Verdict.Met, VerdictTrust.Confirmed)]
    [InlineData(Verdict.NotMet, Verdict.Met, VerdictTrust.Corrected)]
    [InlineData(Verdict.Met, Verdict.Undecided, VerdictTrust.Corrected)]
    [InlineData(Verdict.Undecided, Verdict.Undecided, VerdictTrust.Confirmed)]
    public void Of_WhatAMentorSaw_IsWhatTheMentorSays(Verdict machine, Verdict mentor, VerdictTrust expected) =>
        VerdictTrusts.Of(machine, unsure: true, [mentor]).ShouldBe(expected);

    [Fact]
    public void Of_TwoMentorsOfDifferentMinds_StillWaits() =>
        VerdictTrusts.Of(Verdict.Met, unsure: false, [Verdict.Met, Verdict.NotMet]).ShouldBe(VerdictTrust.AwaitsMentor);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void IsUnsure_OfARedLine_UntilItIsSureEnoughToBeStated(bool stated, bool expected)
    {
        var scenario = Shipped.Scenario("too-much-homework");
        var redLine = scenario.Criteria.Single(criterion => criterion.Id == "no-red-line");
        Turn[] turns = [TurnWith(Move.Blame, stated)];

        VerdictTrusts.IsUnsure(redLine, Verdict.NotMet, turns).ShouldBe(expected);
        VerdictTrusts.IsUnsure(redLine, Verdict.Met, turns).ShouldBeFalse();
        VerdictTrusts.IsUnsure(scenario.Criteria.Single(criterion => criterion.Id == "fixed-follow-up"), Verdict.NotMet, turns).ShouldBeFalse();

        Turn TurnWith(Move move, bool isStated) => new()
        {
            Text = "还不是你们家长不管",
            Outcome = new TurnOutcome([move], isStated ? [move] : [], RehearsalState.Start(scenario), null, []),
        };
    }
}
