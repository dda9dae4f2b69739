using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class TurnRunnerTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static readonly string[] Sensible =
    [
        "您陪到那么晚，又累又心疼，换了我也会着急。",
        "昨晚从坐下到收本子是怎么过来的？您从头跟我讲讲。",
        "您是说，单看哪一科都不算多，合在一起就把晚上占满了，对吗？",
        "公示表上三科加起来是七十分钟，超了，是我没有统筹好，对不起。",
        "明天起我每天中午核对三科的时间，超过六十分钟当天就减。您看行吗？",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_ThePersonaHasSpokenFirst()
    {
        var (teacher, id) = await coaching.BeginAsync();

        var (rehearsal, scenario) = (await coaching.Desk.FindAsync(teacher, id, Stop)).ShouldNotBeNull();

        var opening = rehearsal.Turns.ShouldHaveSingleItem();
        opening.PersonaId.ShouldBe(scenario.Lead.Id);
        scenario.Beats[0].Opens.ShouldContain(opening.Text);
        rehearsal.Visibility.ShouldBe(Visibility.Private);
        (await coaching.LogAsync(id)).ShouldBe(
        [
            new TurnStored(opening.Id, 1, scenario.Lead.Id, opening.Text) { Sequence = 1 },
            new StateChanged(BeatKind.Opening, scenario.Lead.Start.Trust, scenario.Lead.Start.Agitation, scenario.Lead.Start.Openness) { Sequence = 2 },
        ]);
    }

    [Fact]
    public async Task Begin_OfAnUnknownScenario_IsRefused() =>
        (await RefusalAsync(async () => await coaching.Desk.BeginAsync(await coaching.PersonAsync(), "nowhere", null, Stop))).ShouldBe(RehearsalRefusal.ScenarioNotFound);

    [Fact]
    public async Task Begin_WithTheSameSeedAndWords_GoesTheSameWay()
    {
        async Task<List<string>> PlayAsync()
        {
            var (teacher, id) = await coaching.BeginAsync();
            foreach (var text in Sensible) await coaching.SayAsync(teacher, id, text);
            return [.. (await coaching.TurnsAsync(id)).Select(turn => turn.Text)];
        }

        (await PlayAsync()).ShouldBe(await PlayAsync());
    }

    [Fact]
    public async Task Say_WhenAcknowledged_IsStoredWithItsOutcome()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var turnId = Guid.NewGuid();

        var accepted = await coaching.Runner.StartAsync(teacher, id, turnId, $"  {Sensible[0]}\n", Stop);

        var turns = await coaching.TurnsAsync(id);
        var said = turns.Single(turn => turn.Id == turnId);
        said.Text.ShouldBe(Sensible[0]);
        said.Status.ShouldBe(TurnStatus.Complete);
        said.Outcome!.Moves.ShouldBe(Shipped.Classifier.Read(Sensible[0]).Moves);
        said.Outcome.State.TeacherTurns.ShouldBe(1);
        turns.Select(turn => turn.Id).ShouldContain(accepted.ReplyId);
        await coaching.EndOfAsync(teacher, id, accepted.ReplyId);
    }

    [Fact]
    public async Task Follow_FromTheStart_CountsWithoutAGapAndRebuildsTheStoredTurns()
    {
        var (teacher, id) = await coaching.BeginAsync();
        foreach (var text in Sensible) await coaching.SayAsync(teacher, id, text);
        await coaching.Desk.EndAsync(teacher, id, Stop);

        var updates = await coaching.FollowUntilAsync(teacher, id, _ => false);

        updates.Select(update => update.Sequence).ShouldBe(Enumerable.Range(1, updates.Count).Select(number => (long)number));
        Transcript.Of(updates).ShouldBe(Transcript.Of(await coaching.TurnsAsync(id)));
        updates[^1].ShouldBeOfType<RehearsalEnded>();
        updates.OfType<StateChanged>().Count().ShouldBe(1 + Sensible.Length);
    }

    [Fact]
    public async Task Follow_FromAnyPoint_AgreesWithTheWhole()
    {
        var (teacher, id) = await coaching.BeginAsync();
        foreach (var text in Sensible) await coaching.SayAsync(teacher, id, text);
        await coaching.Desk.EndAsync(teacher, id, Stop);
        var whole = await coaching.FollowUntilAsync(teacher, id, _ => false);

        foreach (var from in new[] { 2, 5, whole.Count / 2, whole.Count - 1, whole.Count })
        {
            (await coaching.FollowUntilAsync(teacher, id, _ => false, from)).ShouldBe(whole.Skip(from - 1), $"from {from}");
        }
    }

    [Fact]
    public async Task Follow_ByTwoAtOnceWhileItHappens_GivesBothTheSame()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var listeners = Enumerable.Range(0, 2).Select(_ => coaching.FollowUntilAsync(teacher, id, _ => false)).ToList();

        foreach (var text in Sensible) await coaching.SayAsync(teacher, id, text);
        await coaching.Desk.EndAsync(teacher, id, Stop);

        var heard = await Task.WhenAll(listeners);
        heard[0].ShouldBe(await coaching.LogAsync(id));
        heard[1].ShouldBe(heard[0]);
    }

    [Fact]
    public async Task Follow_PastTheEndOfAnEndedRehearsal_Ends()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.Desk.EndAsync(teacher, id, Stop);
        var last = (await coaching.LogAsync(id))[^1].Sequence;

        (await coaching.FollowUntilAsync(teacher, id, _ => false, last + 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Say_WhatAnEntryAnswers_CitesItWithItsVersion()
    {
        var (teacher, id) = await coaching.BeginAsync();

        await coaching.SayAsync(teacher, id, "家长说作业太多、孩子写到十点，我该怎么回应？");

        var citation = (await coaching.LogAsync(id)).OfType<CitationFound>().ShouldHaveSingleItem();
        citation.EntryId.ShouldBe("hs-homework-too-much");
        citation.Version.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Say_WithTheSameIdAndWordsAgain_StoresNothingAndAnswersTheSame()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var turnId = Guid.NewGuid();
        var first = await coaching.Runner.StartAsync(teacher, id, turnId, Sensible[0], Stop);
        await coaching.EndOfAsync(teacher, id, first.ReplyId);
        var log = await coaching.LogAsync(id);

        var again = await coaching.Runner.StartAsync(teacher, id, turnId, Sensible[0] + " ", Stop);

        again.ShouldBe(first);
        (await coaching.LogAsync(id)).ShouldBe(log);
    }

    [Fact]
    public async Task Say_WithAnIdThatWasUsedForSomethingElse_IsRefused()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var (other, otherRehearsal) = await coaching.BeginAsync();
        var turnId = Guid.NewGuid();
        await coaching.EndOfAsync(teacher, id, (await coaching.Runner.StartAsync(teacher, id, turnId, Sensible[0], Stop)).ReplyId);
        var opening = (await coaching.TurnsAsync(id))[0];

        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, turnId, Sensible[1], Stop))).ShouldBe(RehearsalRefusal.TurnIdReused, "other words");
        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, opening.Id, opening.Text, Stop))).ShouldBe(RehearsalRefusal.TurnIdReused, "the persona's own turn");
        (await RefusalAsync(() => coaching.Runner.StartAsync(other, otherRehearsal, turnId, Sensible[0], Stop))).ShouldBe(RehearsalRefusal.TurnIdReused, "another rehearsal");
        (await coaching.TurnsAsync(otherRehearsal)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Say_TwiceAtOnce_LetsOneWin()
    {
        // Somebody who speaks slowly: on a busy machine a quick answer would be over before the second attempt looks.
        await using var slow = await CoachingFixture.StartAsync(charactersPerSecond: 1);
        for (var round = 0; round < 8; round++)
        {
            var (teacher, id) = await slow.BeginAsync();

            var attempts = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => TryAsync(slow, teacher, id, Guid.NewGuid(), Sensible[n])));

            attempts.Count(attempt => attempt.Accepted is not null).ShouldBe(1);
            attempts.Count(attempt => attempt.Refusal == RehearsalRefusal.ReplyInProgress).ShouldBe(1);
            await slow.Runner.StopAsync(teacher, id, Stop);
            await slow.EndOfAsync(teacher, id, attempts.Single(attempt => attempt.Accepted is not null).Accepted!.ReplyId);
            (await slow.TurnsAsync(id)).Count.ShouldBe(3);
        }
    }

    [Fact]
    public async Task Say_TheSameTurnTwiceAtOnce_AnswersBothAlikeAndStoresOne()
    {
        for (var round = 0; round < 8; round++)
        {
            var (teacher, id) = await coaching.BeginAsync();
            var turnId = Guid.NewGuid();

            var accepted = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => coaching.Runner.StartAsync(teacher, id, turnId, Sensible[0], Stop)));

            accepted[1].ShouldBe(accepted[0]);
            await coaching.EndOfAsync(teacher, id, accepted[0].ReplyId);
            (await coaching.TurnsAsync(id)).Count.ShouldBe(3);
        }
    }

    [Fact]
    public async Task Say_NothingOrTooMuch_IsRefused()
    {
        var (teacher, id) = await coaching.BeginAsync();

        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), " \n\t　", Stop))).ShouldBe(RehearsalRefusal.EmptyText);
        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), new string('好', TurnRunner.LongestTurn + 1), Stop))).ShouldBe(RehearsalRefusal.TextTooLong);
        (await coaching.TurnsAsync(id)).Count.ShouldBe(1);

        (await coaching.SayAsync(teacher, id, new string('好', TurnRunner.LongestTurn))).Status.ShouldBe(TurnStatus.Complete);
    }

    [Fact]
    public async Task Say_WhenAllTurnsAreSpent_IsRefusedAndTheRehearsalCanStillEnd()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var most = Shipped.Scenario("too-much-homework").MaxTurns;
        for (var turn = 0; turn < most; turn++) await coaching.SayAsync(teacher, id, Sensible[turn % Sensible.Length]);

        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), "还有一句。", Stop))).ShouldBe(RehearsalRefusal.NoTurnsLeft);

        await coaching.Desk.EndAsync(teacher, id, Stop);
        (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull().Debrief.Course.Count.ShouldBe(most + 1);
    }

    [Fact]
    public async Task Log_NeverHoldsWhatWasSaid()
    {
        await using var quiet = await CoachingFixture.StartAsync();
        var (teacher, id) = await quiet.BeginAsync();
        foreach (var text in Sensible) await quiet.SayAsync(teacher, id, text);
        await quiet.Desk.EndAsync(teacher, id, Stop);

        quiet.Logs.ShouldNotBeEmpty();
        foreach (var said in (await quiet.TurnsAsync(id)).Select(turn => turn.Text[..8]))
        {
            quiet.Logs.ShouldNotContain(record => record.Text.Contains(said, StringComparison.Ordinal));
        }
    }

    private static async Task<(TurnAccepted? Accepted, RehearsalRefusal? Refusal)> TryAsync(CoachingFixture coaching, Actor teacher, Guid id, Guid turnId, string text)
    {
        try
        {
            return (await coaching.Runner.StartAsync(teacher, id, turnId, text, Stop), null);
        }
        catch (RehearsalException refusal)
        {
            return (null, refusal.Reason);
        }
    }

    private static async Task<RehearsalRefusal> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<RehearsalException>(act)).Reason;
}
