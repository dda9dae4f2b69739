using System.Text.Json;
using Coaching.Knowledge;
using Coaching.Tests.Models.Embeddings;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>The shipped corpus in memory and in Qdrant: one ranking.</summary>
public sealed class QdrantAgreementTests
{
    // The stand-in adds up every point for every question: a quarter of the questions is what a build has time for.
    private const int StandInTakesEvery = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Server.StandIn, false)]
    [InlineData(Server.StandIn, true)]
    [InlineData(Server.Real, false)]
    [InlineData(Server.Real, true)]
    public async Task Rankings_OfTheHeldOutQuestions_AgreeWithTheEmbeddedIndex(Server server, bool withVectors)
    {
        using var model = withVectors ? new LetterVectors() : null;
        await using var bed = await QdrantBed.StartAsync(server, shipped: true, model);
        if (withVectors) await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);
        var questions = File.ReadLines(Path.Combine(Shipped.Repository, "eval/datasets/qa-questions/queries.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)
            .Where((_, number) => server == Server.Real || number % StandInTakesEvery == 0).ToList();
        var (overlaps, sameFirst, sameOrder, difference) = (new List<double>(), 0, 0, 0.0);
        foreach (var question in questions)
        {
            var query = new QaQuery(question, QdrantBed.School, 10);
            var (here, there) = (await bed.Embedded.SearchAsync(query, Stop), await bed.Index.SearchAsync(query, Stop));
            foreach (var hit in here.Concat(there)) hit.Vectors.ShouldBe(withVectors ? "letters" : null);
            var (ours, theirs) = (here.Select(hit => hit.Entry.Id).ToList(), there.Select(hit => hit.Entry.Id).ToList());
            if (ours.Count == 0 && theirs.Count == 0) continue;
            overlaps.Add((double)ours.Intersect(theirs, StringComparer.Ordinal).Count() / Math.Max(ours.Count, theirs.Count));
            if (ours.FirstOrDefault() == theirs.FirstOrDefault()) sameFirst++;
            if (ours.SequenceEqual(theirs, StringComparer.Ordinal)) sameOrder++;
            foreach (var hit in here) difference = Math.Max(difference, Math.Abs(hit.Score - (there.FirstOrDefault(other => other.Entry.Id == hit.Entry.Id)?.Score ?? hit.Score)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{overlaps.Count} questions{(withVectors ? " with vectors" : "")}: overlap@10 {overlaps.Average():0.0000}, same first {(double)sameFirst / overlaps.Count:0.0000}, same ten in the same order {(double)sameOrder / overlaps.Count:0.0000}, largest difference of scores {difference:0.00000}");
        overlaps.Count.ShouldBeGreaterThan(server == Server.Real ? 400 : 100);
        overlaps.Average().ShouldBeGreaterThanOrEqualTo(0.98);
        ((double)sameFirst / overlaps.Count).ShouldBeGreaterThanOrEqualTo(0.99);
        if (server == Server.StandIn) bed.StandIn.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Server.StandIn, false)]
    [InlineData(Server.StandIn, true)]
    [InlineData(Server.Real, false)]
    [InlineData(Server.Real, true)]
    public async Task Explain_SumsToTheScore(Server server, bool withVectors)
    {
        using var model = withVectors ? new LetterVectors() : null;
        await using var bed = await QdrantBed.StartAsync(server, shipped: true, model);
        if (withVectors) await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);
        var query = new QaQuery("家长说作业太多，孩子写到十点", QdrantBed.School, 5) { Explain = true };

        var (here, there) = (await bed.Embedded.SearchAsync(query, Stop), await bed.Index.SearchAsync(query, Stop));

        there.Count.ShouldBe(5);
        foreach (var (left, right) in here.Zip(there))
        {
            right.Fields.Sum(field => field.Score).ShouldBe(right.Score, 1e-4);
            right.Fields.Select(field => field.Field).ShouldBe(left.Fields.Select(field => field.Field));
            foreach (var (ours, theirs) in left.Fields.Zip(right.Fields)) theirs.Score.ShouldBe(ours.Score, 0.005);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("？？？")]
    [InlineData("qwertyuiop")]
    public async Task Search_ForWhatNoEntryHolds_FindsNothing(string text)
    {
        await using var bed = await QdrantBed.StartAsync();
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, "家长嫌作业太多");
        await bed.Index.RebuildAsync(Stop);

        (await QdrantBed.AskAsync(bed.Index, text)).ShouldBeEmpty();
    }
}
