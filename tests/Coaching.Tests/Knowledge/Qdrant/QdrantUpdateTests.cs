using Coaching.Knowledge;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>What changes in the database, changes in Qdrant; schools stay apart there.</summary>
public sealed class QdrantUpdateTests
{
    private static readonly string[] Words = ["家长", "作业", "太多", "上课", "睡觉", "手机", "打架", "请假", "成绩", "座位", "家访", "哭闹"];
    private static readonly string[] Units = [QdrantBed.City, QdrantBed.School, QdrantBed.OtherSchool];

    private static readonly Gen<string> Text = Gen.OneOf(Words).Array[1, 6].Select(words => string.Concat(words));

    private static readonly Gen<Change> Changes = Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], Gen.OneOf(Units), Text, Text, Gen.Frequency((3, Gen.Const(EntryStatus.Published)), (1, Gen.Const(EntryStatus.Retired))))
        .Select(change => new Change($"hs-{change.Item1}", change.Item2, change.Item3, change.Item4, change.Item5, change.Item6));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Updates_GiveWhatARebuildGives(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        await bed.Index.RebuildAsync(Stop);
        // One after the other on one database: every sample goes on where the last one ended.
        await Changes.Array[1, 4].SampleAsync(async changes =>
        {
            foreach (var change in changes) await bed.StoreAsync(change.Id, change.Version, change.UnitPath, change.Question, change.Answer, change.Status);
            await bed.Index.UpdateAsync([.. changes.Select(change => change.Id)], Stop);
            var (updated, points) = (await AnswersAsync(bed), server == Server.StandIn ? bed.StandIn.Dump(bed.Alias) : "");

            await bed.Index.RebuildAsync(Stop);
            (await AnswersAsync(bed)).ShouldBe(updated);
            if (server == Server.StandIn) bed.StandIn.Dump(bed.Alias).ShouldBe(points);

            await bed.Embedded.RebuildAsync(Stop);
            foreach (var unit in Units) (await bed.Index.SearchAsync(new QaQuery(Words[0], unit, 20), Stop)).Select(Name).ShouldBe((await bed.Embedded.SearchAsync(new QaQuery(Words[0], unit, 20), Stop)).Select(Name), ignoreOrder: true);
        }, iter: 12, threads: 1);

        static string Name(QaHit hit) => $"{hit.Entry.Id}@{hit.Entry.Version}";
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Ensure_MendsWhatIsMissingTooMuchOrOld(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        foreach (var number in Enumerable.Range(1, 20)) await bed.StoreAsync($"hs-{number}", 1, QdrantBed.City, $"第{number}件事家长怎么看");
        await bed.Index.EnsureAsync(Stop);
        var whole = await AnswersAsync(bed);
        var collection = await bed.Client.AliasTargetAsync(bed.Alias, Stop);

        await bed.Client.DeleteAsync(bed.Alias, new(Must: [Coaching.Knowledge.Qdrant.QdrantCondition.AnyOf("entry_id", ["hs-3", "hs-4"])]), Stop);
        await bed.Index.EnsureAsync(Stop);

        (await AnswersAsync(bed)).ShouldBe(whole);
        (await bed.Client.AliasTargetAsync(bed.Alias, Stop)).ShouldBe(collection, "nothing had to be built anew");

        await bed.Client.DeleteCollectionAsync(collection!, Stop);
        await bed.Index.EnsureAsync(Stop);

        (await AnswersAsync(bed)).ShouldBe(whole);
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Search_SeesItsOwnSchoolAndThoseAbove_AndNothingOfAnother(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, "家长嫌作业太多");
        await bed.StoreAsync("hs-1", 2, QdrantBed.School, "家长嫌作业太多，本校做法");
        await bed.StoreAsync("hs-2", 1, QdrantBed.OtherSchool, "家长嫌作业太多，外校做法");
        await bed.Index.RebuildAsync(Stop);

        await ShouldSeeAsync(QdrantBed.School, "hs-1@2");
        await ShouldSeeAsync(QdrantBed.OtherSchool, "hs-1@1", "hs-2@1");
        await ShouldSeeAsync("city/district/", "hs-1@1");
        await ShouldSeeAsync("another-city/district/school/");
        // What another school stored does not even move the scores' scale.
        var alone = (await bed.Index.SearchAsync(new QaQuery("家长嫌作业太多，外校做法", QdrantBed.School, 5), Stop))[0].Score;
        alone.ShouldBe((await bed.Embedded.SearchAsync(new QaQuery("家长嫌作业太多，外校做法", QdrantBed.School, 5), Stop))[0].Score, 0.01);

        async Task ShouldSeeAsync(string unitPath, params string[] expected)
        {
            await bed.Embedded.RebuildAsync(Stop);
            foreach (var index in (IQaIndex[])[bed.Index, bed.Embedded])
            {
                (await index.SearchAsync(new QaQuery("家长嫌作业太多", unitPath, 10), Stop)).Select(hit => $"{hit.Entry.Id}@{hit.Entry.Version}").ShouldBe(expected, ignoreOrder: true, $"{index.Name} for {unitPath}");
            }
        }
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Rebuilds_KeepSearchesGoing_AndLeaveNoHeap(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        foreach (var number in Enumerable.Range(1, 30)) await bed.StoreAsync($"hs-{number}", 1, QdrantBed.City, $"第{number}件事家长怎么看");
        await bed.Index.RebuildAsync(Stop);
        var expected = await QdrantBed.AskAsync(bed.Index, "家长怎么看第七件事");
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var asking = Task.Run(async () =>
        {
            var answers = 0;
            for (; !done.IsCancellationRequested; answers++) (await QdrantBed.AskAsync(bed.Index, "家长怎么看第七件事")).ShouldBe(expected);
            return answers;
        });

        for (var n = 0; n < 4; n++) await bed.Index.RebuildAsync(Stop);
        await done.CancelAsync();

        (await asking).ShouldBeGreaterThan(3);
        (await bed.Client.CollectionsAsync(Stop)).Count(name => name.StartsWith($"{bed.Alias}__", StringComparison.Ordinal)).ShouldBe(2, "the one in use and the one before");
    }

    private static async Task<List<string>> AnswersAsync(QdrantBed bed)
    {
        var answers = new List<string>();
        foreach (var unit in Units)
        {
            foreach (var word in Words) answers.AddRange((await QdrantBed.AskAsync(bed.Index, word, unit, 20)).Select(hit => $"{unit} {word} {hit}"));
        }

        return answers;
    }

    private sealed record Change(string Id, int Version, string UnitPath, string Question, string Answer, EntryStatus Status);
}
