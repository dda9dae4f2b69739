using Coaching.Feedback;
using Coaching.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class RehearsalBranchesTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RehearsalBranches Branches => coaching.Services.GetRequiredService<RehearsalBranches>();

    [Fact]
    public async Task Branch_AtTheSecondSentence_StandsWhereItWasSaid_AndLeavesTheOldRunAsItWas()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.SayAsync(teacher, id, "您站了一天，回家还陪他写到那么晚，又累又心疼。");
        await coaching.SayAsync(teacher, id, "别的孩子都写得完，就您家孩子拖拉。");
        var before = await coaching.TurnsAsync(id);

        var branch = await Branches.BranchAsync(teacher, id, before[3].Id, Stop);

        var turns = await coaching.TurnsAsync(branch);
        turns.Select(turn => turn.Text).ShouldBe(before.Take(3).Select(turn => turn.Text));
        turns.Select(turn => turn.Id).Intersect(before.Select(turn => turn.Id)).ShouldBeEmpty();
        var (rehearsal, _) = (await coaching.Desk.FindAsync(teacher, branch, Stop))!.Value;
        rehearsal.State.TeacherTurns.ShouldBe(1);
        rehearsal.State.Personas.ShouldBe(before[1].Outcome!.State.Personas);
        rehearsal.State.LinesSpoken.ShouldNotBeEmpty();
        (rehearsal.BranchedFrom, rehearsal.BranchedAtTurn).ShouldBe((id, 4));
        (await coaching.TurnsAsync(id)).Select(turn => turn.Text).ShouldBe(before.Select(turn => turn.Text));
        (await coaching.LogAsync(branch)).OfType<TurnStored>().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Branch_OfABranch_GoesOnLikeTheFirstRunWhereTheSameIsSaid()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var reply = await coaching.SayAsync(teacher, id, "您能跟我说说，昨天晚上他写作业的整个过程吗？");
        var first = (await coaching.TurnsAsync(id))[1];

        var branch = await Branches.BranchAsync(teacher, id, first.Id, Stop);
        var again = await coaching.SayAsync(teacher, branch, first.Text);

        again.Text.ShouldBe(reply.Text);
        var second = await Branches.BranchAsync(teacher, branch, (await coaching.TurnsAsync(branch))[1].Id, Stop);
        (await Branches.FamilyAsync(teacher, second, Stop)).Select(member => member.Id).ShouldBe([id, branch, second]);
    }

    [Fact]
    public async Task Compare_ShowsWhereTheRunsPart_AndQuotesBoth()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.SayAsync(teacher, id, "别的孩子都写得完，怎么就你们家孩子写不完？");
        await coaching.SayAsync(teacher, id, "你们家长平时到底管不管孩子？");
        await coaching.SayAsync(teacher, id, "再这样下去，期末考不好可别怪我没提醒你。");
        var branch = await Branches.BranchAsync(teacher, id, (await coaching.TurnsAsync(id))[1].Id, Stop);
        await coaching.SayAsync(teacher, branch, "您站了一天，回家还陪他写到那么晚，又累又心疼，换了我也着急。");
        await coaching.SayAsync(teacher, branch, "您能跟我说说，昨天晚上他写作业的整个过程是什么样的吗？");
        await coaching.SayAsync(teacher, branch, "您的意思是，他不是不会做，是一道题要反复写很久，对吗？");

        var comparison = await Branches.CompareAsync(teacher, id, branch, Stop);

        comparison.SharedTurns.ShouldBe(1);
        comparison.Right.Course[^1].Trust.ShouldBeGreaterThan(comparison.Left.Course[^1].Trust);
        var feelings = comparison.Criteria.Single(pair => pair.Left.CriterionId == "feelings-first");
        (feelings.Left.Verdict, feelings.Right.Verdict).ShouldBe((Verdict.NotMet, Verdict.Met));
        feelings.Right.Quote.ShouldNotBeNull().ShouldContain("心疼");
        comparison.Criteria[0].Left.Verdict.ShouldNotBe(comparison.Criteria[0].Right.Verdict);
    }

    [Fact]
    public async Task Branch_OfSomebodyElsesRehearsal_IsRefused()
    {
        var (teacher, id) = await coaching.BeginAsync();
        await coaching.SayAsync(teacher, id, "您先坐。");
        var turn = (await coaching.TurnsAsync(id))[1].Id;
        var stranger = await coaching.PersonAsync();

        (await Should.ThrowAsync<RehearsalException>(() => Branches.BranchAsync(stranger, id, turn, Stop))).Reason.ShouldBe(RehearsalRefusal.NotFound);
        (await Branches.FamilyAsync(stranger, id, Stop)).ShouldBeEmpty();
        await using var db = coaching.Db();
        (await db.Rehearsals.CountAsync(rehearsal => rehearsal.BranchRoot == id, Stop)).ShouldBe(0);
    }
}
