using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

/// <summary>What happens in the middle of a reply: the model speaks at a pace at which there is a middle.</summary>
public sealed class ReplyTests : IAsyncLifetime
{
    private const int CharactersPerSecond = 20;
    private const string Words = "您陪到那么晚，又累又心疼，换了我也会着急。";

    private CoachingFixture coaching = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => coaching = await CoachingFixture.StartAsync(CharactersPerSecond);

    public ValueTask DisposeAsync() => coaching.DisposeAsync();

    [Fact]
    public async Task Say_WhenStoppedMidStream_KeepsThePartialReply()
    {
        var (teacher, id, replyId) = await InMidReplyAsync();

        await coaching.Runner.StopAsync(teacher, id, Stop);

        var reply = (await coaching.TurnsAsync(id)).Single(turn => turn.Id == replyId);
        reply.Status.ShouldBe(TurnStatus.Stopped);
        AuthoredLines().ShouldContain(line => line.StartsWith(reply.Text, StringComparison.Ordinal) && line.Length > reply.Text.Length);
        reply.Text.ShouldNotBeEmpty();
        Transcript.Of(await coaching.LogAsync(id)).ShouldBe(Transcript.Of(await coaching.TurnsAsync(id)));

        (await coaching.SayAsync(teacher, id, "您接着说。")).Status.ShouldBe(TurnStatus.Complete);
    }

    [Fact]
    public async Task Stop_WithNothingToStop_DoesNothing()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var log = await coaching.LogAsync(id);

        await coaching.Runner.StopAsync(teacher, id, Stop);

        (await coaching.LogAsync(id)).ShouldBe(log);
    }

    [Fact]
    public async Task Follow_WhenTheListenerLeavesMidStream_ChangesNothing()
    {
        // The listener of InMidReplyAsync has left after the first words.
        var (teacher, id, replyId) = await InMidReplyAsync();

        var reply = await coaching.EndOfAsync(teacher, id, replyId);

        reply.Status.ShouldBe(TurnStatus.Complete);
        AuthoredLines().ShouldContain(reply.Text);
    }

    [Fact]
    public async Task Say_BeforeTheAnswerIsOver_IsRefused()
    {
        var (teacher, id, _) = await InMidReplyAsync();

        var refusal = await Should.ThrowAsync<RehearsalException>(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), "等等。", Stop));

        refusal.Reason.ShouldBe(RehearsalRefusal.ReplyInProgress);
    }

    [Fact]
    public async Task SetVisibility_InMidReply_DoesNotDisturbTheReply()
    {
        var (teacher, id, replyId) = await InMidReplyAsync();

        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);

        (await coaching.EndOfAsync(teacher, id, replyId)).Status.ShouldBe(TurnStatus.Complete);
        (await coaching.Desk.FindAsync(teacher, id, Stop))!.Value.Rehearsal.Visibility.ShouldBe(Visibility.SharedWithMentor);
    }

    [Fact]
    public async Task End_InMidReply_StopsItFirst()
    {
        var (teacher, id, replyId) = await InMidReplyAsync();

        await coaching.Desk.EndAsync(teacher, id, Stop);

        (await coaching.TurnsAsync(id)).Single(turn => turn.Id == replyId).Status.ShouldBe(TurnStatus.Stopped);
        (await coaching.LogAsync(id)).TakeLast(2).Select(update => update.GetType()).ShouldBe([typeof(ReplyEnded), typeof(RehearsalEnded)]);
        (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Shutdown_InMidReply_LeavesItInterruptedAndTheNextStartContinuesIt()
    {
        var (teacher, id, replyId) = await InMidReplyAsync();

        await coaching.ShutDownAsync();

        await using var next = await CoachingFixture.StartAsync(folder: coaching.Folder);
        var broken = (await next.TurnsAsync(id)).Single(turn => turn.Id == replyId);
        broken.Status.ShouldBe(TurnStatus.Interrupted);
        broken.Text.ShouldNotBeEmpty();

        await next.Runner.ContinueAsync(teacher, id, Stop);
        var whole = await next.EndOfAsync(teacher, id, replyId);
        whole.Status.ShouldBe(TurnStatus.Complete);
        whole.Text.ShouldStartWith(broken.Text);
    }

    [Fact]
    public async Task Crash_InMidReply_IsSettledByTheNextStart()
    {
        // A server that hangs in mid-reply and is never heard of again, as after kill -9.
        var model = new StubChatClient("您这么说，") { Until = new TaskCompletionSource().Task };
        await using var crashed = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<IChatClient>(model));
        var (teacher, id) = await crashed.BeginAsync();
        var replyId = (await crashed.Runner.StartAsync(teacher, id, Guid.NewGuid(), Words, Stop)).ReplyId;
        await crashed.FollowUntilAsync(teacher, id, update => update is ReplyDelta);

        await using var next = await CoachingFixture.StartAsync(folder: crashed.Folder);

        var turns = await next.TurnsAsync(id);
        turns.Single(turn => turn.PersonaId is null).Text.ShouldBe(Words);
        turns.Single(turn => turn.Id == replyId).Status.ShouldBe(TurnStatus.Interrupted);
        turns.Single(turn => turn.Id == replyId).Text.ShouldBe("您这么说，");
        (await Should.ThrowAsync<RehearsalException>(() => next.Runner.StartAsync(teacher, id, Guid.NewGuid(), "您还在吗？", Stop)))
            .Reason.ShouldBe(RehearsalRefusal.ReplyUnfinished);

        await next.Runner.ContinueAsync(teacher, id, Stop);
        (await next.EndOfAsync(teacher, id, replyId)).Status.ShouldBe(TurnStatus.Complete);
        Transcript.Of(await next.LogAsync(id)).ShouldBe(Transcript.Of(await next.TurnsAsync(id)));
    }

    private async Task<(Actor Teacher, Guid Rehearsal, Guid ReplyId)> InMidReplyAsync()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var accepted = await coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), Words, Stop);
        await coaching.FollowUntilAsync(teacher, id, update => update is ReplyDelta);
        return (teacher, id, accepted.ReplyId);
    }

    private static IEnumerable<string> AuthoredLines() =>
        Shipped.Scenario("too-much-homework").Beats.Where(beat => beat.Id == BeatKind.Opening).SelectMany(beat => beat.Lines).SelectMany(group => group.Say);
}
