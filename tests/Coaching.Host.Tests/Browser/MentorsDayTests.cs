using System.Text.RegularExpressions;
using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A mentor's day, from a table of questions to an entry that a rehearsal cites, and back.</summary>
public sealed class MentorsDayTests
{
    [Fact]
    public async Task Day_FromImportToACitationInARehearsal_AndRollBack()
    {
        var question = ThirtyQuestions.First;
        const string first = "先戴口罩、改用湿擦，第二天找校医看嗓子。粉笔换成少尘的，找总务处领。";
        const string second = "先把黑板报停一周。";
        // A product of its own: other imports would have brought in the same questions.
        await using var host = await HostProcess.StartAsync();
        var address = host.Address;
        await using var desk = await BrowserSession.OpenAsync(1440, 900);
        await using var colleague = await BrowserSession.OpenAsync();
        await using var phone = await BrowserSession.OpenAsync();
        var mentor = await WorkshopPage.SignInAsync(desk, address, "mentor");
        var reviewer = await WorkshopPage.SignInAsync(colleague, address, "mentor2");

        // Thirty questions come in; two are there already and stay out.
        await mentor.GoToAsync("/mentor/entries/import");
        await Assertions.Expect(mentor.Page.GetByTestId("import-files")).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await mentor.Page.GetByTestId("import-files").SetInputFilesAsync(ThirtyQuestions.Table());
        await mentor.Page.GetByTestId("view-duplicates").ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(mentor.Page.GetByTestId("import-row")).ToHaveCountAsync(2);
        await mentor.Page.GetByTestId("import-apply").ClickAsync();
        await Assertions.Expect(mentor.Page.GetByTestId("imported-draft")).ToHaveCountAsync(28);

        // One is finished and handed in; another mentor publishes it.
        await mentor.GoToAsync($"/mentor/entries?status=draft&q={Uri.EscapeDataString(question)}");
        await mentor.Page.GetByRole(AriaRole.Link, new() { Name = question }).First.ClickAsync();
        await mentor.Page.WaitForURLAsync("**/mentor/entries/q-*");
        var id = new Uri(mentor.Page.Url).Segments[2 + 1].TrimEnd('/');
        await mentor.GoToAsync($"/mentor/entries/{id}/edit");
        await mentor.Field("answer").FillAsync(first);
        await mentor.SubmitAsync();
        await reviewer.PublishAsync(id, "可以直接用");

        // A teacher in a rehearsal looks it up and is shown where each sentence stands.
        var rehearsal = new RehearsalPage(phone.Page, address);
        await rehearsal.SignInAsync();
        var at = await rehearsal.BeginAsync();
        var teacher = new WorkshopPage(phone.Page, address);
        (await teacher.AskUntilAsync(question, "找总务处领", $"/ask?rehearsal={at.Split('/')[^1]}")).ShouldBeTrue();
        await Assertions.Expect(phone.Page.GetByTestId("citation").First).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(question), RegexOptions.None, TimeSpan.FromSeconds(1)));

        // A second version turns out worse, and the first comes back.
        await mentor.GoToAsync($"/mentor/entries/{id}/edit");
        await mentor.Field("answer").FillAsync(second);
        await mentor.SubmitAsync();
        await reviewer.PublishAsync(id, "");
        (await teacher.AskUntilAsync(question, "停一周", $"/ask?rehearsal={at.Split('/')[^1]}")).ShouldBeTrue();
        await mentor.GoToAsync($"/mentor/entries/{id}");
        await mentor.Page.GetByTestId("roll-back-1").ClickAsync();
        await mentor.Page.GetByTestId("confirm").ClickAsync();
        await Assertions.Expect(mentor.Notice).ToContainTextAsync("已退回");
        (await teacher.AskUntilAsync(question, "找总务处领", $"/ask?rehearsal={at.Split('/')[^1]}")).ShouldBeTrue();
    }
}
