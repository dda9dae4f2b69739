using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Observing;

/// <summary>Who may sit in on a rehearsal, what they see of it, and what they may do in it.</summary>
public sealed class ObservingTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Words = "您陪到那么晚，又累又心疼。";
    private const string Harsh = "别的孩子都写得完，怎么就你们家孩子写不完？";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Invitations Invitations => coaching.Services.GetRequiredService<Invitations>();

    private RehearsalRoom Room => coaching.Services.GetRequiredService<RehearsalRoom>();

    private ObserverNotes Notes => coaching.Services.GetRequiredService<ObserverNotes>();

    [Fact]
    public async Task Invite_ReachesTheOwnSchoolAndMentorsAboveIt_AndNobodyElse()
    {
        var (school, sibling) = (await coaching.SchoolAsync("observe_1"), await coaching.SchoolAsync("observe_1-branch"));
        var (teacher, id) = await BeginAsync(school);
        var (colleague, elsewhere, mentorElsewhere) = (await coaching.PersonAsync(school), await coaching.PersonAsync(sibling), await coaching.PersonAsync(sibling));
        var district = await DistrictAsync();
        var (mentorAbove, officerAbove) = (await coaching.PersonAsync(district), await coaching.PersonAsync(district));
        await MakeMentorAsync(mentorElsewhere, mentorAbove);

        foreach (var welcome in new[] { colleague, mentorAbove })
        {
            await Invitations.InviteAsync(teacher, id, welcome.PersonId, Stop);
            (await Invitations.MineAsync(welcome, TimeSpan.Zero, Stop)).ShouldHaveSingleItem().RehearsalId.ShouldBe(id);
        }

        foreach (var stranger in new[] { elsewhere, mentorElsewhere, officerAbove, teacher })
        {
            (await RefusalAsync(() => Invitations.InviteAsync(teacher, id, stranger.PersonId, Stop))).ShouldBe(RehearsalRefusal.NotAColleague);
            (await Invitations.MineAsync(stranger, TimeSpan.Zero, Stop)).ShouldBeEmpty();
        }

        (await Invitations.ColleaguesAsync(teacher, id, "", Stop)).Where(known => known.IsInvited).Select(known => known.PersonId).ShouldBe([colleague.PersonId, mentorAbove.PersonId], ignoreOrder: true);
        (await Invitations.ColleaguesAsync(teacher, id, "", Stop)).ShouldNotContain(known => known.PersonId == elsewhere.PersonId || known.PersonId == mentorElsewhere.PersonId);
        (await Invitations.ColleaguesAsync(teacher, id, "nobody of this name", Stop)).ShouldBeEmpty();
        (await Invitations.ColleaguesAsync(teacher, id, "", Stop)).Single(known => known.PersonId == mentorAbove.PersonId).Roles.ShouldBe([Roles.Mentor]);
    }

    [Fact]
    public async Task Observing_IsForTheInvitedWhileTheInvitationHolds_AndLeavesTheRehearsalPrivate()
    {
        var (teacher, id, observer, colleague) = await ObservedAsync("observe-rights");
        await coaching.SayAsync(teacher, id, Words);
        var whole = await coaching.LogAsync(id);

        (await coaching.FollowUntilAsync(observer, id, update => update.Sequence == whole.Count)).ShouldBe(whole);
        (await Room.FindAsync(observer, id, Stop)).ShouldNotBeNull().Rehearsal.Visibility.ShouldBe(Visibility.Private);
        (await RefusalAsync(() => coaching.Runner.StartAsync(observer, id, Guid.NewGuid(), Words, Stop))).ShouldBe(RehearsalRefusal.KeyboardElsewhere);
        (await RefusalAsync(() => coaching.Hints.GiveAsync(observer, id, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await RefusalAsync(() => coaching.Desk.EndAsync(observer, id, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await RefusalAsync(() => Invitations.InviteAsync(observer, id, colleague.PersonId, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await RefusalAsync(() => Room.HandOverAsync(observer, id, observer.PersonId, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        await NothingForAsync(colleague, id);

        await Invitations.RevokeAsync(teacher, id, observer.PersonId, Stop);
        await NothingForAsync(observer, id);
        await Invitations.InviteAsync(teacher, id, observer.PersonId, Stop);
        (await Room.LookAsync(teacher, id, Stop))!.Observers.ShouldHaveSingleItem().PersonId.ShouldBe(observer.PersonId);
        (await coaching.FollowUntilAsync(observer, id, update => update.Sequence == whole.Count)).ShouldBe(whole);
        (await coaching.Desk.SharedWithMentorAsync(observer, 0, 100, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Observing_BySomebodyWhoMovedToAnotherSchool_IsOver()
    {
        var (_, id, observer, _) = await ObservedAsync("observe-moved");
        var other = await coaching.SchoolAsync("observe-moved-on");

        await NothingForAsync(new Actor(observer.PersonId, other.Id, other.Path), id);
    }

    [Fact]
    public async Task Revoke_EndsWhatTheObserverFollowsAtThatMoment()
    {
        var (teacher, id, observer, _) = await ObservedAsync("observe-revoke");
        var heard = new TaskCompletionSource();
        var words = RefusalAsync(async () =>
        {
            await coaching.FollowUntilAsync(observer, id, _ =>
            {
                heard.TrySetResult();
                return false;
            });
        });
        var room = RefusalAsync(async () => await Room.FollowAsync(observer, id, Stop).LastAsync(Stop));
        await heard.Task.WaitAsync(CoachingFixture.Patience, Stop);

        await Invitations.RevokeAsync(teacher, id, observer.PersonId, Stop);

        (await words.WaitAsync(CoachingFixture.Patience, Stop)).ShouldBe(RehearsalRefusal.InvitationTakenBack);
        // Whoever looked for the first time only after that is not told that there ever was something.
        (await room.WaitAsync(CoachingFixture.Patience, Stop)).ShouldBeOneOf(RehearsalRefusal.InvitationTakenBack, RehearsalRefusal.NotFound);
    }

    [Fact]
    public async Task Keyboard_HandedOver_TypesForTheTeacherUntilItIsTakenBack()
    {
        var (teacher, id, observer, colleague) = await ObservedAsync("observe-keyboard");
        (await RefusalAsync(() => Room.HandOverAsync(teacher, id, colleague.PersonId, Stop))).ShouldBe(RehearsalRefusal.NotInvited);
        await Room.HandOverAsync(teacher, id, observer.PersonId, Stop);

        (await RefusalAsync(() => coaching.Runner.StartAsync(teacher, id, Guid.NewGuid(), Words, Stop))).ShouldBe(RehearsalRefusal.KeyboardElsewhere);
        var turnId = Guid.NewGuid();
        var accepted = await coaching.Runner.StartAsync(observer, id, turnId, Words, Stop);
        await coaching.EndOfAsync(observer, id, accepted.ReplyId);
        (await coaching.Runner.StartAsync(observer, id, turnId, Words, Stop)).ShouldBe(accepted);
        (await coaching.LogAsync(id)).OfType<TurnStored>().Single(turn => turn.TurnId == turnId).SpokenById.ShouldBe(observer.PersonId);
        (await Room.LookAsync(teacher, id, Stop))!.KeyboardWith.ShouldBe(observer.PersonId);

        await Room.TakeBackAsync(teacher, id, Stop);
        (await RefusalAsync(() => coaching.Runner.StartAsync(observer, id, Guid.NewGuid(), Words, Stop))).ShouldBe(RehearsalRefusal.KeyboardElsewhere);
        await coaching.SayAsync(teacher, id, "那您说说昨晚的情形？");

        await Room.HandOverAsync(teacher, id, observer.PersonId, Stop);
        await Room.GiveBackAsync(observer, id, Stop);
        (await RefusalAsync(() => Room.GiveBackAsync(observer, id, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        await Room.HandOverAsync(teacher, id, observer.PersonId, Stop);
        await Invitations.RevokeAsync(teacher, id, observer.PersonId, Stop);
        var room = (await Room.LookAsync(teacher, id, Stop)).ShouldNotBeNull();
        room.KeyboardWith.ShouldBeNull();
        room.NameOf(observer.PersonId).ShouldNotBeEmpty("what was said in the teacher's place still says by whom");
        var said = (await coaching.TurnsAsync(id)).Where(turn => turn.PersonaId is null).ToList();
        said.Select(turn => turn.SpokenById).ShouldBe([observer.PersonId, null]);
        await coaching.Desk.EndAsync(teacher, id, Stop);
        (await RefusalAsync(() => Room.HandOverAsync(teacher, id, observer.PersonId, Stop))).ShouldBe(RehearsalRefusal.AlreadyEnded);
    }

    [Fact]
    public async Task Notes_AreTheirAuthorsAloneUntilTheyAreSharedInTheReview()
    {
        var (teacher, id, observer, colleague) = await ObservedAsync("observe-notes");
        await Invitations.InviteAsync(teacher, id, colleague.PersonId, Stop);
        var turn = (await coaching.TurnsAsync(id))[0];
        await Notes.AddAsync(observer, id, turn.Id, "  这里可以先停一下  ", Stop);
        await Notes.AddAsync(observer, id, turn.Id, "这条不分享", Stop);

        var notes = await Notes.ReadAsync(observer, id, Stop);
        notes.Select(note => (note.Text, note.IsShared)).ShouldBe([("这里可以先停一下", false), ("这条不分享", false)]);
        (await RefusalAsync(() => Notes.ShareAsync(observer, notes[0].Id, true, Stop))).ShouldBe(RehearsalRefusal.NotOverYet);
        (await Notes.TogetherAsync(observer, id, Stop)).ShouldBeNull("it still runs");
        await coaching.Desk.EndAsync(teacher, id, Stop);
        (await Notes.ReadAsync(teacher, id, Stop)).ShouldBeEmpty();
        (await RefusalAsync(() => Notes.ShareAsync(teacher, notes[0].Id, true, Stop))).ShouldBe(RehearsalRefusal.NotFound);

        await Notes.ShareAsync(observer, notes[0].Id, true, Stop);
        foreach (var reader in new[] { teacher, colleague })
        {
            var read = (await Notes.TogetherAsync(reader, id, Stop)).ShouldNotBeNull().Notes.ShouldHaveSingleItem();
            (read.TurnId, read.AuthorId, read.Text).ShouldBe((turn.Id, observer.PersonId, "这里可以先停一下"));
        }

        await Notes.ShareAsync(observer, notes[0].Id, false, Stop);
        (await Notes.ReadAsync(teacher, id, Stop)).ShouldBeEmpty("it was taken back");
        await Notes.EraseAsync(teacher, notes[1].Id, Stop);
        (await Notes.ReadAsync(observer, id, Stop)).Count.ShouldBe(2, "nobody erases another's");
        await Notes.EraseAsync(observer, notes[1].Id, Stop);
        (await Notes.ReadAsync(observer, id, Stop)).ShouldHaveSingleItem();
        await Invitations.RevokeAsync(teacher, id, observer.PersonId, Stop);
        (await Notes.TogetherAsync(observer, id, Stop)).ShouldBeNull();
        (await Notes.ReadAsync(observer, id, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Note_ThatIsEmptyTooLongOrAtNoTurn_IsRefused()
    {
        var (_, id, observer, _) = await ObservedAsync("observe-note-limits");
        var turn = (await coaching.TurnsAsync(id))[0];

        (await RefusalAsync(() => Notes.AddAsync(observer, id, turn.Id, " ", Stop))).ShouldBe(RehearsalRefusal.EmptyText);
        (await RefusalAsync(() => Notes.AddAsync(observer, id, turn.Id, new string('好', ObserverNote.LongestText + 1), Stop))).ShouldBe(RehearsalRefusal.CommentTooLong);
        (await RefusalAsync(() => Notes.AddAsync(observer, id, Guid.NewGuid(), "好", Stop))).ShouldBe(RehearsalRefusal.NotFound);
    }

    [Fact]
    public async Task Debrief_OfWordsSaidInTheTeachersPlace_HoldsNothingForOrAgainstTheTeacher()
    {
        var (teacher, id, observer, _) = await ObservedAsync("observe-evidence");
        await Room.HandOverAsync(teacher, id, observer.PersonId, Stop);
        await coaching.SayAsync(observer, id, Words);
        await coaching.SayAsync(observer, id, Harsh);
        await Room.TakeBackAsync(teacher, id, Stop);
        await coaching.SayAsync(teacher, id, "昨晚从坐下到收本子是怎么过来的？您从头跟我讲讲。");
        await coaching.SayAsync(teacher, id, "课后服务里写了多少？");
        await coaching.SayAsync(teacher, id, "明天起我每天中午核对三科的时间，超过六十分钟当天就减。您看行吗？");
        await coaching.Desk.EndAsync(teacher, id, Stop);

        var turns = (await coaching.TurnsAsync(id)).Where(turn => turn.PersonaId is null).ToList();
        turns[1].Outcome!.RedLines.ShouldNotBeEmpty("otherwise nothing would be left out below");
        var standIns = turns.Where(turn => turn.SpokenById is not null).Select(turn => turn.Id).ToList();
        var reading = (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull();
        reading.Debrief.RedLines.ShouldBeEmpty();
        reading.Debrief.Criteria.ShouldNotContain(finding => finding.TurnId != null && standIns.Contains(finding.TurnId.Value));
        reading.Debrief.Criteria.ShouldContain(finding => finding.Quote != null, "the teacher's own words still count");
        reading.Debrief.Criteria.Single(finding => finding.CriterionId == "feelings-first").Verdict.ShouldBe(Verdict.Undecided, "an observer did it first");
        reading.Debrief.Keep.Append(reading.Debrief.Change).Select(advice => advice?.Quote).ShouldNotContain(quote => quote != null && (Words.Contains(quote, StringComparison.Ordinal) || Harsh.Contains(quote, StringComparison.Ordinal)));
        reading.Debrief.Course.Count.ShouldBe(1 + turns.Count, "the other person heard all of it");
        (await RefusalAsync(() => coaching.Desk.ReflectAsync(teacher, id, standIns[0], "", Stop))).ShouldBe(RehearsalRefusal.NotFound);
        var branch = await coaching.Services.GetRequiredService<RehearsalBranches>().BranchAsync(teacher, id, turns[2].Id, Stop);
        (await coaching.TurnsAsync(branch)).Where(turn => turn.PersonaId is null).Select(turn => turn.SpokenById).ShouldBe([observer.PersonId, observer.PersonId]);
    }

    private async Task NothingForAsync(Actor actor, Guid id)
    {
        (await RefusalAsync(async () => await coaching.Runner.FollowAsync(actor, id, 1, Stop).FirstAsync(Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await RefusalAsync(() => coaching.Runner.StartAsync(actor, id, Guid.NewGuid(), Words, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await RefusalAsync(() => Room.SeenAsync(actor, id, Stop))).ShouldBe(RehearsalRefusal.NotFound);
        (await Room.LookAsync(actor, id, Stop)).ShouldBeNull();
        (await Room.FindAsync(actor, id, Stop)).ShouldBeNull();
        (await Invitations.MineAsync(actor, TimeSpan.FromDays(1), Stop)).ShouldBeEmpty();
        (await Notes.ReadAsync(actor, id, Stop)).ShouldBeEmpty();
    }

    private async Task<(Actor Teacher, Guid Rehearsal, Actor Observer, Actor Colleague)> ObservedAsync(string slug)
    {
        var school = await coaching.SchoolAsync(slug);
        var (teacher, id) = await BeginAsync(school);
        var observer = await coaching.PersonAsync(school);
        await Invitations.InviteAsync(teacher, id, observer.PersonId, Stop);
        return (teacher, id, observer, await coaching.PersonAsync(school));
    }

    private async Task<(Actor Teacher, Guid Rehearsal)> BeginAsync(OrganisationUnit school)
    {
        var teacher = await coaching.PersonAsync(school);
        return (teacher, await coaching.Desk.BeginAsync(teacher, "too-much-homework", 7, Stop));
    }

    private async Task<OrganisationUnit> DistrictAsync()
    {
        await using var db = coaching.Db();
        return await db.Units.SingleAsync(unit => unit.Kind == UnitKind.District, Stop);
    }

    private async Task MakeMentorAsync(params Actor[] people)
    {
        await using var db = coaching.Db();
        var role = new IdentityRole<Guid>(Roles.Mentor) { Id = Guid.NewGuid(), NormalizedName = Roles.Mentor.ToUpperInvariant() };
        db.Roles.Add(role);
        db.UserRoles.AddRange(people.Select(person => new IdentityUserRole<Guid> { UserId = person.PersonId, RoleId = role.Id }));
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<RehearsalRefusal> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<RehearsalException>(act)).Reason;
}
