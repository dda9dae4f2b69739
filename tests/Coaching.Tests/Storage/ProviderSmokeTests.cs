using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Coaching.Tests.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Storage;

/// <summary>The main job over each database that the product runs on.</summary>
public sealed class ProviderSmokeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task ARehearsal_RunsFromBeginningToDebrief(string provider)
    {
        await using var database = provider == "postgres" ? await PostgresDatabase.CreateAsync() : null;
        await using var coaching = await CoachingFixture.StartAsync(settings: Settings(provider, database));
        var (teacher, id) = await coaching.BeginAsync();
        foreach (var text in new[] { "您陪到那么晚，又累又心疼。", "昨晚是怎么过来的？您从头跟我讲讲。", "“引号”、\\反斜杠、</cue>、😀、\u00a0空格都照原样留着。" })
        {
            (await coaching.SayAsync(teacher, id, text)).Status.ShouldBe(TurnStatus.Complete);
            (await coaching.TurnsAsync(id)).ShouldContain(turn => turn.Text == text);
        }

        var observer = await ObserveAsync(coaching, teacher, id);
        var hint = await coaching.Hints.GiveAsync(teacher, id, Stop);
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);
        await coaching.Desk.EndAsync(teacher, id, Stop);

        var updates = await coaching.FollowUntilAsync(teacher, id, _ => false);
        updates.Select(update => update.Sequence).ShouldBe(Enumerable.Range(1, updates.Count).Select(number => (long)number));
        Transcript.Of(updates).ShouldBe(Transcript.Of(await coaching.TurnsAsync(id)));
        (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull().Hints.ShouldHaveSingleItem().Id.ShouldBe(hint.Id);
        (await coaching.Desk.MineAsync(teacher, 0, 10, Stop)).ShouldHaveSingleItem().TeacherTurns.ShouldBe(4);
        (await coaching.Services.GetRequiredService<ObserverNotes>().TogetherAsync(observer, id, Stop)).ShouldNotBeNull().Notes.ShouldHaveSingleItem();
        await coaching.Services.GetRequiredService<Invitations>().RevokeAsync(teacher, id, observer.PersonId, Stop);
        (await coaching.Services.GetRequiredService<ObserverNotes>().TogetherAsync(observer, id, Stop)).ShouldBeNull();
        var mentor = await coaching.PersonAsync();
        (await coaching.Desk.SharedWithMentorAsync(mentor, 0, 10, Stop)).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await coaching.Desk.ScenariosAsync(mentor, Stop)).Count.ShouldBe(Shipped.Catalogue.All.Count);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task TwoThingsAtOnce_HappenOnce(string provider)
    {
        await using var database = provider == "postgres" ? await PostgresDatabase.CreateAsync() : null;
        await using var coaching = await CoachingFixture.StartAsync(settings: Settings(provider, database));
        for (var round = 0; round < 5; round++)
        {
            var (teacher, id) = await coaching.BeginAsync();
            var turnId = Guid.NewGuid();

            var accepted = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => coaching.Runner.StartAsync(teacher, id, turnId, "您辛苦了。", Stop))));
            accepted.Distinct().ShouldHaveSingleItem();
            await coaching.EndOfAsync(teacher, id, accepted[0].ReplyId);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => coaching.Desk.EndAsync(teacher, id, Stop))));

            (await coaching.TurnsAsync(id)).Count.ShouldBe(3);
            (await coaching.LogAsync(id)).OfType<RehearsalEnded>().Count().ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task TwoServers_StartingTogetherOnAnEmptyDatabase_MigrateAndFillItOnce(string provider)
    {
        await using var database = provider == "postgres" ? await PostgresDatabase.CreateAsync() : null;
        var folder = Directory.CreateTempSubdirectory("coaching-tests-");
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => CoachingFixture.StartAsync(folder: folder.FullName, settings: Settings(provider, database)))));

        await using (var db = servers[0].Db())
        {
            (await db.Database.GetPendingMigrationsAsync(Stop)).ShouldBeEmpty();
            (await db.Database.GetAppliedMigrationsAsync(Stop)).ShouldBeUnique();
            (await db.ScenarioVersions.CountAsync(Stop)).ShouldBe(Shipped.Catalogue.All.Count);
            (await db.Units.CountAsync(Stop)).ShouldBe(3);
        }

        var (teacher, id) = await servers[1].BeginAsync();
        // Said to one server, heard from the other: only the database is between them.
        var listening = servers[2].FollowUntilAsync(teacher, id, update => update is ReplyEnded);
        await servers[1].SayAsync(teacher, id, "您辛苦了。");
        (await listening)[^1].ShouldBeOfType<ReplyEnded>();
        foreach (var server in servers) await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task AUnitPath_IsMatchedByItsExactLetters(string provider)
    {
        await using var database = provider == "postgres" ? await PostgresDatabase.CreateAsync() : null;
        await using var coaching = await CoachingFixture.StartAsync(settings: Settings(provider, database));
        var (lower, upper) = (await coaching.SchoolAsync("abc"), await coaching.SchoolAsync("ABC"));
        var teacher = await coaching.PersonAsync(lower);
        var id = await coaching.Desk.BeginAsync(teacher, "too-much-homework", 1, Stop);
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);

        (await coaching.Desk.SharedWithMentorAsync(await coaching.PersonAsync(lower), 0, 10, Stop)).Count.ShouldBe(1);
        (await coaching.Desk.SharedWithMentorAsync(await coaching.PersonAsync(upper), 0, 10, Stop)).ShouldBeEmpty();
    }

    // Invited, there, typing once, noting: each query of it on this database.
    private static async Task<Actor> ObserveAsync(CoachingFixture coaching, Actor teacher, Guid id)
    {
        var (invitations, room) = (coaching.Services.GetRequiredService<Invitations>(), coaching.Services.GetRequiredService<RehearsalRoom>());
        var observer = await coaching.PersonAsync();
        (await invitations.ColleaguesAsync(teacher, id, "person", Stop)).ShouldContain(colleague => colleague.PersonId == observer.PersonId);
        await invitations.InviteAsync(teacher, id, observer.PersonId, Stop);
        (await invitations.MineAsync(observer, TimeSpan.FromDays(1), Stop)).ShouldHaveSingleItem().RehearsalId.ShouldBe(id);
        await room.SeenAsync(observer, id, Stop);
        await room.HandOverAsync(teacher, id, observer.PersonId, Stop);
        await coaching.SayAsync(observer, id, "那您看先减哪一样？");
        await room.GiveBackAsync(observer, id, Stop);
        (await room.LookAsync(teacher, id, Stop)).ShouldNotBeNull().Observers.ShouldHaveSingleItem().IsHere.ShouldBeTrue();
        await coaching.Services.GetRequiredService<ObserverNotes>().AddAsync(observer, id, (await coaching.TurnsAsync(id))[0].Id, "记一笔", Stop);
        return observer;
    }

    private static (string Key, string Value)[] Settings(string provider, PostgresDatabase? database) =>
        database is null ? [("Storage:Provider", provider)] : [("Storage:Provider", provider), ("Storage:ConnectionString", database.ConnectionString)];
}
