using Bunit;
using Coaching.Feedback;
using Coaching.Host.Components.Shared;
using Coaching.Host.Components.Teacher.Debriefs;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class DebriefPartsTests : IDisposable
{
    private readonly BunitContext context = new();

    public DebriefPartsTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddLogging();
        context.Services.AddSingleton(TimeProvider.System);
        context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
    }

    public void Dispose() => context.Dispose();

    [Fact]
    public void AiLabel_Says_ThatAMachineWroteIt() => context.Render<AiLabel>().Markup.ShouldContain("AI 生成");

    [Theory]
    [InlineData(Verdict.Met, VerdictTrust.Reference, "met", "做到了", "参考判断（未经导师校准）")]
    [InlineData(Verdict.NotMet, VerdictTrust.AwaitsMentor, "notmet", "还没做到", "待导师确认")]
    [InlineData(Verdict.Undecided, VerdictTrust.Undecidable, "undecided", "不能判定", "参考判断（未经导师校准）")]
    public void Criterion_WithAMachinesVerdict_IsNeverShownAsCertain(Verdict verdict, VerdictTrust trust, string hook, string words, string caution)
    {
        var finding = new CriterionFinding("c", "先接住情绪", Competency.Empathy, verdict, verdict == Verdict.Met ? "您先坐" : null, null);

        var view = context.Render<CriterionView>(parameters => parameters.Add(criterion => criterion.Verdicts, new CriterionVerdicts(finding, trust, [])));

        var item = view.Find("[data-testid=criterion]");
        item.GetAttribute("data-verdict").ShouldBe(hook);
        item.TextContent.ShouldContain(words);
        item.TextContent.ShouldContain(caution);
        view.FindAll("blockquote").Count.ShouldBe(verdict == Verdict.Met ? 1 : 0);
    }

    [Fact]
    public void Criterion_ThatAMentorCorrected_ShowsTheMentorsVerdictBeforeTheMachines()
    {
        var finding = new CriterionFinding("c", "先接住情绪", Competency.Empathy, Verdict.NotMet, null, null);
        var said = new PersonVerdict("c", Guid.NewGuid(), "梁静安", Verdict.Met, "您先坐", Guid.NewGuid(), "这句接住了", DateTimeOffset.UnixEpoch);

        var view = context.Render<CriterionView>(parameters => parameters.Add(criterion => criterion.Verdicts, new CriterionVerdicts(finding, VerdictTrust.Corrected, [said])));

        view.Find("[data-testid=criterion]").GetAttribute("data-verdict").ShouldBe("met");
        var text = view.Markup;
        text.ShouldContain("导师已更正");
        text.IndexOf("这句接住了", StringComparison.Ordinal).ShouldBeInRange(0, text.IndexOf("系统的参考判断", StringComparison.Ordinal));
    }

    [Fact]
    public void Course_OfThreeTurns_IsDrawnAndTold()
    {
        InnerState[] course = [new(0, 33, 60), new(1, 40, 55), new(2, 52, 40), new(3, 61, 30)];

        var chart = context.Render<CourseChart>(parameters => parameters.Add(view => view.Course, course).Add(view => view.Persona, "林女士"));

        chart.FindAll("circle").Count.ShouldBe(4);
        chart.Find("svg").GetAttribute("aria-label").ShouldBe("林女士对你的信任从 33 到 61，激动从 60 到 30（都是 0 到 100）。");
        chart.FindAll("tbody tr").Count.ShouldBe(4);
    }

    [Fact]
    public void Course_OfNoTurn_IsASinglePoint()
    {
        InnerState[] course = [new(0, 33, 60)];

        var chart = context.Render<CourseChart>(parameters => parameters.Add(view => view.Course, course).Add(view => view.Persona, "林女士"));

        chart.FindAll("circle").Count.ShouldBe(1);
    }
}
