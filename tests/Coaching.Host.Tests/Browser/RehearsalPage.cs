using System.Globalization;
using System.Text.RegularExpressions;
using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>What a teacher does in the browser, in the words of the product.</summary>
internal sealed partial class RehearsalPage(IPage page, Uri address)
{
    public ILocator Composer => page.GetByTestId("composer");

    public ILocator PersonaMessages => page.GetByTestId("message-persona");

    public ILocator TeacherMessages => page.GetByTestId("message-teacher");

    public ILocator Mood => page.GetByTestId("mood");

    public ILocator Criteria => page.GetByTestId("criterion");

    public async Task SignInAsync(string userName = "teacher")
    {
        await page.GotoAsync(new Uri(address, "/sign-in").ToString());
        await page.GetByTestId("user-name").FillAsync(userName);
        await page.GetByTestId("password").FillAsync(HostProcess.Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Begins a rehearsal from the scenario's page.</summary>
    /// <returns>The rehearsal's address, relative.</returns>
    public async Task<string> BeginAsync(string scenarioId = "too-much-homework")
    {
        await page.GotoAsync(new Uri(address, $"/scenarios/{scenarioId}").ToString());
        await page.GetByTestId("start-rehearsal").ClickAsync();
        await page.WaitForURLAsync(RehearsalAddress(), new() { Timeout = 60_000 });
        await Assertions.Expect(PersonaMessages).ToHaveCountAsync(1);
        return new Uri(page.Url).PathAndQuery;
    }

    /// <summary>Says something and waits until it has been answered whole.</summary>
    public async Task SayAsync(string text)
    {
        var answered = await PersonaMessages.CountAsync();
        await SendAsync(text);
        await Assertions.Expect(PersonaMessages).ToHaveCountAsync(answered + 1, new() { Timeout = 30_000 });
        await Assertions.Expect(PersonaMessages.Last).ToHaveAttributeAsync("data-status", "complete", new() { Timeout = 60_000 });
    }

    /// <summary>Says something to somebody who may have had enough: the end may come before the words, and then it is waited for instead.</summary>
    public async Task SayUnlessOverAsync(string text)
    {
        var answered = await PersonaMessages.CountAsync();
        var over = page.GetByTestId("debrief").Or(page.GetByTestId("read-debrief"));
        await Composer.Or(over).First.WaitForAsync();
        if (await IsOverAsync()) return;
        await SendAsync(text);
        await page.GetByTestId("message-persona").Nth(answered).And(page.Locator("[data-status='complete']")).Or(over).First.WaitForAsync(new() { Timeout = 60_000 });
    }

    /// <summary>Says something and does not wait for the answer.</summary>
    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await page.GetByTestId("send").ClickAsync();
    }

    public async Task EndAsync()
    {
        await page.GetByTestId("end").ClickAsync();
        await page.GetByTestId("confirm-end").ClickAsync();
        await page.GetByTestId("debrief").WaitForAsync();
        await RevealAsync();
    }

    /// <summary>Skips the question that the experienced are asked before the findings, where it is asked.</summary>
    public async Task RevealAsync()
    {
        var (skip, findings) = (page.GetByTestId("reflect-skip"), page.GetByTestId("findings"));
        await skip.Or(findings).First.WaitForAsync();
        if (await skip.CountAsync() > 0) await skip.ClickAsync();
        await findings.WaitForAsync();
    }

    public async Task<int> TrustAsync() => int.Parse((await Mood.GetAttributeAsync("data-trust"))!, CultureInfo.InvariantCulture);

    public async Task<int> AgitationAsync() => int.Parse((await Mood.GetAttributeAsync("data-agitation"))!, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string?>> VerdictsAsync()
    {
        await RevealAsync();
        await Criteria.First.WaitForAsync();
        return await Task.WhenAll((await Criteria.AllAsync()).Select(criterion => criterion.GetAttributeAsync("data-verdict")));
    }

    public async Task<bool> IsOverAsync() => await page.GetByTestId("debrief").Or(page.GetByTestId("read-debrief")).CountAsync() > 0;

    /// <summary>No message stands twice and none is empty.</summary>
    public async Task NothingIsDoubledAsync()
    {
        var teacher = await TeacherMessages.AllInnerTextsAsync();
        var persona = await PersonaMessages.AllInnerTextsAsync();
        teacher.Distinct().Count().ShouldBe(teacher.Count, string.Join('\n', teacher));
        persona.Distinct().Count().ShouldBe(persona.Count, string.Join('\n', persona));
        persona.ShouldAllBe(text => text.Trim().Length > 0);
    }

    [GeneratedRegex("/rehearsals/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex RehearsalAddress();
}
