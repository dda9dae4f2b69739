using System.Text;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Questions that must go on finding their entry, a unit at a time.</summary>
public sealed class RegressionSetTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private RegressionSet Set => coaching.Services.GetRequiredService<RegressionSet>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARun_CountsItsQuestionsUpAndKeepsTheirPlaces()
    {
        var mentor = await coaching.PersonAsync(await coaching.SchoolAsync("regression-run"));
        (await Set.RunAsync(mentor, null, Stop)).ShouldBeNull();
        await Set.AddAsync(mentor, "学生谈恋爱要不要找他们谈", "cm-crush", Stop);
        await Set.AddAsync(mentor, "学生谈恋爱要不要找他们谈", "cm-crush", Stop);
        await Set.AddAsync(mentor, "学生谈恋爱要不要找他们谈", "hd-careless", Stop);
        var asked = new Counter();

        var run = (await Set.RunAsync(mentor, asked, Stop)).ShouldNotBeNull();

        asked.Seen.ShouldBe([1, 2]);
        run.Results.Select(result => (result.EntryId, result.Passed, result.FoundId)).ShouldBe([("cm-crush", true, "cm-crush"), ("hd-careless", false, "cm-crush")]);
        run.Causes.ShouldBeEmpty();
        (await Set.RunsAsync(mentor, 5, Stop)).ShouldHaveSingleItem().Id.ShouldBe(run.Id);
    }

    [Fact]
    public async Task ARemovedQuestion_ComesBackInItsPlace_AndOnlyToItsOwnUnit()
    {
        var mentor = await coaching.PersonAsync(await coaching.SchoolAsync("regression-undo"));
        var neighbour = await coaching.PersonAsync(await coaching.SchoolAsync("regression-beside"));
        foreach (var question in new[] { "第一问", "第二问", "第三问" }) await Set.AddAsync(mentor, question, "cm-crush", Stop);
        var middle = (await Set.CasesAsync(mentor, Stop))[1];

        (await Set.RemoveAsync(neighbour, middle.Id, Stop)).ShouldBeNull();
        var removed = (await Set.RemoveAsync(mentor, middle.Id, Stop)).ShouldNotBeNull();
        (await Set.CasesAsync(mentor, Stop)).Select(item => item.Question).ShouldBe(["第一问", "第三问"]);
        await Should.ThrowAsync<WorkshopException>(() => Set.RestoreAsync(neighbour, removed, Stop));
        await Set.RestoreAsync(mentor, removed, Stop);
        await Set.RestoreAsync(mentor, removed, Stop);

        (await Set.CasesAsync(mentor, Stop)).Select(item => item.Question).ShouldBe(["第一问", "第二问", "第三问"]);
        (await Set.CasesAsync(neighbour, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ATableOfQuestions_GoesOutAndComesBack_AndNamesWhatItCannotTake()
    {
        var mentor = await coaching.PersonAsync(await coaching.SchoolAsync("regression-table"));
        var there = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("regression-elsewhere"));
        var theirs = await there.DraftAsync("别校的草稿题目怎么写？");
        var table = $"q,id\n=公式开头的问法,cm-crush\n\"逗号，和\"\"引号\"\"\",cm-crush\n没有这一条,no-such\n别校的,{theirs.EntryId}\n,cm-crush\n";

        var outcome = await Set.ImportAsync(mentor, "题.csv", Encoding.UTF8.GetBytes(table), Stop);

        (outcome.Added, outcome.Known).ShouldBe((2, 0));
        outcome.Faulty.Select(fault => (fault.Number, fault.Reason)).ShouldBe([(3, WorkshopRefusal.NotFound), (4, WorkshopRefusal.NotFound), (5, WorkshopRefusal.TooLong)]);
        var again = await Set.ImportAsync(mentor, "题.csv", await Set.ExportAsync(mentor, Stop), Stop);
        (again.Added, again.Known).ShouldBe((0, 2));
        (await Set.CasesAsync(mentor, Stop)).Select(item => item.Question).ShouldBe(["=公式开头的问法", "逗号，和\"引号\""]);
    }

    [Fact]
    public async Task AFullSet_TakesNoMore()
    {
        var mentor = await coaching.PersonAsync(await coaching.SchoolAsync("regression-full"));
        var table = "q,id\n" + string.Join('\n', Enumerable.Range(0, RegressionSet.MostCases + 1).Select(i => $"第{i}问,cm-crush"));

        var outcome = await Set.ImportAsync(mentor, "题.csv", Encoding.UTF8.GetBytes(table), Stop);

        outcome.Added.ShouldBe(RegressionSet.MostCases);
        outcome.Faulty.ShouldHaveSingleItem().Reason.ShouldBe(WorkshopRefusal.SetFull);
        (await Should.ThrowAsync<WorkshopException>(() => Set.AddAsync(mentor, "又一问", "cm-crush", Stop))).Reason.ShouldBe(WorkshopRefusal.SetFull);
    }

    [Fact]
    public async Task Names_OfEntriesOfAnotherSchool_AreNotGiven()
    {
        var mentor = await coaching.PersonAsync(await coaching.SchoolAsync("regression-names"));
        var there = await Mentors.MeetAsync(coaching, await coaching.SchoolAsync("regression-names-beside"));
        var theirs = await there.PublishedAsync("别校已发布的题目怎么写？");

        (await Set.NamesAsync(mentor, [theirs, "cm-crush"], Stop)).Keys.ShouldBe(["cm-crush"]);
    }

    [Fact]
    public void News_OfARun_AreWhatTheRunBeforeItDidNotHave()
    {
        var first = Run(null, ("甲", 1), ("乙", 5), ("丙", 2));
        var second = Run("hs-new,cm-new", ("甲", 4), ("乙", 2), ("丙", 2), ("丁", 9));

        var news = RegressionNews.Of([second, first]);

        news[0].Broken.ShouldHaveSingleItem().Question.ShouldBe("甲");
        news[0].Mended.ShouldHaveSingleItem().Question.ShouldBe("乙");
        news[0].Run.Causes.ShouldBe(["hs-new", "cm-new"]);
        (news[1].Broken.Count, news[1].Mended.Count).ShouldBe((0, 0));
        RegressionNews.Course(new RegressionCase { UnitPath = "", Question = "丁", EntryId = "x" }, [second, first]).Select(result => result?.Rank).ShouldBe([9, null]);
    }

    private static RegressionRun Run(string? cause, params (string Question, int Rank)[] results) => new()
    {
        UnitPath = "",
        CausedBy = cause,
        Results = [.. results.Select(result => new RegressionResult(result.Question, "x", result.Rank, "x", result.Rank <= RegressionSet.GoodRank))],
    };

    private sealed class Counter : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value) => Seen.Add(value);
    }
}
