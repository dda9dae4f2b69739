using Coaching.Feedback;
using Coaching.Homework;
using Coaching.Knowledge;
using Shouldly;
using static Coaching.Tests.Homework.ShippedHomework;

namespace Coaching.Tests.Homework;

public sealed class DayLoadTests
{
    private static readonly (string, double)[] NoOthers = [("语文", 0), ("英语", 0), ("道法/政治", 0), ("科学及其他", 0)];

    [Fact]
    public void Total_IsOfAllSubjects_NeverOfOneAlone()
    {
        Of(Input("练习册 1 页", others: NoOthers)).Verdict.ShouldBe(Verdict.Met);
        Of(Input("练习册 1 页", others: [("语文", 60), ("英语", 20), ("道法/政治", 0), ("科学及其他", 0)])).Verdict.ShouldBe(Verdict.NotMet);
    }

    [Fact]
    public void Total_WithSubjectsNobodyKnows_IsARangeAndSaysHowMany()
    {
        var load = Of(Input("练习册 2 页"));

        load.Unknown.ShouldBe(4);
        load.Verdict.ShouldBe(Verdict.Undecided);
        (load.Total.High - load.Total.Low).ShouldBeGreaterThan(Of(Input("练习册 2 页", others: NoOthers)).Total.High - Of(Input("练习册 2 页", others: NoOthers)).Total.Low);
    }

    [Theory]
    [InlineData(1, LoadLimit.NoneAtHome, 0)]
    [InlineData(2, LoadLimit.NoneAtHome, 0)]
    [InlineData(3, LoadLimit.Written, 60)]
    [InlineData(6, LoadLimit.Written, 60)]
    [InlineData(7, LoadLimit.Written, 90)]
    [InlineData(9, LoadLimit.Written, 90)]
    public void Limit_FollowsTheGrade(int grade, LoadLimit kind, double limit)
    {
        var load = Of(Input("练习册 1 页", grade));

        (load.Kind, load.Limit).ShouldBe((kind, limit));
    }

    [Fact]
    public void SeniorHigh_HasNoNationalFigure_AndIsHeldAgainstSleepWithAllItsHomework()
    {
        var load = Of(Input("背诵 2 段", 10, "语文"));

        load.Kind.ShouldBe(LoadLimit.Sleep);
        load.Own.Likely.ShouldBeGreaterThan(0);
        load.Policies.ShouldContain("sleep-notice");
    }

    [Fact]
    public void FirstGrade_WithWrittenHomework_IsOverWhateverTheOthersDo()
    {
        Of(Input("抄写生字 5 个", 1, "语文")).Verdict.ShouldBe(Verdict.NotMet);
        Of(Input("朗读课文 2 遍", 1, "语文", others: [("数学", 0), ("英语", 0), ("道法/政治", 0), ("科学及其他", 0)])).Verdict.ShouldBe(Verdict.Met);
    }

    [Fact]
    public void AWeekend_IsCountedByTheDay()
    {
        var (evening, weekend) = (Of(Input("练习册 4 页", others: NoOthers)), Of(Input("练习册 4 页", days: 2, others: NoOthers)));

        weekend.Total.Likely.ShouldBe(evening.Total.Likely / 2, 0.001);
    }

    [Fact]
    public void WhatIsNotWritten_DoesNotCountBelowSeniorHigh() => Of(Input("朗读课文 5 遍", 5, "语文")).Own.ShouldBe(MinuteRange.None);

    [Fact]
    public void Policies_OfEveryLimit_StandInTheVerifiedList()
    {
        var list = PolicyList.Read(Path.Combine(Shipped.Folder, "scenarios", "qa", "policies.yaml"));

        new[] { 1, 5, 8, 11 }.SelectMany(grade => Of(Input("练习册 1 页", grade)).Policies).Concat(ParentEvening.Policies)
            .ShouldAllBe(id => list.Find(id) != null);
    }

    [Fact]
    public void Ranges_Together_AreNarrowerThanTheirSumAndAroundTheSameMiddle()
    {
        var together = MinuteRange.Together([new(10, 20, 40), new(10, 20, 40)]);

        together.Likely.ShouldBe(40);
        together.Low.ShouldBeInRange(20, 30);
        together.High.ShouldBeInRange(60, 80);
    }

    private static DayLoad Of(AssignmentInput input)
    {
        var lines = new AssignmentReader(Content.Minutes).Read(input.Text, []);
        var others = DayLoad.OthersOf(input, Content.Minutes);
        var attempt = new PupilAttempt(Content);
        return DayLoad.Of(input, [.. Content.Class.Pupils.Select(pupil => attempt.Try(pupil, lines, input, MinuteRange.None, 1))], others, Content);
    }
}
