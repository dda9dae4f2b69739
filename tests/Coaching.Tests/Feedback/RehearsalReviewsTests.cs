using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Feedback;

/// <summary>Mentors judge what was shared with them, and nothing else.</summary>
public sealed class RehearsalReviewsTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Criterion = "feelings-first";
    private const string Words = "您先坐，陪到那么晚，又累又心疼。";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RehearsalReviews Reviews => coaching.Services.GetRequiredService<RehearsalReviews>();

    [Fact]
    public async Task Shared_IsSeenInTheMentorsUnitOnly_AndOnlyWhileItIsShared()
    {
        var (school, other) = (await coaching.SchoolAsync("review-here"), await coaching.SchoolAsync("review-here-2"));
        var (teacher, id) = await EndedAsync(school);
        var (mentor, stranger) = (await coaching.PersonAsync(school), await coaching.PersonAsync(other));

        (await Reviews.FindAsync(mentor, id, Stop)).ShouldBeNull("private");
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);
        (await Reviews.FindAsync(mentor, id, Stop)).ShouldNotBeNull();
        (await Reviews.ListAsync(mentor, 0, 10, Stop)).ShouldHaveSingleItem().Open.ShouldBe(7);
        (await Reviews.FindAsync(stranger, id, Stop)).ShouldBeNull("another school");
        (await Reviews.FindAsync(teacher, id, Stop)).ShouldBeNull("one's own");
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.Private, Stop);
        (await Reviews.ListAsync(mentor, 0, 10, Stop)).ShouldBeEmpty();
        (await Should.ThrowAsync<RehearsalException>(() => Reviews.RateAsync(mentor, id, Criterion, Verdict.Met, null, "", Stop))).Reason.ShouldBe(RehearsalRefusal.NotFound);
    }

    [Fact]
    public async Task Rate_Again_KeepsBothRowsAndTheNewestCounts()
    {
        var (teacher, id, mentor) = await SharedAsync("review-again");
        var turn = (await coaching.TurnsAsync(id)).First(candidate => candidate.PersonaId is null);
        var machine = (await Reviews.FindAsync(mentor, id, Stop))!.Verdicts.Single(known => known.Machine.CriterionId == Criterion).Machine.Verdict;
        var otherwise = machine == Verdict.Met ? Verdict.NotMet : Verdict.Met;

        await Reviews.RateAsync(mentor, id, Criterion, machine, null, "", Stop);
        (await TrustAsync()).ShouldBe(VerdictTrust.Confirmed);
        await Reviews.RateAsync(mentor, id, Criterion, otherwise, turn.Id, "  这里看这一句  ", Stop);

        (await TrustAsync()).ShouldBe(VerdictTrust.Corrected);
        var said = (await coaching.Desk.DebriefAsync(teacher, id, Stop))!.Verdicts.Single(known => known.Machine.CriterionId == Criterion).People.ShouldHaveSingleItem();
        (said.RaterId, said.Verdict, said.TurnId, said.Comment).ShouldBe((mentor.PersonId, otherwise, turn.Id, "这里看这一句"));
        await using var db = coaching.Db();
        (await db.Ratings.CountAsync(rating => rating.RehearsalId == id && rating.CriterionId == Criterion, Stop)).ShouldBe(3);

        async Task<VerdictTrust> TrustAsync() =>
            (await coaching.Desk.DebriefAsync(teacher, id, Stop))!.Verdicts.Single(known => known.Machine.CriterionId == Criterion).Trust;
    }

    [Fact]
    public async Task Comment_Emptied_IsGone()
    {
        var (teacher, id, mentor) = await SharedAsync("review-comment");

        await Reviews.CommentAsync(mentor, id, "第一句就很稳", Stop);
        (await coaching.Desk.DebriefAsync(teacher, id, Stop))!.Comments.ShouldHaveSingleItem().Comment.ShouldBe("第一句就很稳");
        await Reviews.CommentAsync(mentor, id, "", Stop);

        (await coaching.Desk.DebriefAsync(teacher, id, Stop))!.Comments.ShouldBeEmpty();
        (await Should.ThrowAsync<RehearsalException>(() => Reviews.CommentAsync(mentor, id, new string('好', Rating.LongestComment + 1), Stop))).Reason.ShouldBe(RehearsalRefusal.CommentTooLong);
    }

    [Fact]
    public async Task Rate_WithAPersonasTurnOrAnUnknownCriterion_IsRefused()
    {
        var (_, id, mentor) = await SharedAsync("review-refused");
        var persona = (await coaching.TurnsAsync(id))[0];

        await Should.ThrowAsync<RehearsalException>(() => Reviews.RateAsync(mentor, id, Criterion, Verdict.Met, persona.Id, "", Stop));
        await Should.ThrowAsync<RehearsalException>(() => Reviews.RateAsync(mentor, id, "", Verdict.Met, null, "", Stop));
    }

    [Fact]
    public async Task Reflect_TheFirstTimeCounts()
    {
        var (teacher, id) = await EndedAsync(await coaching.SchoolAsync("reflect"));
        var turn = (await coaching.TurnsAsync(id)).First(candidate => candidate.PersonaId is null);

        await coaching.Desk.ReflectAsync(teacher, id, turn.Id, "先请她坐下", Stop);
        await coaching.Desk.ReflectAsync(teacher, id, null, "", Stop);

        var reading = (await coaching.Desk.DebriefAsync(teacher, id, Stop)).ShouldNotBeNull();
        (reading.Reflection!.TurnId, reading.Reflection.Text, reading.Reflection.IsSkipped).ShouldBe((turn.Id, "先请她坐下", false));
        reading.IsNovice.ShouldBeTrue();
        WorkedPair.Choose(reading.Scenario, reading.Rehearsal.Turns).ShouldNotBeNull().Answer.ShouldBe(Words);
    }

    [Fact]
    public async Task Debrief_OfTheFourthRehearsal_IsNoNovicesAnyMore()
    {
        var teacher = await coaching.PersonAsync();
        var ids = new List<Guid>();
        for (var n = 0; n < 4; n++)
        {
            ids.Add(await coaching.Desk.BeginAsync(teacher, "too-much-homework", n, Stop));
            await coaching.Desk.EndAsync(teacher, ids[^1], Stop);
        }

        (await coaching.Desk.DebriefAsync(teacher, ids[2], Stop))!.IsNovice.ShouldBeTrue();
        (await coaching.Desk.DebriefAsync(teacher, ids[3], Stop))!.IsNovice.ShouldBeFalse();
    }

    private async Task<(Actor Teacher, Guid Rehearsal)> EndedAsync(OrganisationUnit school)
    {
        var teacher = await coaching.PersonAsync(school);
        var id = await coaching.Desk.BeginAsync(teacher, "too-much-homework", 7, Stop);
        await coaching.SayAsync(teacher, id, Words);
        await coaching.Desk.EndAsync(teacher, id, Stop);
        return (teacher, id);
    }

    private async Task<(Actor Teacher, Guid Rehearsal, Actor Mentor)> SharedAsync(string slug)
    {
        var school = await coaching.SchoolAsync(slug);
        var (teacher, id) = await EndedAsync(school);
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);
        return (teacher, id, await coaching.PersonAsync(school));
    }
}
