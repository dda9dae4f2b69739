using System.Reflection;
using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.People;

/// <summary>What belongs to one teacher is nobody else's: not a colleague's, not a mentor's, not another school's.</summary>
public sealed class IsolationTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Words = "您陪到那么晚，又累又心疼。";

    private static readonly Type[] Doors = [typeof(RehearsalDesk), typeof(TurnRunner), typeof(HintWriter), typeof(RehearsalBranches), typeof(RehearsalReviews), typeof(Invitations), typeof(RehearsalRoom), typeof(ObserverNotes)];

    // Every public method, tried by somebody else: true when it gave nothing away and did nothing.
    private static readonly Dictionary<string, Func<CoachingFixture, Actor, Guid, Task<bool>>> Attempts = new(StringComparer.Ordinal)
    {
        ["RehearsalDesk.FindAsync"] = async (coaching, foreign, id) => await coaching.Desk.FindAsync(foreign, id, Stop) is null,
        ["RehearsalDesk.DebriefAsync"] = async (coaching, foreign, id) => await coaching.Desk.DebriefAsync(foreign, id, Stop) is null,
        ["RehearsalDesk.MineAsync"] = async (coaching, foreign, id) => (await coaching.Desk.MineAsync(foreign, 0, 100, Stop)).Count == 0,
        ["RehearsalDesk.SharedWithMentorAsync"] = async (coaching, foreign, id) => (await coaching.Desk.SharedWithMentorAsync(foreign, 0, 100, Stop)).All(summary => summary.Id != id),
        ["RehearsalDesk.EndAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Desk.EndAsync(foreign, id, Stop)),
        ["RehearsalDesk.SetVisibilityAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Desk.SetVisibilityAsync(foreign, id, Visibility.SharedWithMentor, Stop)),
        ["TurnRunner.StartAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Runner.StartAsync(foreign, id, Guid.NewGuid(), Words, Stop)),
        ["TurnRunner.ContinueAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Runner.ContinueAsync(foreign, id, Stop)),
        ["TurnRunner.StopAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Runner.StopAsync(foreign, id, Stop)),
        ["TurnRunner.FollowAsync"] = (coaching, foreign, id) => NotFoundAsync(async () => await coaching.Runner.FollowAsync(foreign, id, 1, Stop).FirstAsync(Stop)),
        ["RehearsalDesk.CompetenciesAsync"] = async (coaching, foreign, id) => (await coaching.Desk.CompetenciesAsync(foreign, 100, Stop)).Count == 0,
        ["RehearsalBranches.BranchAsync"] = async (coaching, foreign, id) => await NotFoundAsync(async () => await Branches(coaching).BranchAsync(foreign, id, (await coaching.TurnsAsync(id))[1].Id, Stop)),
        ["RehearsalBranches.FamilyAsync"] = async (coaching, foreign, id) => (await Branches(coaching).FamilyAsync(foreign, id, Stop)).Count == 0,
        ["RehearsalBranches.CompareAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Branches(coaching).CompareAsync(foreign, id, id, Stop)),
        ["RehearsalDesk.ReflectAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Desk.ReflectAsync(foreign, id, null, "", Stop)),
        ["RehearsalReviews.ListAsync"] = async (coaching, foreign, id) => (await Reviews(coaching).ListAsync(foreign, 0, 100, Stop)).All(row => row.Id != id),
        ["RehearsalReviews.FindAsync"] = async (coaching, foreign, id) => await Reviews(coaching).FindAsync(foreign, id, Stop) is null,
        ["RehearsalReviews.RateAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Reviews(coaching).RateAsync(foreign, id, "feelings-first", Verdict.Met, null, "", Stop)),
        ["RehearsalReviews.CommentAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Reviews(coaching).CommentAsync(foreign, id, Words, Stop)),
        ["Invitations.ColleaguesAsync"] = async (coaching, foreign, id) => (await Invitations(coaching).ColleaguesAsync(foreign, id, "", Stop)).Count == 0,
        ["Invitations.InviteAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Invitations(coaching).InviteAsync(foreign, id, foreign.PersonId, Stop)),
        ["Invitations.RevokeAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Invitations(coaching).RevokeAsync(foreign, id, foreign.PersonId, Stop)),
        ["Invitations.MineAsync"] = async (coaching, foreign, id) => (await Invitations(coaching).MineAsync(foreign, TimeSpan.FromDays(1), Stop)).Count == 0,
        ["RehearsalRoom.FindAsync"] = async (coaching, foreign, id) => await Room(coaching).FindAsync(foreign, id, Stop) is null,
        ["RehearsalRoom.LookAsync"] = async (coaching, foreign, id) => await Room(coaching).LookAsync(foreign, id, Stop) is null,
        ["RehearsalRoom.FollowAsync"] = (coaching, foreign, id) => NotFoundAsync(async () => await Room(coaching).FollowAsync(foreign, id, Stop).FirstAsync(Stop)),
        ["RehearsalRoom.SeenAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Room(coaching).SeenAsync(foreign, id, Stop)),
        ["RehearsalRoom.HandOverAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Room(coaching).HandOverAsync(foreign, id, foreign.PersonId, Stop)),
        ["RehearsalRoom.TakeBackAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Room(coaching).TakeBackAsync(foreign, id, Stop)),
        ["RehearsalRoom.GiveBackAsync"] = (coaching, foreign, id) => NotFoundAsync(() => Room(coaching).GiveBackAsync(foreign, id, Stop)),
        ["ObserverNotes.AddAsync"] = (coaching, foreign, id) => NotFoundAsync(async () => await Notes(coaching).AddAsync(foreign, id, (await coaching.TurnsAsync(id))[0].Id, Words, Stop)),
        ["ObserverNotes.ReadAsync"] = async (coaching, foreign, id) => (await Notes(coaching).ReadAsync(foreign, id, Stop)).Count == 0,
        ["ObserverNotes.TogetherAsync"] = async (coaching, foreign, id) => await Notes(coaching).TogetherAsync(foreign, id, Stop) is null,
        ["ObserverNotes.ShareAsync"] = (coaching, foreign, id) => NotFoundAsync(async () => await Notes(coaching).ShareAsync(foreign, await NoteAsync(coaching, id), true, Stop)),
        ["ObserverNotes.EraseAsync"] = async (coaching, foreign, id) =>
        {
            var note = await NoteAsync(coaching, id);
            await Notes(coaching).EraseAsync(foreign, note, Stop);
            return note == await NoteAsync(coaching, id);
        },
        ["HintWriter.GiveAsync"] = (coaching, foreign, id) => NotFoundAsync(() => coaching.Hints.GiveAsync(foreign, id, Stop)),
    };

    // About scenarios, not about a rehearsal: tried in OwnedContentTests.
    private static readonly string[] AboutScenarios = ["RehearsalDesk.ScenariosAsync", "RehearsalDesk.ScenarioAsync", "RehearsalDesk.BeginAsync"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RehearsalBranches Branches(CoachingFixture coaching) => coaching.Services.GetRequiredService<RehearsalBranches>();

    private static RehearsalReviews Reviews(CoachingFixture coaching) => coaching.Services.GetRequiredService<RehearsalReviews>();

    private static Invitations Invitations(CoachingFixture coaching) => coaching.Services.GetRequiredService<Invitations>();

    private static RehearsalRoom Room(CoachingFixture coaching) => coaching.Services.GetRequiredService<RehearsalRoom>();

    private static ObserverNotes Notes(CoachingFixture coaching) => coaching.Services.GetRequiredService<ObserverNotes>();

    // A note of the owner's.
    private static async Task<Guid> NoteAsync(CoachingFixture coaching, Guid id)
    {
        await using var db = coaching.Db();
        return await db.ObserverNotes.Where(note => note.RehearsalId == id).Select(note => note.Id).SingleAsync(Stop);
    }

    private static IEnumerable<MethodInfo> Methods =>
        Doors.SelectMany(door => door.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    [Fact]
    public void EveryPublicMethod_AsksWhoIsAskingFirst() =>
        Methods.ShouldAllBe(method => method.GetParameters()[0].ParameterType == typeof(Actor));

    [Fact]
    public void EveryPublicMethod_IsTriedBelow() =>
        Methods.Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct().ShouldBe(Attempts.Keys.Concat(AboutScenarios), ignoreOrder: true);

    [Theory]
    [InlineData(RehearsalStatus.Active)]
    [InlineData(RehearsalStatus.Ended)]
    public async Task AnythingByAnybodyElse_FindsNothingAndChangesNothing(RehearsalStatus status)
    {
        var (here, there) = (await coaching.SchoolAsync($"here-{status}"), await coaching.SchoolAsync($"here-{status}-too"));
        var owner = await coaching.PersonAsync(here);
        var id = await coaching.Desk.BeginAsync(owner, "too-much-homework", 1, Stop);
        await coaching.SayAsync(owner, id, Words);
        await Notes(coaching).AddAsync(owner, id, (await coaching.TurnsAsync(id))[0].Id, Words, Stop);
        if (status == RehearsalStatus.Ended) await coaching.Desk.EndAsync(owner, id, Stop);
        var log = await coaching.LogAsync(id);
        Actor[] others =
        [
            await coaching.PersonAsync(here),
            await coaching.PersonAsync(there),
            await coaching.PersonAsync(),
            // Somebody who claims the owner's unit without being the owner.
            new(Guid.NewGuid(), owner.UnitId, owner.UnitPath),
        ];

        foreach (var foreign in others)
        {
            foreach (var (name, attempt) in Attempts) (await attempt(coaching, foreign, id)).ShouldBeTrue($"{name} by {foreign.UnitPath}");
        }

        (await coaching.LogAsync(id)).ShouldBe(log);
        var (rehearsal, _) = (await coaching.Desk.FindAsync(owner, id, Stop)).ShouldNotBeNull();
        rehearsal.Status.ShouldBe(status);
        rehearsal.Visibility.ShouldBe(Visibility.Private);
        (await coaching.Desk.MineAsync(owner, 0, 100, Stop)).ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task AnybodyElsesTurnId_GivesNothingAway()
    {
        var (teacher, id) = await coaching.BeginAsync();
        var turnId = Guid.NewGuid();
        await coaching.EndOfAsync(teacher, id, (await coaching.Runner.StartAsync(teacher, id, turnId, Words, Stop)).ReplyId);

        (await NotFoundAsync(() => coaching.Runner.StartAsync(new Actor(Guid.NewGuid(), teacher.UnitId, teacher.UnitPath), id, turnId, Words, Stop))).ShouldBeTrue();
    }

    [Fact]
    public async Task SharedWithMentor_ShowsWhatWasSharedInTheMentorsUnit_NeverWhatIsPrivate()
    {
        // Slugs that a careless prefix or pattern match would take for one another.
        var (school, sibling, lookalike) = (await coaching.SchoolAsync("no_1"), await coaching.SchoolAsync("no_1-branch"), await coaching.SchoolAsync("nox1"));
        var teacher = await coaching.PersonAsync(school);
        var ids = new Dictionary<Visibility, Guid>();
        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            ids[visibility] = await coaching.Desk.BeginAsync(teacher, "too-much-homework", 1, Stop);
            await coaching.Desk.SetVisibilityAsync(teacher, ids[visibility], visibility, Stop);
        }

        async Task<IEnumerable<Guid>> SharedAsync(Actor mentor) => (await coaching.Desk.SharedWithMentorAsync(mentor, 0, 100, Stop)).Select(summary => summary.Id);

        (await SharedAsync(await coaching.PersonAsync(school))).ShouldBe([ids[Visibility.SharedWithMentor], ids[Visibility.Evidence]], ignoreOrder: true);
        (await SharedAsync(await coaching.PersonAsync(sibling))).ShouldBeEmpty();
        (await SharedAsync(await coaching.PersonAsync(lookalike))).ShouldBeEmpty();
        (await SharedAsync(teacher)).ShouldBeEmpty("one's own are no one else's");

        await coaching.Desk.SetVisibilityAsync(teacher, ids[Visibility.Evidence], Visibility.Private, Stop);
        (await SharedAsync(await coaching.PersonAsync(school))).ShouldBe([ids[Visibility.SharedWithMentor]]);
    }

    private static async Task<bool> NotFoundAsync(Func<Task> act) =>
        (await Should.ThrowAsync<RehearsalException>(act)).Reason == RehearsalRefusal.NotFound;
}
