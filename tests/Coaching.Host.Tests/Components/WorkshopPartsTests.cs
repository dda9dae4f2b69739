using Bunit;
using Coaching.Host.Components.Mentor;
using Coaching.Host.Components.Mentor.Workshop;
using Coaching.Host.Tests.Running;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Components;

/// <summary>Parts of the inbox and of the workshop that decide something.</summary>
public sealed class WorkshopPartsTests : IClassFixture<InProcessHost>, IDisposable
{
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly Guid Colleague = Guid.NewGuid();

    private readonly BunitContext context = new();

    public WorkshopPartsTests(InProcessHost host)
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddLogging();
        context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        context.Services.AddSingleton(TimeProvider.System);
        context.Services.AddSingleton(host.Services.GetRequiredService<PolicyList>());
        context.SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
    }

    public void Dispose() => context.Dispose();

    [Fact]
    public void Theme_WritesAnEntryFromTheChosenQuestions_TheBestFirst()
    {
        var questions = new[] { "稿费怎么算", "校刊给学生稿费吗", "投稿给钱吗" }
            .Select(text => new InboxInquiry(Guid.NewGuid(), text, InquiryStatus.Open, null, DateTimeOffset.UnixEpoch)).ToList();
        var view = context.Render<ThemeView>(parameters => parameters.Add(theme => theme.Theme, new InquiryTheme(questions[1].Text, questions)).Add(theme => theme.Near, []));

        view.Find("[data-testid=write-entry]").GetAttribute("href").ShouldBe($"/mentor/entries/new?inquiry={questions[1].Id}&inquiry={questions[0].Id}&inquiry={questions[2].Id}");

        view.FindAll("[data-testid=select-inquiry]")[0].Change(false);
        view.Find("[data-testid=write-entry]").GetAttribute("href").ShouldBe($"/mentor/entries/new?inquiry={questions[1].Id}&inquiry={questions[2].Id}");
        for (var i = 1; i < questions.Count; i++) view.FindAll("[data-testid=select-inquiry]")[i].Change(false);
        view.Find("[data-testid=write-entry]").HasAttribute("href").ShouldBeFalse();
    }

    [Fact]
    public void Review_OfOnesOwnWork_SaysWhyNotAndOffersNothing()
    {
        var view = Review(mine: true);

        view.Find("[data-testid=own-work]").TextContent.ShouldContain("另一位导师");
        view.FindAll("[data-testid=publish-entry], [data-testid=send-back]").ShouldBeEmpty();
    }

    [Fact]
    public void Review_SendingBackWithoutAWord_AsksForOne()
    {
        var sentBack = new List<string>();
        var view = Review(mine: false, sentBack.Add);

        view.Find("[data-testid=send-back]").Click();
        sentBack.ShouldBeEmpty();
        view.Find("[role=alert]").TextContent.ShouldContain("写清要改什么");

        view.Find("[data-testid=review-comment]").Input("请补上话术");
        view.Find("[data-testid=send-back]").Click();
        sentBack.ShouldBe(["请补上话术"]);
    }

    [Theory]
    [InlineData(EntryStatus.Draft, true, "edit-entry submit-entry discard-draft retire-entry")]
    [InlineData(EntryStatus.InReview, true, "withdraw-entry retire-entry")]
    [InlineData(EntryStatus.Published, true, "edit-entry retire-entry")]
    [InlineData(EntryStatus.Published, false, "copy-entry")]
    public void Actions_OfAnEntry_AreThoseThatWouldNotBeRefused(EntryStatus status, bool writable, string offered)
    {
        var history = new EntryHistory([Version(2, status), Version(1, EntryStatus.Published)], new Dictionary<Guid, string>(), writable);

        var view = context.Render<EntryActions>(parameters => parameters.Add(actions => actions.History, history).Add(actions => actions.Mine, true));

        view.FindAll("button, a[data-testid]").Select(element => element.GetAttribute("data-testid")).ShouldBe(offered.Split(' '));
    }

    [Fact]
    public void History_OffersEarlierVersionsAlone_AndNoneWhileADraftIsUnderWay()
    {
        History(EntryStatus.Published).FindAll("button").Select(button => button.GetAttribute("data-testid")).ShouldBe(["roll-back-1"]);
        History(EntryStatus.Draft).FindAll("button").ShouldBeEmpty();
        History(EntryStatus.Draft).Markup.ShouldContain("有一份草稿正在进行");
    }

    [Fact]
    public void History_NamesColleagues_AndNobodyElse()
    {
        var view = History(EntryStatus.Published);

        view.Markup.ShouldContain("梁静安");
        view.Markup.ShouldContain("其他单位的老师");
    }

    [Fact]
    public void Alert_OfASupersededPolicy_NamesTheNewerOne()
    {
        var view = context.Render<AlertList>(parameters => parameters.Add(
            list => list.Alerts, [new EntryAlert(Version(1, EntryStatus.Published), EntryAlertKind.SupersededPolicy, "旧规定", "新规定", Writable: true)]));

        view.Markup.ShouldContain("《旧规定》已被《新规定》取代");
    }

    private IRenderedComponent<ReviewPanel> Review(bool mine, Action<string>? onSendBack = null) => context.Render<ReviewPanel>(parameters => parameters
        .Add(panel => panel.Version, Version(1, EntryStatus.InReview)).Add(panel => panel.Mine, mine).Add(panel => panel.Problems, [])
        .Add(panel => panel.OnSendBack, onSendBack ?? (_ => { })));

    private IRenderedComponent<HistoryView> History(EntryStatus newest) => context.Render<HistoryView>(parameters => parameters
        .Add(view => view.History, new EntryHistory([Version(2, newest), Version(1, EntryStatus.Published)], new Dictionary<Guid, string> { [Me] = "梁静安" }, true))
        .Add(view => view.Shown, 2));

    private static EntryVersion Version(int number, EntryStatus status) => new()
    {
        EntryId = "q-1",
        Version = number,
        UnitPath = "city/",
        Status = status,
        Authors = [Me],
        ReviewerId = status == EntryStatus.Published ? Colleague : null,
        PublishedAt = status == EntryStatus.Published ? DateTimeOffset.UnixEpoch : null,
        Entry = new Entry
        {
            Id = "q-1",
            Version = number,
            Area = Area.HomeSchool,
            Question = "家长群里有人发广告怎么办？",
            Phrasings = [],
            Answer = "先说一次群规。",
            Author = "班主任",
            Reviewer = "",
            Status = status,
            ValidFrom = "2026-09-01",
        },
    };
}
