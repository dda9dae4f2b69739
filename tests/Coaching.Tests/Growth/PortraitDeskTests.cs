using Coaching.Feedback;
using Coaching.Growth.Portraits;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Growth;

/// <summary>A portrait rests on a teacher's own verdicts: all of them for the teacher, the shared ones for a mentor.</summary>
public sealed class PortraitDeskTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PortraitDesk Portraits => coaching.Services.GetRequiredService<PortraitDesk>();

    [Fact]
    public async Task Own_BeforeAnyRehearsal_IsEmpty() =>
        (await Portraits.OwnAsync(await coaching.PersonAsync(), Stop)).Competencies.ShouldBeEmpty();

    [Fact]
    public async Task Own_AfterOneRehearsal_ShowsEvidenceAndNoNumber()
    {
        var teacher = await coaching.PersonAsync();
        var id = await EndedAsync(teacher);

        var portrait = await Portraits.OwnAsync(teacher, Stop);

        portrait.Rehearsals.ShouldBe(1);
        portrait.Competencies.ShouldNotBeEmpty();
        portrait.Competencies.ShouldAllBe(competency => !competency.IsEnough && competency.Growth == null);
        var evidence = portrait.Competencies.SelectMany(competency => competency.Evidence).ToList();
        evidence.ShouldAllBe(item => item.RehearsalId == id);
        evidence.Single(item => item.CriterionId == "feelings-first").Quote.ShouldNotBeNull();
    }

    [Fact]
    public async Task OfTeacher_SeesSharedRehearsalsOnly_AndOnlyInTheMentorsUnit()
    {
        var (here, elsewhere) = (await coaching.SchoolAsync("portrait-here"), await coaching.SchoolAsync("portrait-here-2"));
        var (teacher, mentor, stranger) = (await coaching.PersonAsync(here), await coaching.PersonAsync(here), await coaching.PersonAsync(elsewhere));
        var (shared, _) = (await EndedAsync(teacher), await EndedAsync(teacher));
        await coaching.Desk.SetVisibilityAsync(teacher, shared, Visibility.SharedWithMentor, Stop);

        (await Portraits.OfTeacherAsync(mentor, teacher.PersonId, Stop))!.Value.Portrait.Rehearsals.ShouldBe(1);
        (await Portraits.OwnAsync(teacher, Stop)).Rehearsals.ShouldBe(2);
        (await Portraits.OfTeacherAsync(stranger, teacher.PersonId, Stop)).ShouldBeNull();
        await coaching.Desk.SetVisibilityAsync(teacher, shared, Visibility.Private, Stop);
        (await Portraits.OfTeacherAsync(mentor, teacher.PersonId, Stop))!.Value.Portrait.Competencies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Own_TakesAMentorsVerdictForTheMachines_AndNoneWhereMentorsDisagree()
    {
        var school = await coaching.SchoolAsync("portrait-mentors");
        var (teacher, one, other) = (await coaching.PersonAsync(school), await coaching.PersonAsync(school), await coaching.PersonAsync(school));
        var id = await EndedAsync(teacher);
        await coaching.Desk.SetVisibilityAsync(teacher, id, Visibility.SharedWithMentor, Stop);
        var reviews = coaching.Services.GetRequiredService<RehearsalReviews>();
        var machine = (await FeelingsAsync())!.Shown;

        await reviews.RateAsync(one, id, "feelings-first", machine ? Verdict.NotMet : Verdict.Met, null, "", Stop);
        var corrected = (await FeelingsAsync())!;
        await reviews.RateAsync(other, id, "feelings-first", machine ? Verdict.Met : Verdict.NotMet, null, "", Stop);

        (corrected.Shown, corrected.ByMentor).ShouldBe((!machine, true));
        (await FeelingsAsync()).ShouldBeNull();

        async Task<CompetencyEvidence?> FeelingsAsync() => (await Portraits.OwnAsync(teacher, Stop)).Competencies
            .SelectMany(competency => competency.Evidence).SingleOrDefault(item => item.CriterionId == "feelings-first");
    }

    [Fact]
    public async Task Own_LeavesOutWhatWasSaidFromAHandedSentence_AndRunsThatWentBack()
    {
        var teacher = await coaching.PersonAsync();
        var id = await coaching.Desk.BeginAsync(teacher, "too-much-homework", 7, Stop);
        await using (var db = coaching.Db())
        {
            db.Hints.Add(new Hint { Id = Guid.NewGuid(), RehearsalId = id, Grade = HintGrade.Sayable, CriterionId = "feelings-first", Text = "", Sayable = "", At = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Stop);
        }

        await TalkAsync(teacher, id);
        var first = (await coaching.TurnsAsync(id)).First(turn => turn.PersonaId is null);
        var branch = await coaching.Services.GetRequiredService<RehearsalBranches>().BranchAsync(teacher, id, first.Id, Stop);
        await TalkAsync(teacher, branch);

        var portrait = await Portraits.OwnAsync(teacher, Stop);

        portrait.Rehearsals.ShouldBe(1);
        portrait.Competencies.SelectMany(competency => competency.Evidence).ShouldAllBe(item => item.RehearsalId == id && item.CriterionId != "feelings-first");
    }

    [Fact]
    public void Of_WithRehearsalsEnough_SaysANumber_AndGrowthOnlyAgainstOnesOwnPast()
    {
        var now = new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
        var evidence = Enumerable.Range(0, 20).SelectMany(week => Shown(now.AddDays(-7 * (19 - week)), shown: week > 9));

        var competency = Portrait.Of([.. evidence], now).Competencies.ShouldHaveSingleItem();

        competency.IsEnough.ShouldBeTrue();
        competency.Course.Count.ShouldBe(20);
        competency.Growth!.Reading.ShouldBe(GrowthReading.Grown);
        competency.Now.Low.ShouldBeGreaterThan(0.4);
    }

    private static IEnumerable<CompetencyEvidence> Shown(DateTimeOffset at, bool shown)
    {
        var rehearsal = Guid.NewGuid();
        return Enumerable.Range(0, 3).Select(i => new CompetencyEvidence(rehearsal, at, "情景", $"c{i}", "判据", Competency.Empathy, shown, 0, null, null, false));
    }

    private async Task<Guid> EndedAsync(Actor teacher)
    {
        var id = await coaching.Desk.BeginAsync(teacher, "too-much-homework", 7, Stop);
        await TalkAsync(teacher, id);
        return id;
    }

    private async Task TalkAsync(Actor teacher, Guid id)
    {
        await coaching.SayAsync(teacher, id, "您先坐，陪到那么晚，又累又心疼。");
        await coaching.SayAsync(teacher, id, "最近孩子写作业到几点，您跟我说说？");
        await coaching.SayAsync(teacher, id, "这周我先把数学练习减到二十分钟，周五我给您打电话看看效果，行吗？");
        await coaching.Desk.EndAsync(teacher, id, Stop);
    }
}
