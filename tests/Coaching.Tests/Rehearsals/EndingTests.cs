using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class EndingTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task End_MakesTheDebriefAndTheRatingsAtTheSameInstant()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.SayAsync(teacher, id, "您陪到那么晚，又累又心疼。");

        // Whoever hears of the end asks for the debrief at once, and must get it.
        var listening = coaching.FollowUntilAsync(teacher, id, update => update is RehearsalEnded);
        await coaching.Desk.EndAsync(teacher, id, Stop);
        var ended = (await listening)[^1].ShouldBeOfType<RehearsalEnded>();
        var reading = (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull();

        reading.Rehearsal.Status.ShouldBe(RehearsalStatus.Ended);
        reading.Rehearsal.EndedAt.ShouldNotBeNull();
        reading.Debrief.Narration.ShouldBe(ended.Narration);
        await using var db = coaching.Db();
        var ratings = await db.Ratings.Where(rating => rating.RehearsalId == id).ToListAsync(Stop);
        ratings.Select(rating => (rating.CriterionId, rating.Verdict, rating.Quote, rating.TurnId))
            .ShouldBe(reading.Debrief.Criteria.Select(finding => (finding.CriterionId, finding.Verdict, finding.Quote, finding.TurnId)), ignoreOrder: true);
        ratings.ShouldAllBe(rating => rating.Rater == RaterKind.Machine && rating.RaterId == null && rating.UnitPath == teacher.UnitPath && rating.UnitId == teacher.UnitId);
    }

    [Fact]
    public async Task End_WithoutAWordSaid_StillEndsInADebrief()
    {
        var (teacher, id) = await coaching.BeginAsync();

        await coaching.Desk.EndAsync(teacher, id, Stop);

        var debrief = (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull().Debrief;
        debrief.Criteria.ShouldAllBe(finding => finding.Verdict == Verdict.Undecided);
        debrief.Course.ShouldHaveSingleItem();
        debrief.Untold.Count.ShouldBe(Shipped.Scenario("too-much-homework").Lead.Facts.Count);
    }

    [Fact]
    public async Task Debrief_WhileTheRehearsalRuns_IsNotThere()
    {
        var (teacher, id) = await coaching.BeginAsync();

        (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task End_Twice_EndsOnce()
    {
        for (var round = 0; round < 8; round++)
        {
            var (teacher, id) = await coaching.BeginAsync();

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => coaching.Desk.EndAsync(teacher, id, Stop))));
            await coaching.Desk.EndAsync(teacher, id, Stop);

            (await coaching.LogAsync(id)).OfType<RehearsalEnded>().Count().ShouldBe(1);
            await using var db = coaching.Db();
            (await db.Ratings.CountAsync(rating => rating.RehearsalId == id, Stop)).ShouldBe(Shipped.Scenario("too-much-homework").Criteria.Count);
        }
    }

    [Fact]
    public async Task AfterTheEnd_NothingMoreIsSaidContinuedOrHinted()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.Desk.EndAsync(teacher, id, Stop);

        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), "等一下。", Stop))).ShouldBe(RehearsalRefusal.AlreadyEnded);
        (await RefusalAsync(() => coaching.Runner.ContinueAsync(teacher, id, Stop))).ShouldBe(RehearsalRefusal.AlreadyEnded);
        (await RefusalAsync(() => coaching.Hints.GiveAsync(teacher, id, Stop))).ShouldBe(RehearsalRefusal.AlreadyEnded);
    }

    [Fact]
    public async Task Say_WhatMakesThePersonaWalkOut_EndsTheRehearsalByItself()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var scenario = Shipped.Scenario("too-much-homework");
        var threats = HarmfulWords(Move.Threaten).Zip(HarmfulWords(Move.Blame)).Take(scenario.MaxTurns).Select(pair => pair.First + pair.Second).ToList();
        var said = 0;
        Turn reply;
        do
        {
            reply = await coaching.SayAsync(teacher, id, threats[said++]);
        }
        while ((await StateAsync(teacher, id)).EndingId is null);

        var updates = await coaching.FollowUntilAsync(teacher, id, _ => false);

        said.ShouldBeLessThan(scenario.MaxTurns);
        updates[^1].ShouldBeOfType<RehearsalEnded>().Kind.ShouldBe(EndingKind.Failure);
        var walksOut = scenario.Endings.Single(ending => ending.Immediate);
        walksOut.Say.ShouldContain(reply.Text);
        (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull().Rehearsal.EndingId.ShouldBe(walksOut.Id);
    }

    [Fact]
    public async Task Summary_IsWrittenAfterTheEnd()
    {
        var (teacher, id) = await coaching.BeginAsync();

        await coaching.Desk.EndAsync(teacher, id, Stop);

        var reading = await WithSummaryAsync(coaching, teacher, id);
        reading.SummaryProvider.ShouldBe("embedded");
        reading.Summary.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Summary_LeftUnwrittenByACrash_IsWrittenAtTheNextStart()
    {
        await using var first = await CoachingFixture.StartAsync();
        var (teacher, id) = await first.BeginAsync();
        await first.Desk.EndAsync(teacher, id, Stop);
        var written = (await WithSummaryAsync(first, teacher, id)).Summary;
        await first.ShutDownAsync();
        await using (var db = first.Db())
        {
            (await db.Debriefs.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.Summary, (string?)null).SetProperty(row => row.SummaryProvider, (string?)null), Stop)).ShouldBe(1);
        }

        await using var next = await CoachingFixture.StartAsync(folder: first.Folder);

        (await WithSummaryAsync(next, teacher, id)).Summary.ShouldBe(written);
    }

    private async Task<RehearsalState> StateAsync(Actor teacher, Guid id) => (await coaching.Desk.FindAsync(teacher, id, Stop))!.Value.Rehearsal.State;

    private static Task<DebriefReading> WithSummaryAsync(CoachingFixture coaching, Actor teacher, Guid id) =>
        CoachingFixture.EventuallyAsync(async () => await coaching.Desk.DebriefAsync(teacher, id, Stop) is { Summary: not null } reading ? reading : null);

    // Words of the training set that the classifier reads as authored.
    private static IEnumerable<string> HarmfulWords(Move move) =>
        LabelledUtterance.ReadFile(Path.Combine(Shipped.Folder, "moves", "train-a.jsonl"))
            .Where(utterance => utterance.Labels.Contains(move) && utterance.Text.Length < 80 && Shipped.Classifier.Read(utterance.Text).Moves.Contains(move))
            .Select(utterance => utterance.Text);

    private static async Task<RehearsalRefusal> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<RehearsalException>(act)).Reason;
}
