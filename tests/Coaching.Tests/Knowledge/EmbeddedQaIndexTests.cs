using Coaching.Knowledge;
using Coaching.Scenarios;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge;

public sealed class EmbeddedQaIndexTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string School = "city/district/school/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private EmbeddedQaIndex Index => coaching.Services.GetRequiredService<EmbeddedQaIndex>();

    [Fact]
    public async Task Search_ForAnEntrysOwnQuestion_RanksItFirst()
    {
        var lost = new List<string>();
        foreach (var entry in await EntriesAsync())
        {
            var hits = await Index.SearchAsync(new QaQuery(entry.Question, School, 1), Stop);
            if (hits is not [{ Entry.Id: var found }] || found != entry.Id) lost.Add($"{entry.Id}: {entry.Question}");
        }

        lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_ForAnotherPhrasing_RanksTheEntryFirstNineTimesInTen()
    {
        var (asked, found) = (0, 0);
        foreach (var entry in await EntriesAsync())
        {
            foreach (var phrasing in entry.Phrasings)
            {
                asked++;
                if (await Index.SearchAsync(new QaQuery(phrasing, School, 1), Stop) is [{ Entry.Id: var id }] && id == entry.Id) found++;
            }
        }

        asked.ShouldBeGreaterThan(80);
        ((double)found / asked).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    [Theory]
    [InlineData(School, true)]
    [InlineData("city/", true)]
    [InlineData("city/district/another/", true)]
    [InlineData("another-city/district/school/", false)]
    [InlineData("", false)]
    public async Task Search_SeesTheShelvesOfTheAskersUnitAndAbove(string unitPath, bool seen) =>
        (await Index.SearchAsync(new QaQuery("家长说作业太多", unitPath, 5), Stop)).Any().ShouldBe(seen);

    [Fact]
    public async Task Search_GivesAsManyAsAskedForBestFirst()
    {
        var hits = await Index.SearchAsync(new QaQuery("家长嫌作业太多，怎么回应？", School, 5), Stop);

        hits.Count.ShouldBe(5);
        hits.ShouldAllBe(hit => !hit.SameWords);
        hits.Select(hit => hit.Score + hit.Kinship).ShouldBe(hits.Select(hit => hit.Score + hit.Kinship).OrderDescending());
        hits.ShouldAllBe(hit => hit.Score > 0 && hit.Coverage >= 0 && hit.Coverage <= 1);
        hits.Select(hit => hit.Entry.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Search_ForAnEntrysOwnQuestion_IsWhollyCovered() =>
        (await Index.SearchAsync(new QaQuery("家长说作业太多、孩子写到十点，我该怎么回应？", School, 1), Stop))[0].Coverage.ShouldBe(1);

    [Theory]
    [InlineData("")]
    [InlineData("？？？")]
    [InlineData("qwertyuiop")]
    public async Task Search_ForWhatNoEntryHolds_FindsNothing(string text) =>
        (await Index.SearchAsync(new QaQuery(text, School, 5), Stop)).ShouldBeEmpty();

    [Fact]
    public async Task Rebuild_GivesTheSameAnswers()
    {
        var questions = (await EntriesAsync()).Select(entry => entry.Phrasings[0]).ToList();
        var before = await AskAsync(questions);

        await Index.RebuildAsync(Stop);

        (await AskAsync(questions)).ShouldBe(before);
    }

    [Fact]
    public async Task Search_WhileItIsRebuilt_StillAnswers()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var asking = Task.Run(async () =>
        {
            var answers = 0;
            while (!done.IsCancellationRequested)
            {
                (await Index.SearchAsync(new QaQuery("家长说作业太多", School, 1), Stop)).Count.ShouldBe(1);
                answers++;
            }

            return answers;
        });

        for (var n = 0; n < 5; n++) await Index.RebuildAsync(Stop);
        await done.CancelAsync();

        (await asking).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Search_WithAnArea_PrefersItWithoutHidingTheOthers()
    {
        const string question = "学生和家长都有意见，先听谁的？";
        foreach (var area in Enum.GetValues<Area>())
        {
            var (with, without) = (await Index.SearchAsync(new QaQuery(question, School, 10, area), Stop), await Index.SearchAsync(new QaQuery(question, School, 10), Stop));

            Positions(with, area).ShouldBeLessThanOrEqualTo(Positions(without, area), area.ToString());
            with.Select(hit => hit.Entry.Area).Distinct().Count().ShouldBeGreaterThan(1);
        }

        static double Positions(IReadOnlyList<QaHit> hits, Area area) => hits.Index().Where(hit => hit.Item.Entry.Area == area).Select(hit => (double)hit.Index).DefaultIfEmpty(10).Min();
    }

    private async Task<List<Entry>> EntriesAsync()
    {
        await using var db = coaching.Db();
        return await db.Entries.AsNoTracking().Where(version => version.Status == EntryStatus.Published).Select(version => version.Entry).ToListAsync(Stop);
    }

    private async Task<List<string>> AskAsync(IReadOnlyList<string> questions)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            answers.AddRange((await Index.SearchAsync(new QaQuery(question, School, 5), Stop)).Select(hit => $"{hit.Entry.Id} {hit.Score:R} {hit.Coverage:R}"));
        }

        return answers;
    }
}
