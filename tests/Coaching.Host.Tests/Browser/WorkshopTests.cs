using Coaching.Host.Tests.Running;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>An entry's way through the hands of two mentors to a teacher, and back.</summary>
public sealed class WorkshopTests(RunningHost host)
{
    private Uri Address => host.Process.Address;

    [Fact]
    public async Task Entry_WrittenByOneAndReviewedByAnother_IsFoundByTeachers_AndCanBeRolledBack()
    {
        const string question = "开学第一天，家长站在教室后面不肯走怎么办？";
        const string first = "先请家长到走廊说两句，约好放学时见。让孩子跟着同桌领一件小任务。";
        const string second = "请家长坐到最后一排，陪满第一节课。";
        await using var browser = await BrowserSession.OpenAsync();
        await using var another = await BrowserSession.OpenAsync(1440, 900);
        await using var atSchool = await BrowserSession.OpenAsync();
        var author = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        var reviewer = await WorkshopPage.SignInAsync(another, Address, "mentor2");
        var teacher = await WorkshopPage.SignInAsync(atSchool, Address, "teacher");

        var id = await author.WriteAsync(question, first);
        await Assertions.Expect(author.Page.GetByTestId("preview")).ToContainTextAsync(first);
        await Assertions.Expect(author.State).ToContainTextAsync("已保存");
        await author.SubmitAsync();
        await Assertions.Expect(author.Page.GetByTestId("own-work")).ToBeVisibleAsync();
        await Assertions.Expect(author.Page.GetByTestId("publish-entry")).ToHaveCountAsync(0);

        await reviewer.GoToAsync("/mentor/entries");
        await Assertions.Expect(reviewer.Page.GetByTestId("review-queue")).ToContainTextAsync(question);
        await reviewer.PublishAsync(id, "很实用");

        (await teacher.AskUntilAsync("开学第一天家长站在教室后面不肯走", "先请家长到走廊说两句")).ShouldBeTrue();

        await author.GoToAsync($"/mentor/entries/{id}/edit");
        await author.Field("answer").FillAsync(second);
        await author.SubmitAsync();
        await reviewer.GoToAsync($"/mentor/entries/{id}");
        await Assertions.Expect(reviewer.Page.GetByTestId("review-panel")).ToContainTextAsync("陪满第一节课");
        await reviewer.PublishAsync(id, "");

        await author.GoToAsync($"/mentor/entries/{id}");
        await author.Page.GetByTestId("roll-back-1").ClickAsync();
        await author.Page.GetByTestId("confirm").ClickAsync();
        await Assertions.Expect(author.Notice).ToContainTextAsync("已退回");
        await Assertions.Expect(author.Page.GetByTestId("history")).ToContainTextAsync("内容取自第 1 版");
        await teacher.GoToAsync($"/qa/{id}");
        await Assertions.Expect(teacher.Page.GetByText("先请家长到走廊说两句")).ToBeVisibleAsync();
        await teacher.Page.GetByTestId("vote-helpful").ClickAsync();
        await teacher.Page.GetByTestId("vote-reason").FillAsync("第二天就用上了");
        await teacher.Page.GetByTestId("vote-send").ClickAsync();
        await Assertions.Expect(teacher.Page.GetByTestId("vote-state")).ToContainTextAsync("记下了");
        await author.GoToAsync($"/mentor/entries/{id}");
        await Assertions.Expect(author.Page.GetByTestId("usage")).ToContainTextAsync("第二天就用上了");
    }

    [Fact]
    public async Task Question_NobodyAnswered_BecomesAnEntry_AndItsAskerIsTold()
    {
        const string question = "学校合唱团去外地比赛的大巴车费谁出";
        await using var browser = await BrowserSession.OpenAsync();
        await using var another = await BrowserSession.OpenAsync();
        await using var atSchool = await BrowserSession.OpenAsync();
        var teacher = await WorkshopPage.SignInAsync(atSchool, Address, "teacher");
        await teacher.GoToAsync("/ask");
        await teacher.Page.GetByTestId("ask-question").FillAsync(question);
        await teacher.Page.GetByTestId("ask").ClickAsync();
        await teacher.Page.GetByTestId("filed").WaitForAsync();

        var author = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        await author.GoToAsync("/mentor/inbox");
        await author.Page.GetByTestId("theme").Filter(new() { HasText = question }).GetByTestId("write-entry").ClickAsync();
        await Assertions.Expect(author.Field("question")).ToHaveValueAsync(question);
        await author.Field("answer").FillAsync("先问教导处：校队外出比赛的交通由学校统一安排。");
        await author.SubmitAsync();
        var id = new Uri(author.Page.Url).Segments[^1];
        var reviewer = await WorkshopPage.SignInAsync(another, Address, "mentor2");
        await reviewer.PublishAsync(id, "");

        await teacher.GoToAsync("/");
        await Assertions.Expect(teacher.Page.GetByTestId("inquiry-notice")).ToBeVisibleAsync();
        await teacher.GoToAsync("/ask");
        await Assertions.Expect(teacher.Page.GetByTestId("inquiry").Filter(new() { HasText = question })).ToHaveAttributeAsync("data-status", "answered");
    }

