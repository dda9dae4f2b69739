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
        context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
    }

    public void Dispose() => context.Dispose();

    [Fact]
    public void AiLabel_Says_ThatAMachineWroteIt() => context.Render<AiLabel>().Markup.ShouldContain("AI 生成");

    [Theory]
    [InlineData(Verdict.Met, "met", "做到了")]
    [InlineData(Verdict.NotMet, "notmet", "还没做到")]
    [InlineData(Verdict.Undecided, "undecided", "不能判定")]
    public void Criterion_WithAVerdict_ShowsItAsAReferenceOnly(Verdict verdict, string hook, string words)
    {
        var finding = new CriterionFinding("c", "先接住情绪", Competency.Empathy, verdict, verdict == Verdict.Met ? "您先坐" : null, null);

        var view = context.Render<CriterionView>(parameters => parameters.Add(criterion => criterion.Finding, finding));

        var item = view.Find("[data-testid=criterion]");
        item.GetAttribute("data-verdict").ShouldBe(hook);
        item.TextContent.ShouldContain(words);
        item.TextContent.ShouldContain("参考判断（未经导师校准）");
        view.FindAll("blockquote").Count.ShouldBe(verdict == Verdict.Met ? 1 : 0);
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
