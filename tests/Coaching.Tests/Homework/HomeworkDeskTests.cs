using Coaching.Feedback;
using Coaching.Homework;
using Coaching.Knowledge.Workshop;
using Coaching.People;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using static Coaching.Tests.Homework.ShippedHomework;

namespace Coaching.Tests.Homework;

public sealed class HomeworkDeskTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string First = "口算 100 题，家长签字\n竖式计算 10 题";

    private HomeworkDesk Desk => coaching.Services.GetRequiredService<HomeworkDesk>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_KeepsTheAssignmentAndWhatCameOfIt()
    {
        var (teacher, id) = await BeginAsync();

        var history = (await Desk.FindAsync(teacher, id, Stop))!;

        history.Newest.Number.ShouldBe(1);
        history.Newest.Input.Text.ShouldBe(First);
        history.Newest.Input.Others["语文"].ShouldBe(20);
        history.Newest.Result.Pupils.Count.ShouldBe(3);
        history.Newest.Result.Findings.ShouldContain(finding => finding.Rule == AssignmentRule.NoParentTask && finding.Verdict == Verdict.NotMet);
        (await Desk.MineAsync(teacher, 0, 10, Stop)).ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task Revise_AddsARevision_AndComparesWithTheOneBefore()
    {
        var (teacher, id) = await BeginAsync();
        await Desk.ReviseAsync(teacher, id, 1, Input("口算 20 题\n竖式计算 10 题", others: [("语文", 20)]), Stop);

        var history = (await Desk.FindAsync(teacher, id, Stop))!;
        var comparison = RevisionComparison.Of(history.Revisions[0], history.Revisions[1]);

        history.Revisions.Count.ShouldBe(2);
        history.Revisions[0].Input.Text.ShouldBe(First);
        comparison.Totals.Difference.ShouldBeLessThan(0);
        comparison.Pupils.ShouldAllBe(pupil => pupil.Difference < 0);
        comparison.Criteria.ShouldContain(change => change.Before == Verdict.NotMet && change.After == Verdict.Met);
        comparison.Lines.ShouldBe([new(DiffKind.Removed, "口算 100 题，家长签字"), new(DiffKind.Added, "口算 20 题"), new(DiffKind.Same, "竖式计算 10 题")]);
    }

    [Fact]
    public async Task BringBack_OfAnEarlierRevision_AddsOneThatSaysTheSame()
    {
        var (teacher, id) = await BeginAsync();
        await Desk.ReviseAsync(teacher, id, 1, Input("口算 20 题"), Stop);

        await Desk.BringBackAsync(teacher, id, 2, 1, Stop);

        var history = (await Desk.FindAsync(teacher, id, Stop))!;
        history.Revisions.Select(revision => revision.BroughtBackFrom).ShouldBe([null, null, 1]);
        history.Newest.Input.Text.ShouldBe(First);
        history.Newest.Result.Load.Total.ShouldBe(history.Revisions[0].Result.Load.Total);
    }

    [Fact]
    public async Task Revise_OnTopOfAnOldRevision_IsRefused()
    {
        var (teacher, id) = await BeginAsync();
        await Desk.ReviseAsync(teacher, id, 1, Input("口算 20 题"), Stop);

        await RefusedAsync(HomeworkRefusal.ChangedMeanwhile, () => Desk.ReviseAsync(teacher, id, 1, Input("口算 30 题"), Stop));
        (await Desk.FindAsync(teacher, id, Stop))!.Revisions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Measure_IsKept_AndTheNewestCounts()
    {
        var (teacher, id) = await BeginAsync();

        await Desk.MeasureAsync(teacher, id, 1, 50, Stop);
        await Desk.MeasureAsync(teacher, id, 1, 42, Stop);

        (await Desk.FindAsync(teacher, id, Stop))!.Measures[1].Minutes.ShouldBe(42);
        await RefusedAsync(HomeworkRefusal.Figures, () => Desk.MeasureAsync(teacher, id, 1, double.NaN, Stop));
        await RefusedAsync(HomeworkRefusal.NotFound, () => Desk.MeasureAsync(teacher, id, 9, 42, Stop));
    }

    public static TheoryData<string, int, string, int, double, HomeworkRefusal> Impossible => new()
    {
        { " \n", 3, "数学", 1, 20, HomeworkRefusal.EmptyText },
        { new string('题', AssignmentInput.LongestText + 1), 3, "数学", 1, 20, HomeworkRefusal.TextTooLong },
        { "口算 20 题", 13, "数学", 1, 20, HomeworkRefusal.GradeOrSubject },
        { "口算 20 题", 3, "魔法", 1, 20, HomeworkRefusal.GradeOrSubject },
        { "口算 20 题", 3, "数学", 0, 20, HomeworkRefusal.Figures },
        { "口算 20 题", 3, "数学", 1, -1, HomeworkRefusal.Figures },
        { "口算 20 题", 3, "数学", 1, double.NaN, HomeworkRefusal.Figures },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Begin_WithWhatCannotBe_IsRefusedAndStoresNothing(string text, int grade, string subject, int days, double minutes, HomeworkRefusal reason)
    {
        var teacher = await coaching.PersonAsync();

        await RefusedAsync(reason, () => Desk.BeginAsync(teacher, "作业", Input(text, grade, subject, days, ("语文", minutes)), null, Stop));
        (await Desk.MineAsync(teacher, 0, 10, Stop)).ShouldBeEmpty();
    }

    // Neither a colleague of the same school nor somebody of another one.
    [Theory]
    [InlineData(null)]
    [InlineData("homework-elsewhere")]
    public async Task ADesign_IsItsOwnersAlone(string? otherSchool)
    {
        var (teacher, id) = await BeginAsync();
        var stranger = await coaching.PersonAsync(otherSchool is null ? null : await coaching.SchoolAsync(otherSchool));

        (await Desk.FindAsync(stranger, id, Stop)).ShouldBeNull();
        (await Desk.MineAsync(stranger, 0, 10, Stop)).ShouldBeEmpty();
        await RefusedAsync(HomeworkRefusal.NotFound, () => Desk.ReviseAsync(stranger, id, 1, Input("口算 20 题"), Stop));
        await RefusedAsync(HomeworkRefusal.NotFound, () => Desk.BringBackAsync(stranger, id, 1, 1, Stop));
        await RefusedAsync(HomeworkRefusal.NotFound, () => Desk.MeasureAsync(stranger, id, 1, 40, Stop));
        await Desk.RemoveAsync(stranger, id, Stop);
        (await Desk.FindAsync(teacher, id, Stop))!.Revisions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Remove_TakesAllOfItAlong()
    {
        var (teacher, id) = await BeginAsync();
        await Desk.MeasureAsync(teacher, id, 1, 50, Stop);

        await Desk.RemoveAsync(teacher, id, Stop);

        (await Desk.FindAsync(teacher, id, Stop)).ShouldBeNull();
        await using var db = coaching.Db();
        db.HomeworkRevisions.ShouldNotContain(revision => revision.DesignId == id);
        db.HomeworkMeasures.ShouldNotContain(measure => measure.DesignId == id);
    }

    private async Task<(Actor Teacher, Guid Id)> BeginAsync()
    {
        var teacher = await coaching.PersonAsync();
        return (teacher, await Desk.BeginAsync(teacher, "三年级数学", Input(First, others: [("语文", 20)]), null, Stop));
    }

    private static async Task RefusedAsync(HomeworkRefusal reason, Func<Task> act) => (await Should.ThrowAsync<HomeworkException>(act)).Reason.ShouldBe(reason);
}
