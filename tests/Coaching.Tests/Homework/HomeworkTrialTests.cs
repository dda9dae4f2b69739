using Coaching.Feedback;
using Coaching.Homework;
using Coaching.Knowledge;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using static Coaching.Tests.Homework.ShippedHomework;

namespace Coaching.Tests.Homework;

public sealed class HomeworkTrialTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> PracticeIds => [.. Content.PracticeTasks.Select(task => task.Id)];

    [Theory]
    [MemberData(nameof(PracticeIds))]
    public async Task Try_OfAPracticeTask_ReadsEveryLineAndFindsSomethingToChange(string id)
    {
        var result = await TryAsync(AssignmentInput.Of(Content.Practice(id)!));

        result.Lines.ShouldNotContain(line => line.Reading == LineReading.Unread);
        result.Change.ShouldNotBeNull();
        result.Change.Rewrite.ShouldNotBeNullOrWhiteSpace();
        result.Reading.ShouldNotBeEmpty();
        result.Reading.ShouldAllBe(entry => entry.Version > 0);
    }

    [Fact]
    public async Task Try_Twice_IsTheSameEvening()
    {
        var input = AssignmentInput.Of(Content.PracticeTasks[0]);

        (await TryAsync(input)).ShouldBeEquivalentTo(await TryAsync(input));
    }

    [Fact]
    public async Task Try_OfAnyPracticeTask_TakesTheWeakPupilLongestAndTheStrongOneLeast()
    {
        foreach (var task in Content.PracticeTasks)
        {
            var minutes = (await TryAsync(AssignmentInput.Of(task))).Pupils.Select(pupil => pupil.Total).ToList();

            minutes[0].Likely.ShouldBeGreaterThan(minutes[1].Likely);
            minutes[1].Likely.ShouldBeGreaterThan(minutes[2].Likely);
            minutes.ShouldAllBe(range => range.Low <= range.Likely && range.Likely <= range.High);
        }
    }

    [Fact]
    public async Task Try_OfATimeBoxedTask_TakesEverybodyTheSame()
    {
        var pupils = (await TryAsync(Input("阅读课外书 30 分钟"))).Pupils;

        pupils.Select(pupil => pupil.Total.Likely).Distinct().ShouldBe([30]);
    }

    [Fact]
    public async Task Findings_QuoteTheAssignmentWordForWord()
    {
        foreach (var task in Content.PracticeTasks)
        {
            var result = await TryAsync(AssignmentInput.Of(task));

            result.Findings.Select(finding => finding.Quote).OfType<string>().ShouldAllBe(quote => task.Text.Contains(quote, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("口算 20 题，家长检查并签字", "sign")]
    [InlineData("每天阅读打卡", "check-in")]
    [InlineData("朗读课文，拍成视频发群里", "video")]
    [InlineData("亲子手抄报一张", "craft")]
    [InlineData("背诵第2段，背给家长听", "dictate")]
    public async Task Try_WithWorkForParents_NamesIt(string line, string duty)
    {
        var result = await TryAsync(Input(line));

        result.Parent.Work.ShouldContain(work => work.DutyId == duty && work.IsForbidden && work.Line == line);
        Of(result, AssignmentRule.NoParentTask).ShouldBe(Verdict.NotMet);
        result.Change!.Rule.ShouldBe(AssignmentRule.NoParentTask);
        new ParentWatch(Content.Home).DutiesIn(result.Change.Rewrite!).ShouldBeEmpty(result.Change.Rewrite);
    }

    [Theory]
    [InlineData("口算 20 题，不用家长签字")]
    [InlineData("朗读课文三遍，不打卡")]
    [InlineData("无需家长检查，自己验算")]
    [InlineData("把今天学的讲给爸爸妈妈听")]
    public async Task Try_WhereParentsAreLeftInPeace_FindsNothingForThem(string line) =>
        Of(await TryAsync(Input(line)), AssignmentRule.NoParentTask).ShouldBe(Verdict.Met);

    [Theory]
    [InlineData("抄写生词 15 个，每个 5 遍", Verdict.NotMet)]
    [InlineData("竖式计算 10 题，错一个抄十遍", Verdict.NotMet)]
    [InlineData("口算 200 题", Verdict.NotMet)]
    [InlineData("口算 10 题\n应用题 4 道，说明理由", Verdict.Met)]
    public async Task LittleMechanical_CountsRepetitionPunishmentAndShare(string text, Verdict verdict) =>
        Of(await TryAsync(Input(text)), AssignmentRule.LittleMechanical).ShouldBe(verdict);

    [Fact]
    public async Task ARewriteOfTooMuchRepetition_NoLongerRepeats()
    {
        var change = (await TryAsync(Input("抄写第 8 课生词 15 个，每个 5 遍"))).Change!;

        change.Rule.ShouldBe(AssignmentRule.LittleMechanical);
        var rewrite = change.Rewrite.ShouldNotBeNull();
        rewrite.ShouldNotContain("5 遍");
        rewrite.ShouldContain("生词 15 个");
    }

    [Fact]
    public async Task AGoodAssignment_KeepsWhatIsGood()
    {
        var result = await TryAsync(Input(
            "口算 10 题，做到一分钟以内\n解决问题 2 道：基础题必做，另一题任选；写清为什么这样列式",
            others: [("语文", 15), ("英语", 5), ("道法/政治", 0), ("科学及其他", 0)]));

        result.Findings.Where(finding => finding.Verdict != Verdict.Met).ShouldBeEmpty();
        result.Change.ShouldBeNull();
        result.Keep.ShouldNotBeEmpty();
        result.Parent.Work.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnUnreadLine_LeavesWhatDependsOnItUndecided()
    {
        var result = await TryAsync(Input("宇宙飞船\n口算 5 题", others: [("语文", 0), ("英语", 0), ("道法/政治", 0), ("科学及其他", 0)]));

        Of(result, AssignmentRule.Total).ShouldBe(Verdict.Undecided);
        Of(result, AssignmentRule.OneToThink).ShouldBe(Verdict.Undecided);
    }

    [Fact]
    public async Task Try_OfMoreThanAnEvening_LeavesTheLastUndoneForTheWeakFirst()
    {
        var result = await TryAsync(Input("练习册第 1—4 页\n应用题 6 道", others: [("语文", 30), ("英语", 20)]));

        result.Pupils[0].PastBedtime.ShouldBeTrue();
        result.Pupils[0].Attempts[^1].Undone.ShouldBeTrue();
        result.Pupils[2].PastBedtime.ShouldBeFalse();
    }

    private static Verdict Of(HomeworkResult result, AssignmentRule rule) => result.Findings.Single(finding => finding.Rule == rule).Verdict;

    private Task<HomeworkResult> TryAsync(AssignmentInput input) =>
        new HomeworkTrial(Content, coaching.Services.GetRequiredService<IQaIndex>()).TryAsync(input, 7, "city/district/school/", Stop);
}
