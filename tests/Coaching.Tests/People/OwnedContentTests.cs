using System.Security.Cryptography;
using System.Text;
using Coaching.Knowledge;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.People;

/// <summary>Scenarios and entries that a school wrote for itself.</summary>
public sealed class OwnedContentTests : IAsyncLifetime
{
    private const string Question = "本校晨读时门禁卡打不开怎么办？";

    private CoachingFixture coaching = null!;
    private OrganisationUnit school = null!;
    private Actor here = null!;
    private Actor there = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        coaching = await CoachingFixture.StartAsync();
        school = await coaching.SchoolAsync("here");
        here = await coaching.PersonAsync(school);
        there = await coaching.PersonAsync(await coaching.SchoolAsync("here-too"));
    }

    public ValueTask DisposeAsync() => coaching.DisposeAsync();

    [Fact]
    public async Task AnEntryOfASchool_IsFoundByThatSchoolOnly()
    {
        await StoreAsync(Shelf("hs-own-gate", 1, Question));

        (await FindAsync(here, Question))[0].Entry.Id.ShouldBe("hs-own-gate");
        (await FindAsync(there, Question)).ShouldNotContain(hit => hit.Entry.Id == "hs-own-gate");
        (await FindAsync(await coaching.PersonAsync(), Question)).ShouldNotContain(hit => hit.Entry.Id == "hs-own-gate");
        // A district does not look into its schools' shelves; they look up to its.
        (await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery(Question, "city/district/", 50), Stop)).ShouldNotContain(hit => hit.Entry.Id == "hs-own-gate");
    }

    [Fact]
    public async Task ASchoolsOwnVersionOfACitysEntry_DoesNotTakeTheCitysFromTheOthers()
    {
        const string id = "hs-homework-too-much";
        await StoreAsync(Shelf(id, 99, Question));

        (await FindAsync(here, Question))[0].Entry.Version.ShouldBe(99);
        var city = (await FindAsync(there, "家长说作业太多、孩子写到十点，我该怎么回应？")).Single(hit => hit.Entry.Id == id);
        city.Entry.Version.ShouldBeLessThan(99);
        city.Entry.Question.ShouldNotBe(Question);
    }

    [Fact]
    public async Task ADraft_IsFoundByNobody()
    {
        await StoreAsync(Shelf("hs-own-draft", 1, Question, EntryStatus.Draft));

        (await FindAsync(here, Question)).ShouldNotContain(hit => hit.Entry.Id == "hs-own-draft");
    }

    [Fact]
    public async Task AScenarioOfASchool_IsPlayedByThatSchoolOnly()
    {
        var text = Shipped.ScenarioText("too-much-homework").Replace("id: too-much-homework", "id: own-talk", StringComparison.Ordinal);
        await using (var db = coaching.Db())
        {
            db.ScenarioVersions.Add(new ScenarioVersion
            {
                Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                ScenarioId = "own-talk",
                Version = 1,
                Yaml = text,
                UnitId = school.Id,
                UnitPath = school.Path,
            });
            await db.SaveChangesAsync(Stop);
        }

        (await coaching.Desk.ScenarioAsync(here, "own-talk", Stop)).ShouldNotBeNull().Id.ShouldBe("own-talk");
        (await coaching.Desk.ScenarioAsync(there, "own-talk", Stop)).ShouldBeNull();
        (await Should.ThrowAsync<RehearsalException>(() => coaching.Desk.BeginAsync(there, "own-talk", 1, Stop))).Reason.ShouldBe(RehearsalRefusal.ScenarioNotFound);

        var id = await coaching.Desk.BeginAsync(here, "own-talk", 1, Stop);
        (await coaching.SayAsync(here, id, "您陪到那么晚，又累又心疼。")).Status.ShouldBe(TurnStatus.Complete);
    }

    [Fact]
    public async Task AShippedScenarioThatBelongsToASchool_IsListedForThatSchoolOnly()
    {
        await using (var db = coaching.Db())
        {
            await db.ScenarioVersions.Where(version => version.ScenarioId == "copied-homework")
                .ExecuteUpdateAsync(rows => rows.SetProperty(row => row.UnitId, school.Id).SetProperty(row => row.UnitPath, school.Path), Stop);
        }

        (await coaching.Desk.ScenariosAsync(here, Stop)).Select(scenario => scenario.Id).ShouldBe(Shipped.Catalogue.All.Select(scenario => scenario.Id));
        (await coaching.Desk.ScenariosAsync(there, Stop)).Select(scenario => scenario.Id).ShouldBe(Shipped.Catalogue.All.Select(scenario => scenario.Id).Where(id => id != "copied-homework"));
        (await coaching.Desk.ScenarioAsync(there, "copied-homework", Stop)).ShouldBeNull();
    }

    private async Task<IReadOnlyList<QaHit>> FindAsync(Actor actor, string question) =>
        await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery(question, actor.UnitPath, 50), Stop);

    private async Task StoreAsync(EntryVersion version)
    {
        await using (var db = coaching.Db())
        {
            db.Entries.Add(version);
            await db.SaveChangesAsync(Stop);
        }

        await coaching.Services.GetRequiredService<EmbeddedQaIndex>().RebuildAsync(Stop);
    }

    private EntryVersion Shelf(string id, int version, string question, EntryStatus status = EntryStatus.Published) => new()
    {
        EntryId = id,
        Version = version,
        UnitId = school.Id,
        UnitPath = school.Path,
        Status = status,
        Entry = new Entry
        {
            Id = id,
            Version = version,
            Area = Area.HomeSchool,
            Question = question,
            Phrasings = [question],
            Answer = "找门卫登记。",
            Author = "本校老师",
            Reviewer = "本校导师",
            Status = status,
            ValidFrom = "2026-09-01",
        },
    };
}
