using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Coaching.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Coaching.Tests.Scenarios.Workshop;

/// <summary>The life of a mentors' scenario: who may do what to it, and when.</summary>
public sealed class ScenarioDeskTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_OfAShippedScenario_IsADraftOfTheOwnUnitUnderItsOwnId()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);

        var draft = await writers.CopyAsync();

        draft.State.ShouldBe(ScenarioDraftState.Draft);
        draft.UnitPath.ShouldBe(writers.First.UnitPath);
        draft.ScenarioId.ShouldStartWith("own-");
        draft.BasedOn.ShouldBe(Shipped.Scenario("too-much-homework").Hash);
        draft.Title.ShouldEndWith("（副本）");
        draft.Yaml.ShouldContain($"id: {draft.ScenarioId}\n");
        // Authors' notes come along.
        draft.Yaml.Split('\n').Count(line => line.TrimStart().StartsWith('#')).ShouldBe(Shipped.ScenarioText("too-much-homework").Split('\n').Count(line => line.TrimStart().StartsWith('#')));
        DraftCheck.Read(draft.ScenarioId, draft.Yaml).Scenario.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Area.ClassroomManagement)]
    [InlineData(Area.ClassroomTeaching)]
    [InlineData(Area.HomeworkDesign)]
    [InlineData(Area.HomeSchool)]
    public async Task Create_FromTheTemplate_LacksOnlyWhatHasToBeWritten(Area area)
    {
        var writers = await ScriptWriters.MeetAsync(coaching);

        var draft = await writers.Desk.CreateAsync(writers.First, area, Stop);

        draft.Area.ShouldBe(area);
        var problems = DraftCheck.Read(draft.ScenarioId, draft.Yaml).Problems;
        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(problem => problem.Text.Contains("至少", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_OfABrokenText_KeepsEveryCharacter_AndListsWhatIsWrong()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        var broken = draft.Yaml.Replace("difficulty: 2\n", "difficulty: [2\n", StringComparison.Ordinal);

        var saved = await writers.Desk.SaveAsync(writers.First, draft.ScenarioId, broken, draft.Revision, Stop);

        (await writers.Shelf.FindAsync(writers.First, draft.ScenarioId, Stop))!.Draft.Yaml.ShouldBe(broken);
        saved.Title.ShouldBe(draft.Title);
        var reading = DraftCheck.Read(draft.ScenarioId, broken);
        reading.Scenario.ShouldBeNull();
        reading.Problems.ShouldHaveSingleItem().Blocking.ShouldBeTrue();
        await RefusedAsync(ScenarioDeskRefusal.Faulty, () => writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop));
    }

    [Fact]
    public async Task TwoMentors_WhoWriteAtOnce_AreToldInsteadOfOverwritingEachOther()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        await writers.Desk.SaveAsync(writers.First, draft.ScenarioId, draft.Yaml + "# 甲\n", draft.Revision, Stop);

        await RefusedAsync(ScenarioDeskRefusal.ChangedMeanwhile, () => writers.Desk.SaveAsync(writers.Second, draft.ScenarioId, draft.Yaml + "# 乙\n", draft.Revision, Stop));
    }

    [Fact]
    public async Task Submit_NeedsATestRunOfExactlyThisTextWithoutLeak()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        await RefusedAsync(ScenarioDeskRefusal.NotTested, () => writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop));

        await writers.Desk.KeepAsync(writers.First, draft.ScenarioId, ScriptWriters.Report(draft, new TestFinding(TestFindingKind.Leak, 3, "事", "话")), Stop);
        await RefusedAsync(ScenarioDeskRefusal.TestFailed, () => writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop));

        await writers.TestedAsync(draft);
        var saved = await writers.Desk.SaveAsync(writers.First, draft.ScenarioId, draft.Yaml + "# 又改了一处\n", draft.Revision, Stop);
        await RefusedAsync(ScenarioDeskRefusal.NotTested, () => writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop));

        await writers.TestedAsync(saved);
        (await writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop)).State.ShouldBe(ScenarioDraftState.InReview);
    }

    [Fact]
    public async Task Review_IsForAnotherMentorThanTheAuthors()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        // The second mentor writes in it too: then it takes a third.
        var saved = await writers.Desk.SaveAsync(writers.Second, draft.ScenarioId, draft.Yaml + "# 看过\n", draft.Revision, Stop);
        await writers.TestedAsync(saved);
        await writers.Desk.SubmitAsync(writers.First, draft.ScenarioId, Stop);

        foreach (var author in new[] { writers.First, writers.Second })
        {
            await RefusedAsync(ScenarioDeskRefusal.OwnWork, () => writers.Desk.PublishAsync(author, draft.ScenarioId, null, Stop));
            await RefusedAsync(ScenarioDeskRefusal.OwnWork, () => writers.Desk.SendBackAsync(author, draft.ScenarioId, "再改改", Stop));
        }

        var third = await coaching.PersonAsync();
        var published = await writers.Desk.PublishAsync(third, draft.ScenarioId, "可以用", Stop);
        published.State.ShouldBe(ScenarioDraftState.Published);
        published.ReviewerId.ShouldBe(third.PersonId);
    }

    [Fact]
    public async Task ACopyOfAnUnreviewedDraft_IsItsAuthorsOwnWorkToo()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();

        var copy = await writers.Desk.CopyAsync(writers.Second, draft.ScenarioId, Stop);

        copy.Authors.ShouldBe([writers.Second.PersonId, writers.First.PersonId]);
        await writers.Desk.KeepAsync(writers.Second, copy.ScenarioId, ScriptWriters.Report(copy), Stop);
        await writers.Desk.SubmitAsync(writers.Second, copy.ScenarioId, Stop);
        await RefusedAsync(ScenarioDeskRefusal.OwnWork, () => writers.Desk.PublishAsync(writers.First, copy.ScenarioId, null, Stop));
    }

    [Fact]
    public async Task SendingBack_NeedsAComment_AndMakesItADraftAgain()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var id = (await writers.SubmittedAsync()).ScenarioId;
        await RefusedAsync(ScenarioDeskRefusal.InReview, () => writers.Desk.SaveAsync(writers.First, id, "id: x", 0, Stop));
        await RefusedAsync(ScenarioDeskRefusal.CommentMissing, () => writers.Desk.SendBackAsync(writers.Second, id, " ", Stop));

        var back = await writers.Desk.SendBackAsync(writers.Second, id, "第二条隐情太容易听到", Stop);

        back.State.ShouldBe(ScenarioDraftState.Draft);
        back.ReviewComment.ShouldBe("第二条隐情太容易听到");
        await RefusedAsync(ScenarioDeskRefusal.NotInReview, () => writers.Desk.PublishAsync(writers.Second, id, null, Stop));
    }

    [Fact]
    public async Task Publish_LetsTeachersOfTheSchoolFindAndBeginIt_AndNobodyElse()
    {
        var north = await ScriptWriters.MeetAsync(coaching, await coaching.SchoolAsync("north-" + Guid.NewGuid().ToString("N")[..6]));
        var published = await north.PublishedAsync();
        var stranger = await coaching.PersonAsync(await coaching.SchoolAsync("south-" + Guid.NewGuid().ToString("N")[..6]));

        (await coaching.Desk.ScenariosAsync(north.Second, Stop)).Select(scenario => scenario.Id).ShouldContain(published.ScenarioId);
        await coaching.Desk.BeginAsync(north.Second, published.ScenarioId, 7, Stop);

        (await coaching.Desk.ScenariosAsync(stranger, Stop)).Select(scenario => scenario.Id).ShouldNotContain(published.ScenarioId);
        (await coaching.Desk.ScenarioAsync(stranger, published.ScenarioId, Stop)).ShouldBeNull();
        await Should.ThrowAsync<RehearsalException>(() => coaching.Desk.BeginAsync(stranger, published.ScenarioId, 7, Stop));
        (await north.Shelf.ListAsync(stranger, Stop)).ShouldBeEmpty();
        (await north.Shelf.FindAsync(stranger, published.ScenarioId, Stop)).ShouldBeNull();
        await RefusedAsync(ScenarioDeskRefusal.NotFound, () => north.Desk.CopyAsync(stranger, published.ScenarioId, Stop));
        await RefusedAsync(ScenarioDeskRefusal.NotFound, () => north.Desk.RetireAsync(stranger, published.ScenarioId, Stop));
    }

    [Fact]
    public async Task ADraft_IsNotOfferedToTeachers()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.SubmittedAsync();

        (await coaching.Desk.ScenarioAsync(writers.First, draft.ScenarioId, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task ARehearsal_GoesOnWithItsOwnWords_WhateverBecomesOfTheScenario()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var first = await writers.PublishedAsync();
        var teacher = await coaching.PersonAsync();
        var rehearsal = await coaching.Desk.BeginAsync(teacher, first.ScenarioId, 7, Stop);
        var rehearsed = first.PublishedHash!;
        var words = first.Yaml;

        var second = await writers.RepublishedAsync(first.ScenarioId, "第二版的题目");
        await writers.Desk.RetireAsync(writers.First, first.ScenarioId, Stop);

        second.PublishedHash.ShouldNotBe(rehearsed);
        await using var db = coaching.Db();
        (await db.ScenarioVersions.SingleAsync(version => version.Hash == rehearsed, Stop)).Yaml.ShouldBe(words);
        var (running, scenario) = (await coaching.Desk.FindAsync(teacher, rehearsal, Stop))!.Value;
        running.ScenarioHash.ShouldBe(rehearsed);
        scenario.Title.ShouldBe(first.Title);
        (await coaching.SayAsync(teacher, rehearsal, "您先坐，慢慢说。")).Text.ShouldNotBeEmpty();
        await Should.ThrowAsync<RehearsalException>(() => coaching.Desk.BeginAsync(teacher, first.ScenarioId, 7, Stop));
    }

    [Fact]
    public async Task ANewVersion_ReplacesTheOldInTheList_AndMustCountUp()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var first = await writers.PublishedAsync();
        var second = await writers.RepublishedAsync(first.ScenarioId, "第二版的题目");

        var offered = (await coaching.Desk.ScenariosAsync(writers.First, Stop)).Where(scenario => scenario.Id == first.ScenarioId).ToList();
        offered.ShouldHaveSingleItem().Title.ShouldBe("第二版的题目");
        offered[0].Version.ShouldBe(2);

        var third = await writers.Desk.ReviseAsync(writers.First, second.ScenarioId, Stop);
        third.Yaml.ShouldContain("version: 3\n");
        var low = await writers.Desk.SaveAsync(writers.First, third.ScenarioId, ScenarioText.AsVersion(third.Yaml, 2), third.Revision, Stop);
        await writers.TestedAsync(low);
        await RefusedAsync(ScenarioDeskRefusal.VersionTooLow, () => writers.Desk.SubmitAsync(writers.First, low.ScenarioId, Stop));
    }

    [Fact]
    public async Task Retired_ItCanBePutBackIntoUse()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var published = await writers.PublishedAsync();

        (await writers.Desk.RetireAsync(writers.Second, published.ScenarioId, Stop)).State.ShouldBe(ScenarioDraftState.Retired);
        (await coaching.Desk.ScenarioAsync(writers.First, published.ScenarioId, Stop)).ShouldBeNull();
        await RefusedAsync(ScenarioDeskRefusal.NothingPublished, () => writers.Desk.RetireAsync(writers.First, published.ScenarioId, Stop));

        (await writers.Desk.ReinstateAsync(writers.First, published.ScenarioId, Stop)).State.ShouldBe(ScenarioDraftState.Published);
        (await coaching.Desk.ScenarioAsync(writers.First, published.ScenarioId, Stop)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Discard_TakesAFreshDraftAway_AndARevisionBackToWhatIsInUse()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var fresh = await writers.CopyAsync();
        (await writers.Desk.DiscardAsync(writers.First, fresh.ScenarioId, Stop)).ShouldBeNull();
        (await writers.Shelf.FindAsync(writers.First, fresh.ScenarioId, Stop)).ShouldBeNull();

        var published = await writers.PublishedAsync();
        await writers.Desk.ReviseAsync(writers.First, published.ScenarioId, Stop);
        var back = await writers.Desk.DiscardAsync(writers.First, published.ScenarioId, Stop);
        back.ShouldNotBeNull().State.ShouldBe(ScenarioDraftState.Published);
        back.TextHash.ShouldBe(back.PublishedHash);
    }

    [Fact]
    public async Task Import_ShowsProblemsBeforeAnythingIsWritten_AndGivesTheTextAnIdOfItsOwn()
    {
        var writers = await ScriptWriters.MeetAsync(coaching, await coaching.SchoolAsync("import-" + Guid.NewGuid().ToString("N")[..6]));
        var text = "\uFEFF" + Shipped.ScenarioText("wrong-answer").ReplaceLineEndings("\r\n");

        ScenarioDesk.CheckImport(text).Scenario.ShouldNotBeNull().Title.ShouldBe(Shipped.Scenario("wrong-answer").Title);
        ScenarioDesk.CheckImport("title: 半份\n").Problems.ShouldNotBeEmpty();
        (await writers.Shelf.ListAsync(writers.First, Stop)).ShouldBeEmpty();

        var draft = await writers.Desk.ImportAsync(writers.First, text, Stop);
        draft.Title.ShouldBe(Shipped.Scenario("wrong-answer").Title);
        draft.Area.ShouldBe(Area.ClassroomTeaching);
        DraftCheck.Read(draft.ScenarioId, draft.Yaml).Scenario.ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task OnPostgres_AScenarioGoesTheWholeWay()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var server = await CoachingFixture.StartAsync(settings: [("Storage:Provider", "postgres"), ("Storage:ConnectionString", database.ConnectionString)]);
        var writers = await ScriptWriters.MeetAsync(server);
        var first = await writers.PublishedAsync();
        await server.Desk.BeginAsync(writers.First, first.ScenarioId, 7, Stop);
        await writers.RepublishedAsync(first.ScenarioId, "第二版的题目");

        (await server.Desk.ScenariosAsync(writers.First, Stop)).Single(scenario => scenario.Id == first.ScenarioId).Title.ShouldBe("第二版的题目");
        (await writers.Shelf.FindAsync(writers.First, first.ScenarioId, Stop))!.Versions.Select(version => version.Version).ShouldBe([2, 1]);
        await writers.Desk.RetireAsync(writers.First, first.ScenarioId, Stop);
        (await server.Desk.ScenarioAsync(writers.First, first.ScenarioId, Stop)).ShouldBeNull();
    }

    private static async Task RefusedAsync(ScenarioDeskRefusal reason, Func<Task> act) =>
        (await Should.ThrowAsync<ScenarioDeskException>(act)).Reason.ShouldBe(reason);
}
