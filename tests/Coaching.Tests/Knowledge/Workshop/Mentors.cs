using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.People;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Two mentors of one school at work.</summary>
internal sealed record Mentors(CoachingFixture Coaching, Actor First, Actor Second)
{
    public EntryDesk Desk => Coaching.Services.GetRequiredService<EntryDesk>();

    public EntryShelf Shelf => Coaching.Services.GetRequiredService<EntryShelf>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Mentors> MeetAsync(CoachingFixture coaching, OrganisationUnit? unit = null) =>
        new(coaching, await coaching.PersonAsync(unit), await coaching.PersonAsync(unit));

    /// <summary>An entry that lacks nothing an entry cannot do without.</summary>
    public static Entry Entry(string question, string id = "") => new()
    {
        Id = id,
        Version = 1,
        Area = Area.ClassroomManagement,
        Question = question,
        Phrasings = [],
        Answer = "先登记，再找后勤老师换卡。",
        Author = "导师",
        Reviewer = "",
        Status = EntryStatus.Draft,
        ValidFrom = "2026-09-01",
    };

    /// <summary>A draft of the first mentor's.</summary>
    public async Task<EntryVersion> DraftAsync(string question) => await Desk.SaveAsync(First, Entry(question), null, Stop);

    /// <summary>A draft of the first mentor's that waits for review.</summary>
    public async Task<string> SubmittedAsync(string question)
    {
        var draft = await DraftAsync(question);
        await Desk.SubmitAsync(First, draft.EntryId, Stop);
        return draft.EntryId;
    }

    /// <summary>An entry written by the first and published by the second mentor.</summary>
    public async Task<string> PublishedAsync(string question)
    {
        var id = await SubmittedAsync(question);
        await Desk.PublishAsync(Second, id, null, Stop);
        return id;
    }
}
