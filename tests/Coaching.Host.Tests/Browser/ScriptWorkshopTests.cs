using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A mentor makes a scenario out of a shipped one, a second publishes it, a teacher rehearses it.</summary>
public sealed class ScriptWorkshopTests(RunningHost host)
{
    [Fact]
    public async Task Script_FromACopyToTheTeacherWhoBeginsIt()
    {
        var title = $"本校版：作业太多 {Guid.NewGuid():N}"[..16];
        var address = host.Process.Address;
        await using var desk = await BrowserSession.OpenAsync(1440, 900);
        var author = await WorkshopPage.SignInAsync(desk, address, "mentor");
        var page = desk.Page;
        await author.GoToAsync("/mentor/scenarios");
        await page.GetByTestId("copy-source").SelectOptionAsync("too-much-homework");
        await page.GetByTestId("copy-script").ClickAsync();
        await page.WaitForURLAsync("**/mentor/scenarios/own-*");
        var id = new Uri(page.Url).Segments[^1];
        var yaml = page.GetByTestId("yaml");
        await Assertions.Expect(yaml).ToBeEditableAsync();
        var copied = await yaml.InputValueAsync();

        // The form changes its one line of the YAML.
        await page.GetByTestId("script-title").FillAsync(title);
        await Assertions.Expect(yaml).ToHaveValueAsync(Line(copied, "title", title));

        // Broken YAML is named with its line, and the form waits.
        var sound = await yaml.InputValueAsync();
        await yaml.FillAsync(sound.Replace("difficulty: 2", "difficulty: 9", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByTestId("script-problem").First).ToContainTextAsync("难度 9 不对");
        await yaml.FillAsync(sound.Replace("difficulty: 2", "difficulty: [2", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByTestId("form-unreadable")).ToBeVisibleAsync();
        await yaml.FillAsync(sound);
        await Assertions.Expect(page.GetByTestId("script-title")).ToHaveValueAsync(title);

        await page.GetByTestId("tab-talk").ClickAsync();
        await page.GetByTestId("preview-begin").ClickAsync();
        await page.GetByTestId("preview-words").FillAsync(Conversations.Sensible[0]);
        await page.GetByTestId("preview-say").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview-turn")).ToContainTextAsync("读作：");

        await page.GetByTestId("tab-test").ClickAsync();
        await page.GetByTestId("test-run").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-report")).ToHaveAttributeAsync("data-passed", "yes", new() { Timeout = 90_000 });
        await Assertions.Expect(page.GetByTestId("report-skill")).ToHaveCountAsync(3);

        await page.GetByTestId("tab-review").ClickAsync();
        await page.GetByTestId("submit-script").ClickAsync();
        await Assertions.Expect(page.GetByTestId("script-notice")).ToContainTextAsync("已提交");
        await Assertions.Expect(page.GetByTestId("own-work")).ToBeVisibleAsync();

        await using var second = await BrowserSession.OpenAsync(1440, 900);
        var reviewer = await WorkshopPage.SignInAsync(second, address, "mentor2");
        await reviewer.GoToAsync($"/mentor/scenarios/{id}");
        await Assertions.Expect(second.Page.GetByTestId("script-changes")).ToContainTextAsync(title);
        await second.Page.GetByTestId("review-comment").FillAsync("很贴近我们学校");
        await second.Page.GetByTestId("publish-script").ClickAsync();
        await Assertions.Expect(second.Page.GetByTestId("script-notice")).ToContainTextAsync("已发布");

        await using var phone = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(phone.Page, address);
        await teacher.SignInAsync();
        await phone.Page.GotoAsync(new Uri(address, "/scenarios?area=home-school").ToString());
        await phone.Page.GetByText(title).ClickAsync();
        await phone.Page.WaitForURLAsync($"**/scenarios/{id}");
        await teacher.BeginAsync(id);
        (await teacher.PersonaMessages.First.InnerTextAsync()).ShouldNotBeEmpty();
    }

    private static string Line(string text, string key, string value) =>
        string.Join('\n', text.Split('\n').Select(line => line.StartsWith(key + ":", StringComparison.Ordinal) ? $"{key}: {value}" : line));
}
