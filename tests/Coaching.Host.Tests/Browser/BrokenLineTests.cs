using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A line that breaks in the middle of an answer, and a server that dies in it.</summary>
public sealed class BrokenLineTests
{
    // Slow enough that an answer is still being given when the line breaks.
    private static readonly (string, string) Slow = ("Models__EmbeddedCharactersPerSecond", "6");

    [Theory]
    [InlineData(12)]
    [InlineData(90)]
    public async Task Line_CutInMidAnswer_BlocksNothingAndTheAnswerIsWholeAfterwards(int seconds)
    {
        await using var host = await HostProcess.StartAsync(Slow);
        await using var proxy = new CuttableProxy(host.Port);
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(browser.Page, proxy.Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();
        await teacher.SendAsync(Conversations.Sensible[0]);
        await Assertions.Expect(teacher.PersonaMessages).ToHaveCountAsync(2);
        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "generating");

        await proxy.CutAsync();
        await browser.Page.GetByTestId("reconnect-banner").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        await teacher.Composer.FillAsync("断线时写的话");
        (await teacher.Composer.IsEnabledAsync()).ShouldBeTrue();
        (await IsOnTopAsync(browser.Page, "composer")).ShouldBeTrue("something covers the composer");
        await Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
        proxy.Mend();

        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "complete", new() { Timeout = 60_000 });
        await Assertions.Expect(browser.Page.GetByTestId("reconnect-banner")).ToBeHiddenAsync();
        await Assertions.Expect(teacher.Composer).ToHaveValueAsync("断线时写的话");
        await teacher.NothingIsDoubledAsync();
        (await teacher.PersonaMessages.CountAsync()).ShouldBe(2);
        await teacher.SayAsync(Conversations.Sensible[1]);
    }

    [Fact]
    public async Task Send_WhileTheLineIsCut_ArrivesOnceAfterwards()
    {
        await using var host = await HostProcess.StartAsync();
        await using var proxy = new CuttableProxy(host.Port);
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(browser.Page, proxy.Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();
        await Assertions.Expect(browser.Page.GetByTestId("send")).ToBeEnabledAsync();

        await proxy.CutAsync();
        await teacher.SendAsync(Conversations.Sensible[0]);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        proxy.Mend();

        await Assertions.Expect(teacher.PersonaMessages).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "complete");
        (await teacher.TeacherMessages.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Server_KilledInMidAnswer_ComesBackToTheSameRehearsalWithNothingLost()
    {
        await using var host = await HostProcess.StartAsync(Slow);
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(browser.Page, host.Address);
        await teacher.SignInAsync();
        var rehearsal = await teacher.BeginAsync();
        await teacher.SendAsync(Conversations.Sensible[0]);
        await Assertions.Expect(teacher.PersonaMessages).ToHaveCountAsync(2);
        await browser.Page.WaitForTimeoutAsync(1500);
        await teacher.Composer.FillAsync("还没发出的话");

        await host.KillAsync();
        await host.RunAsync();

        await Assertions.Expect(browser.Page.GetByTestId("continue-reply")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        new Uri(browser.Page.Url).PathAndQuery.ShouldBe(rehearsal);
        (await teacher.TeacherMessages.CountAsync()).ShouldBe(1);
        await Assertions.Expect(teacher.TeacherMessages.Last).ToContainTextAsync(Conversations.Sensible[0]);
        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "interrupted");
        await Assertions.Expect(teacher.Composer).ToHaveValueAsync("还没发出的话");

        await browser.Page.GetByTestId("continue-reply").ClickAsync();

        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "complete", new() { Timeout = 60_000 });
        await teacher.NothingIsDoubledAsync();
        (await teacher.PersonaMessages.CountAsync()).ShouldBe(2);
    }

    private static Task<bool> IsOnTopAsync(IPage page, string testId) => page.EvaluateAsync<bool>(
        """
        id => {
          const element = document.querySelector(`[data-testid="${id}"]`);
          const box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return element === top || element.contains(top);
        }
        """,
        testId);
}
