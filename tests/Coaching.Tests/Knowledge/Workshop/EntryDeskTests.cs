using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>The life of an entry: who may do what to it, and when.</summary>
public sealed class EntryDeskTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AVersion_IsReviewedByAnotherMentorThanItsAuthors()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var draft = await workshop.DraftAsync("课间操站位总是乱怎么办？");
        // The second mentor writes in it too: then it takes a third.
        await workshop.Desk.SaveAsync(workshop.Second, draft.Entry with { Answer = "地上贴点位。" }, draft.Revision, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop);

        foreach (var author in new[] { workshop.First, workshop.Second }) await RefusedAsync(WorkshopRefusal.OwnWork, () => workshop.Desk.PublishAsync(author, draft.EntryId, null, Stop));

        var third = await coaching.PersonAsync();
        await workshop.Desk.PublishAsync(third, draft.EntryId, "很实用", Stop);
        var published = (await workshop.Shelf.FindAsync(workshop.First, draft.EntryId, Stop))!.Newest;
        published.Status.ShouldBe(EntryStatus.Published);
        published.ReviewerId.ShouldBe(third.PersonId);
        published.ReviewComment.ShouldBe("很实用");
        published.Entry.Answer.ShouldBe("地上贴点位。");
    }

    [Fact]
    public async Task SendingBack_NeedsAComment_AndMakesItADraftAgain()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync("早读领读员怎么轮？");

        await RefusedAsync(WorkshopRefusal.CommentMissing, () => workshop.Desk.SendBackAsync(workshop.Second, id, " ", Stop));
        await workshop.Desk.SendBackAsync(workshop.Second, id, "请补上话术", Stop);

        var back = (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Newest;
        back.Status.ShouldBe(EntryStatus.Draft);
        back.ReviewComment.ShouldBe("请补上话术");
        await RefusedAsync(WorkshopRefusal.NotInReview, () => workshop.Desk.PublishAsync(workshop.Second, id, null, Stop));
    }

    [Fact]
    public async Task Editing_WhatIsPublished_MakesTheNextVersionAndLeavesTheOld()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.PublishedAsync("班级图书角的书总丢怎么办？");
        var first = (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Newest;

        var next = await workshop.Desk.SaveAsync(workshop.First, first.Entry with { Answer = "每人认领一格，周五对书。" }, null, Stop);

        next.Version.ShouldBe(2);
        next.Status.ShouldBe(EntryStatus.Draft);
        var history = (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!;
        history.Published.ShouldNotBeNull().Version.ShouldBe(1);
        history.Published!.Entry.Answer.ShouldBe(first.Entry.Answer);
    }

    [Fact]
    public async Task TwoMentors_WhoEditAtOnce_AreToldInsteadOfOverwritingEachOther()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var draft = await workshop.DraftAsync("值日生名单怎么排才公平？");
        await workshop.Desk.SaveAsync(workshop.First, draft.Entry with { Answer = "按座位轮。" }, draft.Revision, Stop);

        await RefusedAsync(WorkshopRefusal.ChangedMeanwhile, () => workshop.Desk.SaveAsync(workshop.Second, draft.Entry with { Answer = "按学号轮。" }, draft.Revision, Stop));
        await RefusedAsync(WorkshopRefusal.ChangedMeanwhile, () => workshop.Desk.SaveAsync(workshop.Second, draft.Entry with { Answer = "按学号轮。" }, null, Stop));
    }

    [Fact]
    public async Task RollBack_PublishesANewVersionWithTheOldText()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.PublishedAsync("课前三分钟演讲没人肯上怎么办？");
        var old = (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Newest.Entry;
        await workshop.Desk.SaveAsync(workshop.First, old with { Answer = "点名上。" }, null, Stop);
        await RefusedAsync(WorkshopRefusal.DraftUnderWay, () => workshop.Desk.RollBackAsync(workshop.First, id, 1, Stop));
        await workshop.Desk.SubmitAsync(workshop.First, id, Stop);
        await workshop.Desk.PublishAsync(workshop.Second, id, null, Stop);

        (await workshop.Desk.RollBackAsync(workshop.First, id, 1, Stop)).ShouldBe(3);

        var newest = (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Newest;
        newest.Status.ShouldBe(EntryStatus.Published);
        newest.Restores.ShouldBe(1);
        newest.Entry.Answer.ShouldBe(old.Answer);
        newest.Entry.Version.ShouldBe(3);
        await RefusedAsync(WorkshopRefusal.NothingToRestore, () => workshop.Desk.RollBackAsync(workshop.First, id, 3, Stop));
    }

    [Fact]
    public async Task ARetiredEntry_CanBePublishedAgainByRollingBack()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.PublishedAsync("教室空调温度谁来定？");
        await workshop.Desk.RetireAsync(workshop.First, id, Stop);
        (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Published.ShouldBeNull();
        await RefusedAsync(WorkshopRefusal.NothingPublished, () => workshop.Desk.RetireAsync(workshop.First, id, Stop));

        await workshop.Desk.RollBackAsync(workshop.First, id, 1, Stop);

        (await workshop.Shelf.FindAsync(workshop.First, id, Stop))!.Published.ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task ADraftWithoutAnswer_CannotBeHandedIn()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var draft = await workshop.Desk.SaveAsync(workshop.First, Mentors.Entry("只有问题没有回答") with { Answer = "" }, null, Stop);

        await RefusedAsync(WorkshopRefusal.Incomplete, () => workshop.Desk.SubmitAsync(workshop.First, draft.EntryId, Stop));
        await workshop.Desk.DiscardAsync(workshop.First, draft.EntryId, Stop);
        (await workshop.Shelf.FindAsync(workshop.First, draft.EntryId, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Mentors_SeeTheirUnitAndBelow_ReadWhatIsAbove_AndKnowNothingBeside()
    {
        var here = await coaching.SchoolAsync("workshop-here");
        var workshop = await Mentors.MeetAsync(coaching, here);
        var neighbour = await coaching.PersonAsync(await coaching.SchoolAsync("workshop-here-too"));
        var district = (await coaching.PersonAsync()) with { UnitPath = "city/district/" };
        var draft = await workshop.DraftAsync("走廊里的饮水机排队打闹怎么办？");

        (await workshop.Shelf.ListAsync(workshop.First, new EntryFilter { Text = "饮水机 排队" }, Stop)).Single().Newest.EntryId.ShouldBe(draft.EntryId);
        (await workshop.Shelf.ListAsync(district, new EntryFilter { Text = "饮水机 排队" }, Stop)).Single().Writable.ShouldBeTrue();
        (await workshop.Shelf.ListAsync(neighbour, new EntryFilter { Text = "饮水机 排队" }, Stop)).ShouldBeEmpty();
        (await workshop.Shelf.FindAsync(neighbour, draft.EntryId, Stop)).ShouldBeNull();
        await RefusedAsync(WorkshopRefusal.NotFound, () => workshop.Desk.SubmitAsync(neighbour, draft.EntryId, Stop));

        const string ofTheCity = "hs-homework-too-much";
        (await workshop.Shelf.FindAsync(workshop.First, ofTheCity, Stop))!.Writable.ShouldBeFalse();
        await RefusedAsync(WorkshopRefusal.ReadOnly, () => workshop.Desk.RetireAsync(workshop.First, ofTheCity, Stop));
        var copy = await workshop.Desk.CopyAsync(workshop.First, ofTheCity, Stop);
        var own = (await workshop.Shelf.FindAsync(workshop.First, copy, Stop))!;
        own.Writable.ShouldBeTrue();
        own.Newest.UnitPath.ShouldBe(here.Path);
        own.Newest.Entry.Related[0].ShouldBe(ofTheCity);
    }

    [Fact]
    public async Task EveryChangeThatSearchesSee_IsInTheOutbox_AndNoOther()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync("运动会入场式怎么排？");
        (await OutboxAsync(id)).ShouldBe(0);
        await workshop.Desk.PublishAsync(workshop.Second, id, null, Stop);
        (await OutboxAsync(id)).ShouldBe(1);
        await workshop.Desk.RetireAsync(workshop.First, id, Stop);
        await workshop.Desk.RollBackAsync(workshop.First, id, 1, Stop);
        (await OutboxAsync(id)).ShouldBe(3);
    }

    [Fact]
    public async Task NearDuplicates_OfAQuestion_AreFoundAmongPublishedAndDrafts()
    {
        var workshop = await Mentors.MeetAsync(coaching);
        var draft = await workshop.DraftAsync("学生在食堂插队起冲突怎么处理？");
        var duplicates = coaching.Services.GetRequiredService<NearDuplicates>();

        var found = await duplicates.FindAsync(workshop.Second, "学生在食堂插队起了冲突怎么处理", null, Stop);
        found[0].EntryId.ShouldBe(draft.EntryId);
        (await duplicates.FindAsync(workshop.Second, "学生之间传在谈恋爱，该不该找他们谈？", null, Stop))[0].EntryId.ShouldBe("cm-crush");
        (await duplicates.FindAsync(workshop.First, "学生在食堂插队起了冲突怎么处理", draft.EntryId, Stop)).ShouldNotContain(item => item.EntryId == draft.EntryId);
        (await duplicates.FindAsync(workshop.First, "图书馆的三角钢琴由谁调音？", null, Stop)).ShouldBeEmpty();
    }

    private async Task<int> OutboxAsync(string entryId)
    {
        await using var db = coaching.Db();
        return await db.Outbox.CountAsync(message => message.EntryId == entryId, Stop);
    }

    private static async Task RefusedAsync(WorkshopRefusal reason, Func<Task> act) => (await Should.ThrowAsync<WorkshopException>(act)).Reason.ShouldBe(reason);
}
