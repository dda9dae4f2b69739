using Coaching.Feedback;
using Coaching.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Coaching.Tests.Feedback;

public sealed class HintWriterTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Give_BeforeAWordIsSaid_WorksTowardsTheFirstCriterion()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var first = Shipped.Scenario("too-much-homework").Criteria[0];

        var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);

        hint.Grade.ShouldBe(HintGrade.Nudge);
        hint.CriterionId.ShouldBe(first.Id);
        hint.Sayable.ShouldBeEmpty();
        hint.Text.ShouldContain(first.Name);
        hint.AfterTurn.ShouldBe(1);
        hint.Line.ShouldBe((await coaching.TurnsAsync(id))[0].Text);
    }

    [Fact]
    public async Task Give_AgainWithoutAWordSaid_GoesUpToASentenceAndNoFurther()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var first = Shipped.Scenario("too-much-homework").Criteria[0];
        var hints = new List<Hint>();
        for (var i = 0; i < 4; i++) hints.Add(await coaching.Hints.GiveAsync(teacher, id, Stop));

        hints.Select(hint => hint.Grade).ShouldBe([HintGrade.Nudge, HintGrade.Strategy, HintGrade.Sayable, HintGrade.Sayable]);
        hints.ShouldAllBe(hint => hint.CriterionId == first.Id && hint.EntryId != null);
        hints[2].Sayable.ShouldBe(first.Sayable);
        hints[3].Id.ShouldBe(hints[2].Id);
        await using var db = coaching.Db();
        (await db.Hints.CountAsync(hint => hint.RehearsalId == id, Stop)).ShouldBe(3);
    }

    [Fact]
    public async Task Give_WhereTheSentenceWasJustSaid_DropsThatAdvice()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var first = await coaching.Hints.GiveAsync(teacher, id, Stop);
        var advised = Shipped.Scenario("too-much-homework").Criteria.Single(criterion => criterion.Id == first.CriterionId);

        await coaching.SayAsync(teacher, id, "嗯，" + advised.Sayable);

        (await coaching.Hints.GiveAsync(teacher, id, Stop)).CriterionId.ShouldNotBe(first.CriterionId);
    }

    [Fact]
    public async Task Give_CitesAnEntryThatIsThereInThatVersion()
    {
        var (teacher, id) = await coaching.BeginAsync();

        var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);

        await using var db = coaching.Db();
        var entry = await db.Entries.SingleAsync(version => version.EntryId == hint.EntryId && version.Version == hint.EntryVersion, Stop);
        entry.Entry.Question.ShouldBe(hint.EntryQuestion);
    }

    [Fact]
    public async Task Give_AfterEachTurn_NeverHintsAtWhatIsMetWhileSomethingIsOpen()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var hinted = new List<string>();
        foreach (var text in new[]
        {
            "您站了一天，回家还陪他坐到十点多，又累又心疼，换谁都着急。",
            "从七点坐下到十点一刻，这个晚上是怎么过来的？您从头跟我讲讲。",
            "您是说，单看哪一科都不算多，合在一起就把晚上占满了，对吗？",
            "公示表上三科加起来是七十分钟，超了，是我们没有统筹好。",
        })
        {
            await coaching.SayAsync(teacher, id, text);
            var met = await MetAsync(teacher, id);

            var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);

            met.ShouldNotContain(hint.CriterionId);
            hinted.Add(hint.CriterionId);
        }

        (await MetAsync(teacher, id)).ShouldNotBeEmpty();
        // One that was hinted at already waits until the others had their turn.
        hinted.ShouldBeUnique();
    }

    [Fact]
    public async Task Hints_AreListedWithTheDebrief()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);

        await coaching.Desk.EndAsync(teacher, id, Stop);

        (await coaching.Desk.DebriefAsync(teacher, id, Stop))!.Hints.ShouldHaveSingleItem().Id.ShouldBe(hint.Id);
    }

    [Theory]
    [MemberData(nameof(Shipped.SampleIds), MemberType = typeof(Shipped))]
    public async Task Give_NeverSpeaksOfWhatIsHidden(string scenarioId)
    {
        var (teacher, id) = await coaching.BeginAsync(scenarioId);
        var scenario = Shipped.Scenario(scenarioId);
        for (var turn = 0; turn < scenario.Criteria.Count; turn++)
        {
            var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);
            foreach (var telltale in scenario.Lead.Facts.SelectMany(fact => fact.Telltales)) (hint.Text + hint.Sayable).ShouldNotContain(telltale);
            await coaching.SayAsync(teacher, id, "嗯，我在听。");
        }
    }

    private async Task<List<string>> MetAsync(Actor teacher, Guid id)
    {
        var (rehearsal, scenario) = (await coaching.Desk.FindAsync(teacher, id, Stop))!.Value;
        var turns = rehearsal.Turns.Where(turn => turn.PersonaId is null).Select(turn => new JudgedTurn(turn.Id, turn.Text, turn.Outcome!.Moves.ToHashSet(), turn.Outcome.RedLines.ToHashSet())).ToList();
        return [.. scenario.Criteria.Where(criterion => CriterionJudge.Judge(scenario, criterion, turns, rehearsal.State.FactsTold).Verdict == Verdict.Met).Select(criterion => criterion.Id)];
    }
}
