using Coaching.Host.Tests.Running;
using Microsoft.Playwright;
using Shouldly;

namespace Coaching.Host.Tests.Browser;

/// <summary>A teacher shares a rehearsal, a mentor sees it otherwise than the machine, and the teacher reads that first.</summary>
public sealed class MentorReviewTests(RunningHost host)
{
    [Fact]
    public async Task Review_FromSharingToTheMentorsCorrectionInTheDebrief()
    {
        const string comment = "您这一句已经在接她的情绪了。";
        const string whole = "整体很稳，下次早一点约时间。";
        var address = host.Process.Address;
        await using var phone = await BrowserSession.OpenAsync();
        await using var desk = await BrowserSession.OpenAsync(1440, 900);
        var teacher = new RehearsalPage(phone.Page, address);
        await teacher.SignInAsync();
        var rehearsal = await teacher.BeginAsync();
        await teacher.SayAsync(Conversations.Sensible[0]);
        await teacher.EndAsync();
        await Assertions.Expect(teacher.Criteria.First).ToHaveAttributeAsync("data-trust", "undecidable");
        await phone.Page.GotoAsync(new Uri(address, "/rehearsals").ToString());
        await phone.Page.GetByTestId("visibility").First.ClickAsync();
        await phone.Page.GetByTestId("visibility-SharedWithMentor").CheckAsync();
        await phone.Page.GetByTestId("visibility-save").ClickAsync();
        await Assertions.Expect(phone.Page.GetByTestId("visibility").First).ToContainTextAsync("与导师共享");

        var mentor = desk.Page;
        await new RehearsalPage(mentor, address).SignInAsync("mentor");
        await mentor.GotoAsync(new Uri(address, "/mentor/rehearsals").ToString());
        await mentor.GetByTestId("shared-rehearsal").Locator($"a[href$='{rehearsal}']").ClickAsync();
        await mentor.GetByTestId("review").WaitForAsync();
        new Uri(mentor.Url).PathAndQuery.ShouldEndWith(rehearsal);
        await Assertions.Expect(mentor.GetByTestId("transcript")).ToContainTextAsync("AI 生成");
        var criterion = mentor.GetByTestId("criterion").First;
        await criterion.GetByTestId("correct-verdict").ClickAsync();
        await criterion.GetByTestId("verdict-met").CheckAsync();
        await criterion.GetByTestId("verdict-quote").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await criterion.GetByTestId("verdict-comment").FillAsync(comment);
        await criterion.GetByTestId("save-verdict").ClickAsync();
        await Assertions.Expect(criterion).ToHaveAttributeAsync("data-trust", "corrected");
        await mentor.GetByTestId("criterion").Nth(1).GetByTestId("confirm-verdict").ClickAsync();
        await Assertions.Expect(mentor.GetByTestId("criterion").Nth(1)).ToHaveAttributeAsync("data-trust", "confirmed");
        await mentor.GetByTestId("whole-comment").FillAsync(whole);
        await mentor.GetByTestId("whole-save").ClickAsync();
        await Assertions.Expect(mentor.GetByTestId("review-notice")).ToContainTextAsync("记下了");

        await phone.Page.GotoAsync(new Uri(address, rehearsal + "/debrief").ToString());
        await Assertions.Expect(phone.Page.GetByTestId("mentor-comments")).ToContainTextAsync(whole);
        await Assertions.Expect(teacher.Criteria.First).ToHaveAttributeAsync("data-verdict", "met");
        await Assertions.Expect(teacher.Criteria.First.GetByTestId("mentor-verdict")).ToContainTextAsync("梁静安");
        await Assertions.Expect(teacher.Criteria.First.GetByTestId("mentor-verdict")).ToContainTextAsync(comment);
        await Assertions.Expect(teacher.Criteria.First.GetByTestId("mentor-verdict")).ToContainTextAsync(Conversations.Sensible[0]);

        await phone.Page.GotoAsync(new Uri(address, "/more").ToString());
        await phone.Page.Locator("main a[href='/growth']").ClickAsync();
        var own = phone.Page.GetByTestId("competency").First;
        await own.GetByTestId("competency-evidence").Locator("summary").ClickAsync();
        await own.GetByTestId("competency-evidence").Locator("a[href^='/rehearsals/'][href$='/debrief']").First.WaitForAsync();
        await mentor.GetByTestId("teacher-growth").ClickAsync();
        await Assertions.Expect(mentor.Locator("main h1")).ToHaveTextAsync("苏晓禾的成长");
        await Assertions.Expect(mentor.GetByTestId("competency").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Norming_ShowsTheReferenceOnlyAfterOnesOwnVerdicts()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await new RehearsalPage(page, host.Process.Address).SignInAsync("mentor2");
        await page.GotoAsync(new Uri(host.Process.Address, "/mentor/norming").ToString());
        await page.GetByTestId("norming-item").First.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByTestId("norming-criterion").First.WaitForAsync();
        await Assertions.Expect(page.GetByTestId("norming-comparison")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("norming-submit")).ToBeDisabledAsync();

        foreach (var criterion in await page.GetByTestId("norming-criterion").AllAsync()) await criterion.GetByTestId("norming-met").CheckAsync();
        await page.GetByTestId("norming-submit").ClickAsync();

        await page.GetByTestId("norming-comparison").WaitForAsync();
        await page.GotoAsync(new Uri(host.Process.Address, "/mentor/norming").ToString());
        await Assertions.Expect(page.GetByTestId("agreement")).ToContainTextAsync("κ");
    }
}
