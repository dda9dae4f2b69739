using Coaching.Host.Tests.Running;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>The main job in the browser: sign in, rehearse, take a hint, end, read the debrief.</summary>
public sealed class MainJobTests(RunningHost host)
{
    [Fact]
    public async Task Rehearse_WithSensibleReplies_EndsTrustingWithAGoodDebrief()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = await SignedInAsync(browser);
        await teacher.BeginAsync();

        foreach (var line in Conversations.Sensible) await teacher.SayAsync(line);

        (await teacher.TrustAsync()).ShouldBeGreaterThan(60);
        await teacher.NothingIsDoubledAsync();
        await teacher.EndAsync();
        (await teacher.VerdictsAsync()).Count(verdict => verdict == "met").ShouldBeGreaterThanOrEqualTo(4);
        await Assertions.Expect(browser.Page.GetByTestId("summary")).ToContainTextAsync("AI 生成");
    }

    [Fact]
    public async Task Rehearse_WithHarmfulReplies_MakesTheParentEscalateAndSaysWhatToChange()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = await SignedInAsync(browser);
        await teacher.BeginAsync();
        var before = await teacher.AgitationAsync();
        var highest = before;

        foreach (var line in Conversations.Harmful)
        {
            if (await teacher.IsOverAsync()) break;
            await teacher.SayUnlessOverAsync(line);
            // An ending that comes at once takes the page along, mood and all.
            await browser.Page.WaitForTimeoutAsync(400);
            if (!await teacher.IsOverAsync()) highest = Math.Max(highest, await teacher.AgitationAsync());
        }

        highest.ShouldBeGreaterThan(before + 20);
        if (await browser.Page.GetByTestId("debrief").CountAsync() == 0)
        {
            if (await browser.Page.GetByTestId("read-debrief").CountAsync() > 0) await browser.Page.GetByTestId("read-debrief").ClickAsync();
            else await teacher.EndAsync();
        }

        await browser.Page.GetByTestId("debrief").WaitForAsync();
        (await teacher.VerdictsAsync()).Count(verdict => verdict == "met").ShouldBeLessThanOrEqualTo(1);
        await Assertions.Expect(browser.Page.GetByTestId("change")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Hint_InARehearsal_CitesAnEntryAndItsVersion()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = await SignedInAsync(browser);
        await teacher.BeginAsync();

        await browser.Page.GetByTestId("hint").ClickAsync();

        var card = browser.Page.GetByTestId("hint-card");
        await card.WaitForAsync();
        var text = await card.InnerTextAsync();
        text.ShouldContain("AI 生成");
        (await card.GetByRole(AriaRole.Link).CountAsync()).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Draft_AfterAReload_IsStillThere()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = await SignedInAsync(browser);
        await teacher.BeginAsync();
        await teacher.Composer.FillAsync("我先听您说");

        await browser.Page.ReloadAsync();

        await Assertions.Expect(teacher.Composer).ToHaveValueAsync("我先听您说");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Pages_ForEverybody_HaveNoSeriousAccessibilityFault(int width)
    {
        await using var browser = await BrowserSession.OpenAsync(width, 900);
        var teacher = new RehearsalPage(browser.Page, host.Process.Address);
        await browser.Page.GotoAsync(new Uri(host.Process.Address, "/sign-in").ToString());
        await CheckAsync("/sign-in");
        await teacher.SignInAsync();
        foreach (var path in new[] { "/", "/scenarios", "/scenarios/too-much-homework", "/rehearsals" }) await CheckAsync(path);
        var rehearsal = await teacher.BeginAsync();
        await CheckAsync(rehearsal);
        await teacher.SayAsync(Conversations.Sensible[0]);
        await teacher.EndAsync();
        await CheckAsync(rehearsal + "/debrief");

        async Task CheckAsync(string path)
        {
            await browser.Page.GotoAsync(new Uri(host.Process.Address, path).ToString());
            await browser.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
            await browser.Page.WaitForTimeoutAsync(500);
            var faults = (await browser.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{path} at {width}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
            faults.ShouldBeEmpty();
            var overflow = await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            overflow.ShouldBeLessThanOrEqualTo(0, $"{path} scrolls sideways at {width} px");
        }
    }

    private async Task<RehearsalPage> SignedInAsync(BrowserSession browser)
    {
        var teacher = new RehearsalPage(browser.Page, host.Process.Address);
        await teacher.SignInAsync();
        return teacher;
    }
}
