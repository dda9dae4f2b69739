using Coaching.Knowledge.Answers;
using Coaching.People;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Answers;

public sealed class InquiryTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private InquiryInbox Inbox => coaching.Services.GetRequiredService<InquiryInbox>();

    private InquiryDesk Desk => coaching.Services.GetRequiredService<InquiryDesk>();

    [Fact]
    public async Task List_IsOfOnesOwnSchoolAlone()
    {
        var (teacher, mentor) = await SchoolAsync();
        var (_, stranger) = await SchoolAsync();
        var id = await Desk.FileAsync(teacher, "校刊投稿给学生稿费吗", Stop);

        (await Inbox.ListAsync(mentor, InquiryStatus.Open, Stop)).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await Inbox.ListAsync(stranger, InquiryStatus.Open, Stop)).ShouldBeEmpty();
        (await Inbox.CountsAsync(stranger, Stop)).ShouldBeEmpty();
        (await Inbox.MarkAsync(stranger, [id], InquiryStatus.Declined, null, Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task File_AtOnce_StoresOne()
    {
        var (teacher, mentor) = await SchoolAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Desk.FileAsync(teacher, "校刊给稿费吗", Stop)));

        ids.Distinct().ShouldHaveSingleItem();
        (await Inbox.ListAsync(mentor, InquiryStatus.Open, Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Mark_WithAPublishedEntry_TellsTheAskerUntilNoted()
    {
        var (teacher, mentor) = await SchoolAsync();
        var id = await Desk.FileAsync(teacher, "校刊给稿费吗", Stop);
        (await Desk.MineAsync(teacher, Stop)).ShouldHaveSingleItem().IsNew.ShouldBeFalse();

        (await Inbox.MarkAsync(mentor, [id], InquiryStatus.Answered, "hs-homework-too-much", Stop)).ShouldBe(1);

        var mine = (await Desk.MineAsync(teacher, Stop)).ShouldHaveSingleItem();
        mine.IsNew.ShouldBeTrue();
        mine.Answer.ShouldNotBeNull().EntryId.ShouldBe("hs-homework-too-much");
        await Desk.SeenAsync(teacher, id, Stop);
        (await Desk.MineAsync(teacher, Stop)).ShouldHaveSingleItem().IsNew.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-entry")]
    public async Task Mark_AnsweredWithoutAnEntryThatCanBeRead_IsRefused(string? entryId)
    {
        var (teacher, mentor) = await SchoolAsync();
        var id = await Desk.FileAsync(teacher, "校刊给稿费吗", Stop);

        await Should.ThrowAsync<InquiryException>(() => Inbox.MarkAsync(mentor, [id], InquiryStatus.Answered, entryId, Stop));
        (await Inbox.ListAsync(mentor, InquiryStatus.Open, Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Withdraw_IsTheAskersAlone()
    {
        var (teacher, mentor) = await SchoolAsync();
        var id = await Desk.FileAsync(teacher, "校刊给稿费吗", Stop);

        await Desk.WithdrawAsync(mentor, id, Stop);
        (await Inbox.ListAsync(mentor, InquiryStatus.Open, Stop)).ShouldHaveSingleItem();

        await Desk.WithdrawAsync(teacher, id, Stop);
        (await Inbox.ListAsync(mentor, InquiryStatus.Open, Stop)).ShouldBeEmpty();
        (await Desk.MineAsync(teacher, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public void Themes_InWhateverOrder_AreTheSameAndKeepEveryQuestion()
    {
        string[] texts =
        [
            "教师公寓怎么申请", "教师公寓要排队多久", "教师公寓租金多少", "教师公寓能带家属吗",
            "校车几点发车", "校车路线改了怎么通知", "校车超员怎么办", "校车司机换人了",
            "职工体检去哪家医院", "职工体检能不能改时间", "职工体检报告丢了", "职工体检项目有哪些",
        ];
        var inquiries = texts.Select((text, i) => new InboxInquiry(new Guid(i, 0, 0, new byte[8]), text, InquiryStatus.Open, null, DateTimeOffset.UnixEpoch.AddMinutes(i))).ToList();

        var themes = InquiryThemes.Of(inquiries);
        var again = InquiryThemes.Of([.. inquiries.AsEnumerable().Reverse()]);

        themes.SelectMany(theme => theme.Questions).Select(inquiry => inquiry.Id).Order().ShouldBe(inquiries.Select(inquiry => inquiry.Id));
        again.Select(theme => string.Join('|', theme.Questions.Select(question => question.Text))).ShouldBe(themes.Select(theme => string.Join('|', theme.Questions.Select(question => question.Text))));
        themes.ShouldAllBe(theme => theme.Questions.Any(question => question.Text == theme.Example));
        // Four themes for three matters: one may be split, none may be mixed.
        themes.ShouldAllBe(theme => theme.Questions.Select(question => question.Text.Substring(0, 2)).Distinct().Count() == 1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Themes_OfFewOrEqualQuestions_StillWork(int questions, int most)
    {
        var inquiries = Enumerable.Range(0, questions).Select(i => new InboxInquiry(new Guid(i, 0, 0, new byte[8]), "同一个问题", InquiryStatus.Open, null, default)).ToList();

        InquiryThemes.Of(inquiries).Count.ShouldBeLessThanOrEqualTo(most);
        InquiryThemes.Of(inquiries).Sum(theme => theme.Questions.Count).ShouldBe(questions);
    }

    private async Task<(Actor Teacher, Actor Mentor)> SchoolAsync()
    {
        var school = await coaching.SchoolAsync($"s{Guid.NewGuid():N}");
        return (await coaching.PersonAsync(school), await coaching.PersonAsync(school));
    }
}
