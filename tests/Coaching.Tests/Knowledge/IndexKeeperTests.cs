using System.Collections.Concurrent;
using Coaching.Knowledge;
using Coaching.People;
using Coaching.Storage;
using Coaching.Tests.Knowledge.Workshop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Knowledge;

/// <summary>What mentors publish is found at once, whatever fails on the way.</summary>
public sealed class IndexKeeperTests
{
    private const string Question = "门禁卡在晨读前打不开怎么办？";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_OfAnEntry_IsFoundBeforeTheNextLook_AndRetiringEndsThat()
    {
        // The clock stands still: whatever waits for the next look at the outbox waits for ever.
        await using var coaching = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.Parse("2026-11-02T08:00:00+00:00"))));
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync(Question);

        await workshop.Desk.PublishAsync(workshop.Second, id, null, Stop);
        await FoundAsync(coaching, workshop.First, id, true);

        await workshop.Desk.RetireAsync(workshop.First, id, Stop);
        await FoundAsync(coaching, workshop.First, id, false);
    }

    [Fact]
    public async Task ACrash_BetweenCommitAndIndex_IsMadeGoodAtTheNextStart()
    {
        await using var coaching = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<IQaIndex>(new FlakyIndex { Fails = true }));
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync(Question);
        await workshop.Desk.PublishAsync(workshop.Second, id, null, Stop);
        (await PendingAsync(coaching)).ShouldBe(1);
        await coaching.ShutDownAsync();

        await using var again = await CoachingFixture.StartAsync(folder: coaching.Folder);

        await FoundAsync(again, workshop.First, id, true);
        (await PendingAsync(again)).ShouldBe(0);
    }

    [Fact]
    public async Task AFailingIndex_IsTriedAgainUntilItHasTheChange()
    {
        var index = new FlakyIndex();
        await using var coaching = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<IQaIndex>(index));
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync(Question);
        index.Fails = true;

        await workshop.Desk.PublishAsync(workshop.Second, id, null, Stop);
        await CoachingFixture.EventuallyAsync(() => Task.FromResult(index.Attempts >= 2 ? "tried again" : null));
        (await PendingAsync(coaching)).ShouldBe(1);
        index.Fails = false;

        await CoachingFixture.EventuallyAsync(() => Task.FromResult(index.Updated.Contains(id) ? id : null));
        await CoachingFixture.EventuallyAsync(async () => await PendingAsync(coaching) == 0 ? "settled" : null);
    }

    [Fact]
    public async Task AnotherServersChange_ReachesAnIndexInMemoryToo()
    {
        await using var coaching = await CoachingFixture.StartAsync();
        var workshop = await Mentors.MeetAsync(coaching);
        var id = await workshop.SubmittedAsync(Question);
        await using (var db = coaching.Db())
        {
            // As another server would: published, and already marked by that server's keeper.
            await db.Entries.Where(entry => entry.EntryId == id).ExecuteUpdateAsync(rows => rows.SetProperty(row => row.Status, EntryStatus.Published), Stop);
            db.Outbox.Add(new OutboxMessage { EntryId = id, At = TimeProvider.System.GetUtcNow(), ProcessedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Stop);
        }

        await FoundAsync(coaching, workshop.First, id, true);
    }

    [Fact]
    public async Task Rebuild_AfterManyUpdates_ChangesNothing()
    {
        await using var coaching = await CoachingFixture.StartAsync();
        var workshop = await Mentors.MeetAsync(coaching);
        string[] questions = [Question, "学生把门禁卡借给校外的人怎么处理？", "门卫不让迟到学生进校门怎么沟通？", "晨读时广播坏了怎么组织？"];
        var ids = new List<string>();
        foreach (var question in questions)
        {
            ids.Add(await workshop.SubmittedAsync(question));
            await workshop.Desk.PublishAsync(workshop.Second, ids[^1], null, Stop);
        }

        await workshop.Desk.RetireAsync(workshop.First, ids[1], Stop);
        var next = (await workshop.Shelf.FindAsync(workshop.First, ids[2], Stop))!.Newest.Entry;
        await workshop.Desk.SaveAsync(workshop.First, next with { Answer = "先把学生接进来，再和门卫约定怎么登记。" }, null, Stop);
        await workshop.Desk.SubmitAsync(workshop.First, ids[2], Stop);
        await workshop.Desk.PublishAsync(workshop.Second, ids[2], null, Stop);
        await workshop.Desk.RollBackAsync(workshop.First, ids[2], 1, Stop);
        await CoachingFixture.EventuallyAsync(async () => await PendingAsync(coaching) == 0 ? "settled" : null);

        var incremental = await AllAsync(coaching, workshop.First, questions);
        await coaching.Services.GetRequiredService<IQaIndex>().RebuildAsync(Stop);

        (await AllAsync(coaching, workshop.First, questions)).ShouldBe(incremental);
        incremental.ShouldContain(line => line.StartsWith($"{ids[2]} 3 ", StringComparison.Ordinal));
        incremental.ShouldNotContain(line => line.StartsWith(ids[1] + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void CurrentEntries_OnADay_AreTheNewestInForceAndNotRunOut()
    {
        EntryVersion Version(string id, int version, string from, string? to = null) => new()
        {
            EntryId = id,
            Version = version,
            UnitPath = "city/",
            Status = EntryStatus.Published,
            Entry = Mentors.Entry(Question) with { Id = id, Version = version, ValidFrom = from, ValidTo = to },
        };

        var current = CurrentEntries.On(
        [
            Version("next-year", 1, "2026-01-01"), Version("next-year", 2, "2027-01-01"),
            Version("replaced", 1, "2026-01-01"), Version("replaced", 2, "2026-02-01"),
            Version("over", 1, "2026-01-01", "2026-10-31"),
            Version("last-day", 1, "2026-01-01", "2026-11-01"),
            Version("first", 1, "2026-12-01"),
        ], "2026-11-01");

        current.Select(version => $"{version.EntryId} {version.Version}").ShouldBe(["first 1", "last-day 1", "next-year 1", "replaced 2"]);
    }

    private static async Task<List<string>> AllAsync(CoachingFixture coaching, Actor actor, IEnumerable<string> questions)
    {
        var lines = new List<string>();
        foreach (var question in questions)
        {
            var hits = await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery(question, actor.UnitPath, 30) { Explain = true }, Stop);
            lines.AddRange(hits.Select(hit => $"{hit.Entry.Id} {hit.Entry.Version} {hit.Score:F6} {string.Join(' ', hit.Fields.Select(field => $"{field.Field}={field.Score:F6}"))}"));
        }

        return lines;
    }

    private static async Task FoundAsync(CoachingFixture coaching, Actor actor, string id, bool found)
    {
        var index = coaching.Services.GetRequiredService<IQaIndex>();
        await CoachingFixture.EventuallyAsync(async () =>
            (await index.SearchAsync(new QaQuery(Question, actor.UnitPath, 50), Stop)).Any(hit => hit.Entry.Id == id) == found ? "as wanted" : null);
    }

    private static async Task<int> PendingAsync(CoachingFixture coaching)
    {
        await using var db = coaching.Db();
        return await db.Outbox.CountAsync(message => message.ProcessedAt == null, Stop);
    }

    private sealed class FlakyIndex : IQaIndex
    {
        public string Name => "flaky";

        public bool IsFallback => false;

        public string? Vectors => null;

        private int attempts;

        public volatile bool Fails;

        public int Attempts => attempts;

        public ConcurrentBag<string> Updated { get; } = [];

        public Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<QaHit>>([]);

        public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref attempts);
            if (Fails) throw new HttpRequestException("The index is away.");
            foreach (var id in entryIds) Updated.Add(id);
            return Task.CompletedTask;
        }

        public Task RebuildAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
