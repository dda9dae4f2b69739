using System.Text.RegularExpressions;
using Coaching.Host.Tests.Running;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A teacher hands in an assignment, sees three pupils try it, mends it and compares.</summary>
public sealed partial class HomeworkTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task APracticeTask_TriedRevisedAndBroughtBack_ComparesSideBySide()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync();
        await page.GetByTestId("to-homework").ClickAsync();
        await page.GetByTestId("homework-practice").First.ClickAsync();
        await ReadyAsync(page);
        await NoSeriousFaultAsync(page);

        await page.GetByTestId("homework-try").ClickAsync();
        await page.WaitForURLAsync(DesignAddress());
        var design = page.Url;
        await Assertions.Expect(page.GetByTestId("pupil")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByTestId("parent-work").First).ToContainTextAsync("家长检查并签字");
        await Assertions.Expect(page.GetByTestId("day-load")).ToContainTextAsync("各科合计");
        await Assertions.Expect(page.GetByTestId("homework-change").Locator(".entry-link")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("homework-result")).ToContainTextAsync("AI 生成");
        await NoSeriousFaultAsync(page);

        await page.GetByTestId("homework-text").FillAsync("1. 口算题卡 1 页，做到五分钟以内\n2. 解决问题 2 道，任选一道说明理由");
        await page.GetByTestId("homework-try").ClickAsync();
        await Assertions.Expect(page.GetByTestId("revision")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("day-difference")).ToContainTextAsync("少");
        await Assertions.Expect(page.GetByTestId("verdict-change").First).ToContainTextAsync("做到了");
        await Assertions.Expect(page.GetByTestId("parent-work")).ToHaveCountAsync(0);
        await NoSeriousFaultAsync(page);

        await page.GetByTestId("measure-minutes").FillAsync("25");
        await page.GetByTestId("measure-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("measured")).ToContainTextAsync("实际 25 分钟");

        await page.GetByTestId("revision").First.ClickAsync();
        await page.GetByTestId("bring-back").ClickAsync();
        await Assertions.Expect(page.GetByTestId("revision")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByTestId("homework-text")).ToHaveValueAsync(Signature());

        await ItIsNobodyElsesAsync(design);
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNamedAndSetByHand_AndADraftOutlivesAReload()
    {
        await using var browser = await BrowserSession.OpenAsync(1440, 900);
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync("mentor");
        await page.GotoAsync(new Uri(host.Process.Address, "/homework/new").ToString());
        await ReadyAsync(page);
        await page.GetByTestId("homework-text").FillAsync("宇宙飞船\n口算二十道");
        await Assertions.Expect(page.Locator("[data-reading=unread]")).ToContainTextAsync("没读懂这一行");

        await page.Locator("[data-reading=unread]").GetByTestId("mend-kind").SelectOptionAsync("Practical");
        await page.GetByTestId("mend-apply").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-reading=unread]")).ToHaveCountAsync(0);
        await page.GetByTestId("homework-other").First.FillAsync("30");

        // What is typed is in the browser's own store before anybody leaves.
        await page.WaitForFunctionAsync("Object.keys(localStorage).some(key => key.includes('homework-new') && localStorage[key].includes('30'))");
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();
        await ReadyAsync(page);
        await Assertions.Expect(page.GetByTestId("homework-text")).ToHaveValueAsync("宇宙飞船\n口算二十道");
        await Assertions.Expect(page.Locator("[data-reading=unread]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("homework-other").First).ToHaveValueAsync("30");

        await page.GetByTestId("homework-try").ClickAsync();
        await page.WaitForURLAsync(DesignAddress());
        await Assertions.Expect(page.GetByTestId("homework-result")).ToContainTextAsync("宇宙飞船");
        await NoSeriousFaultAsync(page);
        var file = await browser.Context.APIRequest.GetAsync(new Uri(host.Process.Address, (await page.GetByTestId("homework-export").GetAttributeAsync("href"))!).ToString());
        (await file.TextAsync()).ShouldContain("AI 生成");
    }

    private async Task ItIsNobodyElsesAsync(string design)
    {
        await using var other = await BrowserSession.OpenAsync();
        await new RehearsalPage(other.Page, host.Process.Address).SignInAsync("researcher");
        await other.Page.GotoAsync(design);
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("没有这份作业设计");
        var file = await other.Context.APIRequest.GetAsync(design.Replace("/homework/", "/api/homework/", StringComparison.Ordinal) + "/1");
        file.Status.ShouldBe(404);
    }

    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.GetByTestId("homework-try")).ToBeEnabledAsync();

    private static async Task NoSeriousFaultAsync(IPage page)
    {
        (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{page.Url}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}").ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{page.Url} scrolls sideways");
    }

    [GeneratedRegex("/homework/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex DesignAddress();

    [GeneratedRegex("家长检查并签字", RegexOptions.None, 1000)]
    private static partial Regex Signature();
}
