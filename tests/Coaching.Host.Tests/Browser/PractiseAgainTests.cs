using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>Practising worth repeating: a level, hints in three grades, back to a sentence, two runs side by side.</summary>
public sealed class PractiseAgainTests(RunningHost host)
{
    private Uri Address => host.Process.Address;

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Rehearse_AtALevel_GoBackToASentence_AndCompareBothRuns(int width)
    {
        await using var browser = await BrowserSession.OpenAsync(width, 844);
        var page = browser.Page;
        var teacher = new RehearsalPage(page, Address);
        await teacher.SignInAsync();
        await page.GotoAsync(new Uri(Address, "/scenarios/too-much-homework").ToString());
        await page.GetByTestId("level-demanding").CheckAsync();
        await page.GetByTestId("start-rehearsal").ClickAsync();
        await Assertions.Expect(teacher.PersonaMessages).ToHaveCountAsync(1);
        (await teacher.TrustAsync()).ShouldBe(24);

        foreach (var line in Conversations.Harmful.Take(3)) await teacher.SayAsync(line);
        var first = page.Url;
        await page.GetByTestId("branch").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "重来", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url != first);
        await Assertions.Expect(teacher.TeacherMessages).ToHaveCountAsync(0);
        foreach (var line in Conversations.Sensible.Take(3)) await teacher.SayAsync(line);
        await teacher.EndAsync();

        await page.GetByTestId("compare").ClickAsync();
        var comparison = page.GetByTestId("comparison");
        await Assertions.Expect(comparison).ToContainTextAsync(Conversations.Sensible[0]);
        await Assertions.Expect(comparison).ToContainTextAsync(Conversations.Harmful[0]);
        await Assertions.Expect(page.Locator(".compare-table__differs").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue("the page is wider than the screen");
    }

    [Fact]
    public async Task Hint_AskedForMore_GoesFromANudgeToASentence()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        var teacher = new RehearsalPage(page, Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync("copied-homework");

        await page.GetByTestId("hint").ClickAsync();
        await Assertions.Expect(page.GetByTestId("hint-card")).ToContainTextAsync("提个醒");
        await Assertions.Expect(page.GetByTestId("hint-sayable")).ToHaveCountAsync(0);
        await page.GetByTestId("hint-more").ClickAsync();
        await Assertions.Expect(page.GetByTestId("hint-card")).ToContainTextAsync("一个做法");
        await page.GetByTestId("hint-more").ClickAsync();
        await page.GetByTestId("hint-sayable").ClickAsync();

        (await teacher.Composer.InputValueAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Words_OfARealDanger_StopThePlay_AndStayInTheBox()
    {
        const string words = "不是演练，我们班有个孩子身上有伤，说是被继父打的。";
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        var teacher = new RehearsalPage(page, Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();

        await teacher.SendAsync(words);

        await Assertions.Expect(page.GetByTestId("safety")).ToContainTextAsync("未成年人保护法第十一条");
        await Assertions.Expect(teacher.Composer).ToHaveValueAsync(words);
        await Assertions.Expect(teacher.TeacherMessages).ToHaveCountAsync(0);
        await page.GetByTestId("safety-in-scene").ClickAsync();
        await teacher.SayAsync(words);
        await Assertions.Expect(page.GetByTestId("safety")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Voice_ReadsAloud_AndDictationIsOffUnlessAllowed()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        // A browser that can do both, as phones can; what it was asked to say is kept.
        await page.AddInitScriptAsync("""
            window.spoken = [];
            window.speechSynthesis.speak = utterance => window.spoken.push(utterance.text);
            window.webkitSpeechRecognition = class {};
            """);
        var teacher = new RehearsalPage(page, Address);
        await teacher.SignInAsync();
        await teacher.BeginAsync();

        await page.GetByTestId("read-aloud").First.ClickAsync();

        (await page.EvaluateAsync<string>("window.spoken[0]")).ShouldBe(await page.GetByTestId("message-text").First.InnerTextAsync());
        await Assertions.Expect(page.GetByTestId("dictate")).ToBeHiddenAsync();
    }
}
