using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Workshop;
using Coaching.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>From a teacher's unanswered question to an entry, and the answer back to the teacher.</summary>
public sealed class EntryInquiriesTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private InquiryInbox Inbox => coaching.Services.GetRequiredService<InquiryInbox>();

    private InquiryDesk Inquiries => coaching.Services.GetRequiredService<InquiryDesk>();

    [Fact]
    public async Task Publish_AnEntryWrittenForQuestions_AnswersTheirAskersOnce()
    {
        var (workshop, teachers) = await SchoolAsync();
        var ids = new[] { await AskAsync(teachers[0], "校刊给稿费吗"), await AskAsync(teachers[1], "学生投稿有没有稿费") };
        var draft = await workshop.Desk.SaveNewAsync(workshop.First, Mentors.Entry("校刊给学生稿费吗？"), ids, Stop);
        (await StatesAsync(ids)).ShouldAllBe(state => state == InquiryStatus.Drafted);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);
        (await StatesAsync(ids)).ShouldAllBe(state => state == InquiryStatus.Drafted);

        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);

        foreach (var teacher in teachers)
        {
            var mine = (await Inquiries.MineAsync(teacher, Stop)).ShouldHaveSingleItem();
            mine.Answer.ShouldNotBeNull().EntryId.ShouldBe(draft.EntryId);
            mine.IsNew.ShouldBeTrue();
        }

        // A later version is no news to those who have noted the answer.
        await Inquiries.SeenAsync(teachers[0], ids[0], Stop);
        var published = (await workshop.Shelf.FindAsync(workshop.First, draft.EntryId, Stop))!.Newest;
        await workshop.Desk.SaveAsync(workshop.First, published.Entry with { Answer = "不给稿费，发证书。" }, null, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);
        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);
        (await Inquiries.MineAsync(teachers[0], Stop)).ShouldHaveSingleItem().IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_ThatBreaksOffHalfway_ChangesNothing_AndCanBeDoneAgain()
    {
        var (workshop, teachers) = await SchoolAsync();
        var id = await AskAsync(teachers[0], "班级绿植谁来浇");
        var draft = await workshop.Desk.SaveNewAsync(workshop.First, Mentors.Entry("班级绿植谁来浇？"), [id], Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);
        await using (var db = coaching.Db())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER broken BEFORE UPDATE ON Inquiries BEGIN SELECT RAISE(ABORT, 'the power went'); END", Stop);
            await Should.ThrowAsync<Exception>(() => workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop));
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER broken", Stop);
            (await db.Entries.SingleAsync(entry => entry.EntryId == draft.EntryId, Stop)).Status.ShouldBe(EntryStatus.InReview);
            (await db.Outbox.AnyAsync(message => message.EntryId == draft.EntryId, Stop)).ShouldBeFalse();
        }

        (await StatesAsync([id])).ShouldBe([InquiryStatus.Drafted]);
        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);
        (await StatesAsync([id])).ShouldBe([InquiryStatus.Answered]);
        (await Should.ThrowAsync<WorkshopException>(() => workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop))).Reason.ShouldBe(WorkshopRefusal.NotInReview);
    }

    [Fact]
    public async Task Discard_OpensTheQuestionsAgain()
    {
        var (workshop, teachers) = await SchoolAsync();
        var id = await AskAsync(teachers[0], "班费收据丢了怎么补");
        var draft = await workshop.Desk.SaveNewAsync(workshop.First, Mentors.Entry("班费收据丢了怎么补？"), [id], Stop);

        await workshop.Desk.DiscardAsync(workshop.First, draft.EntryId, Stop);

        var open = (await Inbox.ListAsync(workshop.First, InquiryStatus.Open, Stop)).ShouldHaveSingleItem();
        open.Id.ShouldBe(id);
        open.EntryId.ShouldBeNull();
    }

    [Fact]
    public async Task SaveNew_WithQuestionsOfAnotherSchoolOrTakenUpAlready_LeavesThemAlone()
    {
        var (workshop, teachers) = await SchoolAsync();
        var (neighbours, strangers) = await SchoolAsync();
        var (own, others) = (await AskAsync(teachers[0], "眼保健操谁来带"), await AskAsync(strangers[0], "眼保健操谁来带"));
        (await Inbox.OpenAsync(workshop.First, [others, own], Stop)).ShouldHaveSingleItem().Id.ShouldBe(own);
        var first = await workshop.Desk.SaveNewAsync(workshop.First, Mentors.Entry("眼保健操谁来带？"), [own, others], Stop);

        // A second mentor had the same page open: the text is kept, the question stays with the first draft.
        var second = await workshop.Desk.SaveNewAsync(workshop.Second, Mentors.Entry("眼保健操由谁来带？"), [own], Stop);

        (await Inbox.OfEntryAsync(workshop.First, first.EntryId, Stop)).ShouldHaveSingleItem().Id.ShouldBe(own);
        (await Inbox.OfEntryAsync(workshop.First, second.EntryId, Stop)).ShouldBeEmpty();
        (await Inbox.OfEntryAsync(neighbours.First, first.EntryId, Stop)).ShouldBeEmpty();
        (await StatesAsync([others])).ShouldBe([InquiryStatus.Open]);
    }

    [Fact]
    public async Task Mark_Open_ForgetsTheDraft_SoThatItsPublicationAnswersNothing()
    {
        var (workshop, teachers) = await SchoolAsync();
        var id = await AskAsync(teachers[0], "门窗谁来锁");
        var draft = await workshop.Desk.SaveNewAsync(workshop.First, Mentors.Entry("放学后门窗谁来锁？"), [id], Stop);
        await Inbox.MarkAsync(workshop.First, [id], InquiryStatus.Open, null, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);

        await workshop.Desk.PublishAsync(workshop.Second, draft.EntryId, null, Stop);

        (await StatesAsync([id])).ShouldBe([InquiryStatus.Open]);
    }

    private Task<Guid> AskAsync(Actor teacher, string question) => Inquiries.FileAsync(teacher, question, Stop);

    private async Task<List<InquiryStatus>> StatesAsync(IReadOnlyCollection<Guid> ids)
    {
        await using var db = coaching.Db();
        return await db.Inquiries.Where(inquiry => ids.Contains(inquiry.Id)).Select(inquiry => inquiry.Status).ToListAsync(Stop);
    }

    private async Task<(Mentors Workshop, Actor[] Teachers)> SchoolAsync()
    {
        var school = await coaching.SchoolAsync($"asks-{Guid.NewGuid():N}");
        return (await Mentors.MeetAsync(coaching, school), [await coaching.PersonAsync(school), await coaching.PersonAsync(school)]);
    }
}