    [Fact]
    public async Task Saving_AfterAnotherMentorSaved_ShowsBothTextsAndLosesNothing()
    {
        await using var browser = await BrowserSession.OpenAsync();
        await using var another = await BrowserSession.OpenAsync();
        var first = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        var second = await WorkshopPage.SignInAsync(another, Address, "mentor2");
        var id = await first.WriteAsync("家长会上有人一直录像怎么办？", "先停下来问一句用途。");
        await second.GoToAsync($"/mentor/entries/{id}/edit");
        await second.Field("answer").FillAsync("请他会后单独谈。");
        await first.Field("answer").FillAsync("先说明会上有学生信息，请不要录。");
        await first.Page.GetByTestId("save-draft").ClickAsync();
        await Assertions.Expect(first.State).ToContainTextAsync("已保存");

        await second.Page.GetByTestId("save-draft").ClickAsync();

        var conflict = second.Page.GetByTestId("conflict");
        await Assertions.Expect(conflict).ToContainTextAsync("请不要录");
        await Assertions.Expect(conflict).ToContainTextAsync("请他会后单独谈");
        await Assertions.Expect(second.Field("answer")).ToHaveValueAsync("请他会后单独谈。");
        await second.Page.GetByTestId("keep-mine").ClickAsync();
        await Assertions.Expect(second.State).ToContainTextAsync("已保存");
        await first.Page.ReloadAsync();
        await Assertions.Expect(first.Field("answer")).ToHaveValueAsync("请他会后单独谈。");
    }

    [Fact]
    public async Task Text_TypedAndNotSaved_SurvivesTheTab_AndLeavingAsksFirst()
    {
        const string question = "孩子在校门口不肯进来，家长发微信催怎么办？";
        await using var browser = await BrowserSession.OpenAsync();
        var author = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        await author.GoToAsync("/mentor/entries/new?area=home-school");
        await author.Field("question").FillAsync(question);
        await author.Page.GetByTestId("add-policy").ClickAsync();
        await author.Page.GetByTestId("policy").SelectOptionAsync("minors-protection");
        await author.Page.GetByTestId("article").SelectOptionAsync("第39条");
        await Assertions.Expect(author.Page.GetByTestId("preview")).ToContainTextAsync("第39条");
        await author.Page.GetByRole(AriaRole.Link, new() { Name = "百问百答工作台" }).ClickAsync();
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "留下接着写" }).ClickAsync();
        await author.Page.WaitForFunctionAsync("Object.keys(localStorage).some(key => key.startsWith('coaching.entry.') && localStorage[key].includes('第39条'))");

        await author.Page.CloseAsync(new() { RunBeforeUnload = false });
        var again = await browser.Context.NewPageAsync();
        await again.GotoAsync(new Uri(Address, "/mentor/entries/new?area=home-school").ToString());

        await Assertions.Expect(again.GetByTestId("restored")).ToBeVisibleAsync();
        await Assertions.Expect(again.GetByTestId("field-question")).ToHaveValueAsync(question);
        await Assertions.Expect(again.GetByTestId("article")).ToHaveValueAsync("第39条");
    }

    [Fact]
    public async Task Question_ThatIsThereAlready_IsNamedWhileTyping()
    {
        await using var browser = await BrowserSession.OpenAsync(1440, 900);
        var author = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        await author.GoToAsync("/mentor/entries/new?area=home-school");

        await author.Field("question").FillAsync("家长说作业太多孩子写到十点该怎么回应");

        await Assertions.Expect(author.Page.GetByTestId("duplicates").GetByRole(AriaRole.Link).First).ToHaveAttributeAsync("href", "/mentor/entries/hs-homework-too-much");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Pages_OfTheWorkshop_HaveNoSeriousAccessibilityFault(int width)
    {
        await using var browser = await BrowserSession.OpenAsync(width, 900);
        var mentor = await WorkshopPage.SignInAsync(browser, Address, "mentor");
        var id = await mentor.WriteAsync($"家长群里有人发广告怎么办（{width}）？", "当天在群里说一次群规，再私下提醒。");
        await mentor.Page.GetByTestId("add-practice").ClickAsync();
        await mentor.Page.GetByTestId("add-policy").ClickAsync();
        await CheckAsync("the editor");
        await mentor.GoToAsync($"/mentor/entries/{id}/edit");
        await mentor.SubmitAsync();
        foreach (var path in new[] { "/mentor/entries", "/mentor/entries?status=published&area=home-school&q=作业", "/mentor/entries?q=没有这样的词", $"/mentor/entries/{id}", "/mentor/entries/hs-homework-too-much", "/qa/hs-homework-too-much", "/mentor/inbox" })
        {
            await mentor.GoToAsync(path);
            await CheckAsync(path);
        }

        async Task CheckAsync(string what)
        {
            await mentor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
            await mentor.Page.WaitForFunctionAsync("document.querySelector('[data-live=\"yes\"]')");
            var faults = (await mentor.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{what} at {width}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
            faults.ShouldBeEmpty();
            var overflow = await mentor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            overflow.ShouldBeLessThanOrEqualTo(0, $"{what} scrolls sideways at {width} px");
        }
    }
}
