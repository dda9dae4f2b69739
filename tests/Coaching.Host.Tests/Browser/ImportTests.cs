using Coaching.Host.Tests.Running;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A mentor brings thirty questions along in a table, as a Chinese Excel saves it.</summary>
public sealed class ImportTests(RunningHost host)
{
    [Fact]
    public async Task ThirtyQuestions_OfWhichTwoAreKnown_BecomeTwentyEightDrafts()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync("mentor");
        await GoAsync(page, "/mentor/entries/import");
        await NoSeriousFaultAsync(page);
        // Other tests on this host leave drafts of their own.
        var before = (await DraftsAsync(browser)).Length;

        await page.GetByTestId("import-files").SetInputFilesAsync(ThirtyQuestions.Table());
        await Assertions.Expect(page.GetByTestId("import-count")).ToContainTextAsync("28");
        await page.GetByTestId("view-duplicates").ClickAsync();

        var rows = page.GetByTestId("import-row");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First.GetByTestId("resembling")).ToContainTextAsync(ThirtyQuestions.ShippedOne);
        await Assertions.Expect(rows.Last.GetByTestId("resembling")).ToContainTextAsync(ThirtyQuestions.First);
        foreach (var row in await rows.AllAsync()) await Assertions.Expect(row.GetByTestId("take-row")).Not.ToBeCheckedAsync();
        await NoSeriousFaultAsync(page);

        await page.GetByTestId("import-apply").ClickAsync();
        await Assertions.Expect(page.GetByTestId("imported-draft")).ToHaveCountAsync(28);
        await NoSeriousFaultAsync(page);
        (await DraftsAsync(browser)).Length.ShouldBe(before + 28);

        // The same file again: nothing is new but what was left out.
        await page.GetByTestId("import-again").ClickAsync();
        await page.GetByTestId("import-files").SetInputFilesAsync(ThirtyQuestions.Table());
        await Assertions.Expect(page.GetByTestId("import-count")).ToContainTextAsync("选了 0 条");
        await Assertions.Expect(page.GetByTestId("view-known")).ToContainTextAsync("28");
    }

    [Fact]
    public async Task AFileThatCannotBeRead_IsNamed_AndTheNextOneIsRead()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync("mentor");
        await GoAsync(page, "/mentor/entries/import");

        await page.GetByTestId("import-files").SetInputFilesAsync(new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await Assertions.Expect(page.GetByTestId("import-problem")).ToContainTextAsync("照片.png");
        await page.GetByTestId("import-files").SetInputFilesAsync(new FilePayload { Name = "一条.csv", MimeType = "text/csv", Buffer = "q,a\n只有问题没有回答,\n"u8.ToArray() });

        await Assertions.Expect(page.GetByTestId("row-problems")).ToContainTextAsync("没有写回答");
        await Assertions.Expect(page.GetByTestId("import-apply")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task AHit_KeptAsARegressionCase_IsRunAndCanBeTakenBack()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync("mentor");
        await GoAsync(page, "/mentor/hit-test");
        await page.GetByTestId("hit-question").FillAsync("家长说作业太多我怎么回");
        await page.GetByTestId("hit-question").PressAsync("Enter");

        // The first question asked of a server waits until it has learnt what it can answer.
        await Assertions.Expect(page.GetByTestId("hit-verdict")).ToHaveAttributeAsync("data-kind", "answered", new() { Timeout = 60_000 });
        page.Url.ShouldContain("q=");
        await Assertions.Expect(page.GetByTestId("hit").First.GetByTestId("hit-field")).ToHaveCountAsync(3);
        await NoSeriousFaultAsync(page);
        await page.GetByTestId("keep-case").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("keep-case").First).ToHaveAttributeAsync("aria-pressed", "true");

        await GoAsync(page, "/mentor/regression");
        await page.GetByTestId("run-regression").ClickAsync();
        await Assertions.Expect(page.GetByTestId("regression-case")).ToHaveAttributeAsync("data-passed", "true");
        await Assertions.Expect(page.GetByTestId("regression-run")).ToHaveCountAsync(1);
        await NoSeriousFaultAsync(page);
        await page.GetByTestId("remove-case").ClickAsync();
        await Assertions.Expect(page.GetByTestId("regression-case")).ToHaveCountAsync(0);
        await page.GetByTestId("undo-remove").ClickAsync();
        await Assertions.Expect(page.GetByTestId("regression-case")).ToHaveCountAsync(1);
    }

    private async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(host.Process.Address, path).ToString());
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        // What is typed before the page is alive is drawn over.
        await page.Locator("[data-live='yes']").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private async Task<string[]> DraftsAsync(BrowserSession browser)
    {
        var file = await browser.Context.APIRequest.GetAsync(new Uri(host.Process.Address, "/api/entries/export?format=jsonl&status=draft").ToString());
        var drafts = (await file.TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        drafts.ShouldAllBe(draft => draft.Contains("\"status\":\"draft\"", StringComparison.Ordinal));
        return drafts;
    }

    private static async Task NoSeriousFaultAsync(IPage page)
    {
        (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{page.Url}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}").ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{page.Url} scrolls sideways");
    }
}
