using Bunit;
using Coaching.Host.Components.Mentor.Tools;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class WorkshopToolsTests : IDisposable
{
    private readonly BunitContext context = new();

    public WorkshopToolsTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddLogging();
        context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
    }

    public void Dispose() => context.Dispose();

    [Fact]
    public void ExportMenu_OfAFilter_LinksEveryKindWithTheWholeFilter()
    {
        var filter = new EntryFilter { Area = Area.HomeSchool, Status = EntryStatus.InReview, Tag = "告知家长", Text = "作业 太多", Stage = CareerStage.New, PolicyId = "ten-rules" };

        var menu = context.Render<ExportMenu>(parameters => parameters.Add(view => view.Filter, filter));

        menu.FindAll("a").Count.ShouldBe(4);
        var address = new Uri("http://x" + menu.Find("[data-testid=export-markdown]").GetAttribute("href"));
        address.AbsolutePath.ShouldBe("/api/entries/export");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        query.ToDictionary(part => part.Key, part => part.Value.ToString(), StringComparer.Ordinal).ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "markdown", ["area"] = "home-school", ["status"] = "inreview", ["tag"] = "告知家长", ["stage"] = "new", ["policy"] = "ten-rules", ["q"] = "作业 太多" },
            ignoreOrder: true);
    }

    [Fact]
    public void ARow_ThatRepeatsAnOwnEntry_IsLeft_UntilItIsMadeItsNextVersion()
    {
        var choice = new RowChoice(Row() with { Duplicates = [new NearDuplicate("q-own", "值日生名单怎么排？", "值日生名单怎么排？", 0.8, EntryStatus.Published) { Answer = "按座位轮。", Writable = true }] });
        choice.Taken.ShouldBeFalse();
        var view = context.Render<ImportRowView>(parameters => parameters.Add(row => row.Choice, choice));
        view.Find("[data-testid=resembling]").TextContent.ShouldContain("按座位轮。");
        view.Find("[data-testid=resembling]").TextContent.ShouldContain("80%");

        view.Find("[data-testid=row-into]").Change("q-own");
        view.Find("[data-testid=row-area]").Change(nameof(Area.HomeworkDesign));

        choice.Taken.ShouldBeTrue();
        var chosen = choice.Chosen();
        (chosen.Entry!.Id, chosen.Effect, chosen.Entry.Area).ShouldBe(("q-own", ImportEffect.Change, Area.HomeworkDesign));
    }

    [Theory]
    [InlineData(EntryStatus.Published, false)]
    [InlineData(EntryStatus.InReview, true)]
    public void ARow_ThatRepeatsWhatCannotBeChanged_OffersNoNewVersion(EntryStatus status, bool writable)
    {
        var choice = new RowChoice(Row() with { Duplicates = [new NearDuplicate("cm-else", "值日生名单怎么排？", "值日生名单怎么排？", 0.8, status) { Writable = writable }] });

        context.Render<ImportRowView>(parameters => parameters.Add(row => row.Choice, choice)).FindAll("[data-testid=row-into]").ShouldBeEmpty();
    }

    [Fact]
    public void ARow_OfAMachine_CarriesItsLabel_AndAFaultyOneNoChoice()
    {
        var faulty = Row() with { Effect = ImportEffect.Faulty, Problems = [new EntryProblem(EntryFault.UnknownPolicy, true, "no-rules")] };
        var view = context.Render<ImportRowView>(parameters => parameters.Add(row => row.Choice, new RowChoice(faulty with { Entry = faulty.Entry! with { Origin = EntryOrigin.Machine } })));

        view.Markup.ShouldContain("AI 生成");
        view.Find("[data-testid=row-problems]").TextContent.ShouldContain("政策“no-rules”不在可引用的清单里");
        view.FindAll("[data-testid=take-row]").ShouldBeEmpty();
    }

    [Fact]
    public void ARun_ThatBrokeSomething_SaysWhatAndByWhichEntry()
    {
        context.Services.AddSingleton(TimeProvider.System);
        RegressionRun Run(string? cause, int rank, string first) => new()
        {
            Id = Guid.NewGuid(),
            UnitPath = "",
            CausedBy = cause,
            At = TimeProvider.System.GetUtcNow(),
            Results = [new RegressionResult("作业太多怎么回", "hs-old", rank, first, rank <= RegressionSet.GoodRank)],
        };
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["hs-old"] = "旧条目", ["hs-new"] = "新条目" };

        var view = context.Render<RegressionRuns>(parameters => parameters.Add(runs => runs.Runs, [Run("hs-new", 5, "hs-new"), Run(null, 1, "hs-old")]).Add(runs => runs.Names, names));

        var run = view.Find("[data-testid=regression-run]");
        run.GetAttribute("data-broken").ShouldBe("1");
        run.TextContent.ShouldContain("“作业太多怎么回”找不准“旧条目”了");
        run.TextContent.ShouldContain("现在排第一的是“新条目”");
        run.QuerySelector("a")!.GetAttribute("href").ShouldBe("/mentor/entries/hs-new");
    }

    private static ImportRow Row() => new()
    {
        Number = 1,
        NumberInFile = 1,
        File = "表.csv",
        Effect = ImportEffect.New,
        Entry = new Entry
        {
            Id = "q-1",
            Version = 1,
            Area = Area.ClassroomManagement,
            Question = "值日生的名单怎么排？",
            Phrasings = [],
            Answer = "按学号轮。",
            Author = "导师",
            Reviewer = "",
            Status = EntryStatus.Draft,
            ValidFrom = "2026-09-01",
        },
    };
}
