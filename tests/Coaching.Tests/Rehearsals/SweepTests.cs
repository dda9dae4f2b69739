using System.Collections.Immutable;
using Coaching.People;
using Coaching.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

/// <summary>What a crash leaves is made by hand here: a reply that is being generated, by nobody.</summary>
public sealed class SweepTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_AtAStart_SettlesWhatWasLeftAndKeepsWhatWasSaid()
    {
        var (teacher, id, replyId) = await LeftByACrashAsync(TimeSpan.FromMinutes(1));

        await coaching.Desk.SweepAsync(all: true, Stop);

        var reply = (await coaching.TurnsAsync(id)).Single(turn => turn.Id == replyId);
        reply.Status.ShouldBe(TurnStatus.Interrupted);
        reply.Text.ShouldBe("您这么说，");
        (await coaching.LogAsync(id))[^1].ShouldBe(new ReplyEnded(replyId, TurnStatus.Interrupted) { Sequence = 6 });
        (await coaching.Desk.FindAsync(teacher, id, Stop))!.Value.Rehearsal.LastSequence.ShouldBe(6);
    }

    [Fact]
    public async Task Sweep_NowAndThen_LeavesAloneWhatAServerStillAnswersFor()
    {
        var (_, id, replyId) = await LeftByACrashAsync(TimeSpan.FromMinutes(1));
        var (_, expired, expiredReply) = await LeftByACrashAsync(TimeSpan.FromMinutes(-1));

        await coaching.Desk.SweepAsync(all: false, Stop);

        (await coaching.TurnsAsync(id)).Single(turn => turn.Id == replyId).Status.ShouldBe(TurnStatus.Generating);
        (await coaching.TurnsAsync(expired)).Single(turn => turn.Id == expiredReply).Status.ShouldBe(TurnStatus.Interrupted);
    }

    [Fact]
    public async Task Sweep_ByTwoServersAtOnce_SettlesEachReplyOnce()
    {
        var left = new List<(Actor, Guid Id, Guid ReplyId)>();
        for (var n = 0; n < 20; n++) left.Add(await LeftByACrashAsync(TimeSpan.FromMinutes(-1)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => coaching.Desk.SweepAsync(all: false, Stop))));

        foreach (var (_, id, replyId) in left)
        {
            (await coaching.LogAsync(id)).OfType<ReplyEnded>().ShouldHaveSingleItem().TurnId.ShouldBe(replyId);
        }
    }

    [Fact]
    public async Task Continue_AfterACrash_ForgetsThePartAndSaysTheWhole()
    {
        var (teacher, id, replyId) = await LeftByACrashAsync(TimeSpan.FromMinutes(-1));
        await coaching.Desk.SweepAsync(all: false, Stop);

        await coaching.Runner.ContinueAsync(teacher, id, Stop);
        var reply = await coaching.EndOfAsync(teacher, id, replyId);

        reply.Status.ShouldBe(TurnStatus.Complete);
        var log = await coaching.LogAsync(id);
        log.OfType<ReplyReset>().ShouldHaveSingleItem().TurnId.ShouldBe(replyId);
        Transcript.Of(log).ShouldBe(Transcript.Of(await coaching.TurnsAsync(id)));
    }

    [Fact]
    public async Task Continue_Twice_SaysItOnce()
    {
        for (var round = 0; round < 5; round++)
        {
            var (teacher, id, replyId) = await LeftByACrashAsync(TimeSpan.FromMinutes(-1));
            await coaching.Desk.SweepAsync(all: false, Stop);

            await Task.WhenAll(ContinueAsync(teacher, id), ContinueAsync(teacher, id));
            await coaching.EndOfAsync(teacher, id, replyId);
            await ContinueAsync(teacher, id);

            var log = await coaching.LogAsync(id);
            log.OfType<ReplyReset>().Count().ShouldBe(1);
            log.OfType<ReplyEnded>().Select(ended => ended.Status).ShouldBe([TurnStatus.Interrupted, TurnStatus.Complete]);
        }
    }

    [Fact]
    public async Task Continue_WithNothingBroken_IsRefused()
    {
        var (teacher, id) = await coaching.BeginAsync();

        (await Should.ThrowAsync<RehearsalException>(() => coaching.Runner.ContinueAsync(teacher, id, Stop))).Reason.ShouldBe(RehearsalRefusal.NothingToContinue);
    }

    // Whoever taps second finds it going already; that is all.
    private async Task ContinueAsync(Actor teacher, Guid id)
    {
        try
        {
            await coaching.Runner.ContinueAsync(teacher, id, Stop);
        }
        catch (RehearsalException refusal)
        {
            refusal.Reason.ShouldBe(RehearsalRefusal.NothingToContinue);
        }
    }

    private async Task<(Actor Teacher, Guid Rehearsal, Guid ReplyId)> LeftByACrashAsync(TimeSpan lease)
    {
        var (teacher, id) = await coaching.BeginAsync();
        var scenario = Shipped.Scenario("too-much-homework");
        await using var db = coaching.Db();
        var rehearsal = await db.Rehearsals.SingleAsync(r => r.Id == id, Stop);
        var state = PersonaReducer.Reduce(scenario, rehearsal.State, ImmutableSortedSet<Coaching.Rehearsals.Moves.Move>.Empty, "嗯。");
        var now = TimeProvider.System.GetUtcNow();
        var said = new Turn { Id = Guid.NewGuid(), RehearsalId = id, Number = 2, Text = "嗯。", Status = TurnStatus.Complete, Outcome = new TurnOutcome([], [], state, null, []), At = now };
        var reply = new Turn { Id = Guid.NewGuid(), RehearsalId = id, Number = 3, PersonaId = scenario.Lead.Id, Text = "您这么说，", Status = TurnStatus.Generating, At = now, LeaseUntil = now + lease };
        db.Turns.AddRange(said, reply);
        rehearsal.State = state;
        RehearsalLog.Append(db, rehearsal, new TurnStored(said.Id, 2, null, said.Text), new ReplyStarted(reply.Id, 3, scenario.Lead.Id), new ReplyDelta(reply.Id, reply.Text));
        await db.SaveChangesAsync(Stop);
        return (teacher, id, reply.Id);
    }
}
