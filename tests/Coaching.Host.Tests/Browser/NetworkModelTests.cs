using Coaching.Host.Tests.Running;
using Coaching.Tests.Models;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>The same main job with an OpenAI-compatible service on a real socket behind it.</summary>
public sealed class NetworkModelTests
{
    [Fact]
    public async Task Rehearse_OverTheWire_TakesTheSameCourseAsEmbedded()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = CueSpeaker.Reply;
        await using var host = await HostProcess.StartAsync(
            ("Models__Provider", "openai"), ("Models__Endpoint", server.Endpoint.ToString()), ("Models__Model", "local"), ("Models__ApiKey", "key"));
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(browser.Page, host.Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();

        foreach (var line in Conversations.Sensible) await teacher.SayAsync(line);

        (await teacher.TrustAsync()).ShouldBeGreaterThan(60);
        await teacher.NothingIsDoubledAsync();
        await teacher.EndAsync();
        (await teacher.VerdictsAsync()).Count(verdict => verdict == "met").ShouldBeGreaterThanOrEqualTo(4);
        await Assertions.Expect(browser.Page.GetByTestId("summary")).ToContainTextAsync("这次谈话走到了这里");
        server.Requests.Count.ShouldBeGreaterThanOrEqualTo(Conversations.Sensible.Length);
    }

    [Fact]
    public async Task Rehearse_WhenTheServiceBreaksOff_OffersToContinue()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = CueSpeaker.Reply;
        server.Script(ProtocolBehaviours.HalfClose("我本来想说"));
        await using var host = await HostProcess.StartAsync(
            ("Models__Provider", "openai"), ("Models__Endpoint", server.Endpoint.ToString()), ("Models__Model", "local"), ("Models__ApiKey", "key"));
        await using var browser = await BrowserSession.OpenAsync();
        var teacher = new RehearsalPage(browser.Page, host.Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();

        await teacher.SendAsync(Conversations.Sensible[0]);
        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "failed");
        await browser.Page.GetByTestId("continue-reply").ClickAsync();

        await Assertions.Expect(teacher.PersonaMessages.Last).ToHaveAttributeAsync("data-status", "complete");
        (await teacher.PersonaMessages.Last.InnerTextAsync()).ShouldNotContain("我本来想说");
        (await teacher.PersonaMessages.CountAsync()).ShouldBe(2);
    }
}
