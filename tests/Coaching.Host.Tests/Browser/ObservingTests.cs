using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A mentor sits in on a rehearsal, takes the keyboard for one sentence, and looks back on it with the teacher.</summary>
public sealed class ObservingTests(RunningHost host)
{
    [Fact]
    public async Task Observe_FromTheInvitationToTheReviewAndItsEnd()
    {
        const string note = "这里先停一下，等她把话说完。";
        var address = host.Process.Address;
        await using var phone = await BrowserSession.OpenAsync();
        await using var desk = await BrowserSession.OpenAsync(1440, 900);
        var (page, mentor) = (phone.Page, desk.Page);
        var teacher = new RehearsalPage(page, address);
        var watching = new RehearsalPage(mentor, address);
        await teacher.SignInAsync();
        await watching.SignInAsync("mentor");
        var rehearsal = await teacher.BeginAsync();

        await page.GetByTestId("invite").ClickAsync();
        await page.GetByTestId("invite-search").FillAsync("梁");
        await Assertions.Expect(page.GetByTestId("colleague")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("colleague")).ToContainTextAsync("导师");
        await page.GetByTestId("invite-person").ClickAsync();
        await Assertions.Expect(page.GetByTestId("invited")).ToContainTextAsync("还没来");
        await page.GetByTestId("invite-close").ClickAsync();

        await mentor.GotoAsync(address.ToString());
        var card = mentor.GetByTestId("invitation").Filter(new() { Has = mentor.Locator($"a[href='{rehearsal.Replace("/rehearsals/", "/observe/", StringComparison.Ordinal)}']") });
        await Assertions.Expect(card).ToContainTextAsync("苏晓禾老师请你旁听");
        await card.GetByTestId("join").ClickAsync();
        await mentor.GetByTestId("observing").WaitForAsync();
        await Assertions.Expect(page.GetByTestId("room-person")).ToHaveAttributeAsync("data-here", "yes");
        await Assertions.Expect(watching.Composer).ToHaveCountAsync(0);
        await teacher.SayAsync(Conversations.Sensible[0]);
        await Assertions.Expect(watching.TeacherMessages).ToContainTextAsync(Conversations.Sensible[0]);
        await mentor.GetByTestId("add-note").Last.ClickAsync();
        await mentor.GetByTestId("note-text").FillAsync(note);
        await mentor.GetByTestId("save-note").ClickAsync();
        await Assertions.Expect(mentor.GetByTestId("note")).ToContainTextAsync("只有你看得到");

        await page.GetByTestId("room-manage").ClickAsync();
        await page.GetByTestId("hand-over").ClickAsync();
        await Assertions.Expect(page.GetByTestId("keyboard-away")).ToContainTextAsync("梁静安");
        await Assertions.Expect(teacher.Composer).ToHaveCountAsync(0);
        await watching.SayAsync(Conversations.Sensible[1]);
        await Assertions.Expect(page.GetByTestId("speaker")).ToHaveTextAsync("由梁静安代答");
        await page.GetByTestId("take-back").ClickAsync();
        await Assertions.Expect(watching.Composer).ToHaveCountAsync(0);
        await teacher.SayAsync(Conversations.Sensible[2]);

        await teacher.EndAsync();
        await Assertions.Expect(page.GetByTestId("stand-ins")).ToContainTextAsync("1 句由梁静安代答");
        await mentor.GetByTestId("to-together").ClickAsync();
        await mentor.GetByTestId("together").WaitForAsync();
        await page.GetByTestId("to-together").ClickAsync();
        await page.GetByTestId("together").WaitForAsync();
        await Assertions.Expect(page.GetByTestId("note")).ToHaveCountAsync(0);
        await mentor.GetByTestId("share-note").ClickAsync();
        await Assertions.Expect(page.GetByTestId("note")).ToContainTextAsync(note);
        await Assertions.Expect(page.GetByTestId("note")).ToContainTextAsync("梁静安的笔记");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue("the page is wider than the screen");

        await page.GetByTestId("revoke").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await mentor.GetByTestId("not-invited").WaitForAsync();
        await mentor.GotoAsync(new Uri(address, rehearsal + "/together").ToString());
        await mentor.GetByTestId("not-invited").WaitForAsync();
    }
}
