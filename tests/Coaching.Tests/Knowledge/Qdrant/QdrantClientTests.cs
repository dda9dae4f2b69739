using Coaching.Knowledge.Qdrant;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

public sealed class QdrantClientTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 5).Select(number => new Guid(number, 0, 0, new byte[8]))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Queries_ScoreSparseAndDenseVectors(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        var collection = await FillAsync(bed);

        // 7 stands in two of five vectors: ln(1 + (5 - 2 + 0.5) / (2 + 0.5)).
        var sparse = await bed.Client.QueryAsync<Kind>(collection, new QdrantQuery { Query = new SparseVector([7], [1]), Using = "words", WithPayload = ["kind"] }, Stop);
        sparse.Select(hit => (hit.Id, hit.Payload!.Name)).ShouldBe([(Ids[1], "even"), (Ids[0], "odd")]);
        sparse[0].Score.ShouldBe((float)(2 * Math.Log(1 + (3.5 / 2.5))), 1e-4f);

        var dense = await bed.Client.QueryAsync<Kind>(collection, new QdrantQuery { Query = new float[] { 1, 0 }, Using = "dense", Limit = 2 }, Stop);
        dense.Select(hit => hit.Id).ShouldBe([Ids[0], Ids[1]]);
        dense[0].Score.ShouldBe(1 / MathF.Sqrt(2), 1e-4f);

        // First what a word finds, then the nearest of that.
        var both = await bed.Client.QueryAsync<Kind>(collection, new QdrantQuery
        {
            Prefetch = [new QdrantQuery { Query = new SparseVector([9], [1]), Using = "words", Limit = 10 }],
            Query = new float[] { 1, 0 },
            Using = "dense",
            Filter = new QdrantFilter(Must: [QdrantCondition.AnyOf("kind", ["odd"])]),
        }, Stop);
        both.Select(hit => hit.Id).ShouldBe([Ids[2], Ids[4]]);
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Points_AreCountedReadAndRemoved(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        var collection = await FillAsync(bed);
        var odd = new QdrantFilter(Must: [QdrantCondition.AnyOf("kind", ["odd"])]);

        (await bed.Client.CountAsync(collection, odd, Stop)).ShouldBe(3);
        var read = new List<QdrantRecord<Kind>>();
        await foreach (var point in bed.Client.ScrollAsync<Kind>(collection, new QdrantFilter(MustNot: odd.Must), ["kind"], Stop)) read.Add(point);
        read.Select(point => (point.Id, point.Payload!.Name)).ShouldBe([(Ids[1], "even"), (Ids[3], "even")]);

        await bed.Client.DeleteAsync(collection, odd, Stop);
        (await bed.Client.CountAsync(collection, null, Stop)).ShouldBe(2);
        (await bed.Client.SnapshotAsync(collection, Stop)).ShouldNotBeEmpty();
        (await bed.Client.MetadataAsync<QaMetadata>(collection, Stop))!.Layout.ShouldBe("test");
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Scroll_ReadsAllPages(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        var collection = await FillAsync(bed);
        var many = Enumerable.Range(0, 2500).Select(_ => new QdrantPoint(Guid.NewGuid(), new Dictionary<string, object> { ["words"] = new SparseVector([1], [1]) }, new { kind = "many" })).ToList();
        foreach (var batch in many.Chunk(500)) await bed.Client.UpsertAsync(collection, batch, Stop);

        var read = new List<Guid>();
        await foreach (var point in bed.Client.ScrollAsync<Kind>(collection, new QdrantFilter(Must: [QdrantCondition.AnyOf("kind", ["many"])]), ["kind"], Stop)) read.Add(point.Id);

        read.ShouldBe(many.Select(point => point.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Faults_CarryTheirKindAndNoText(Server server)
    {
        await using var bed = await QdrantBed.StartAsync(server);
        var collection = await FillAsync(bed);

        var missing = await Should.ThrowAsync<QdrantException>(() => bed.Client.QueryAsync<Kind>("test-none", new QdrantQuery { Query = new SparseVector([1], [1]), Using = "words" }, Stop));
        missing.Failure.ShouldBe(QdrantFailure.NotFound);

        var refused = await Should.ThrowAsync<QdrantException>(() => bed.Client.QueryAsync<Kind>(collection, new QdrantQuery { Query = new SparseVector([1], [1]), Using = "小明的妈妈" }, Stop));
        refused.Failure.ShouldBe(QdrantFailure.Refused);
        refused.ToString().ShouldNotContain("小明");
        refused.InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task Key_IsSent_AndMissedWhereItIsWrong()
    {
        await using var guarded = await QdrantStandIn.StartAsync(apiKey: "right");
        await using var bed = await QdrantBed.StartAsync(settings: [("Qdrant:Endpoint", guarded.Endpoint.AbsoluteUri), ("Qdrant:ApiKey", "right")]);
        (await bed.Client.CollectionsAsync(Stop)).ShouldNotBeNull();

        await using var wrong = await QdrantBed.StartAsync(settings: [("Qdrant:Endpoint", guarded.Endpoint.AbsoluteUri), ("Qdrant:ApiKey", "wrong")]);
        (await Should.ThrowAsync<QdrantException>(() => wrong.Client.CollectionsAsync(Stop))).Failure.ShouldBe(QdrantFailure.Unauthorized);
    }

    [Fact]
    public async Task Requests_ThatFailForAMoment_AreRepeated()
    {
        await using var bed = await QdrantBed.StartAsync();
        var failures = 0;
        bed.StandIn.Fault = context =>
        {
            if (Interlocked.Increment(ref failures) > 2) return Task.FromResult(false);
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };

        (await bed.Client.CollectionsAsync(Stop)).ShouldNotBeNull();

        failures.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Server_WithACertificateNobodyVouchesFor_IsNotSpokenTo()
    {
        await using var impostor = await QdrantStandIn.StartAsync(apiKey: "right", isSecure: true);
        impostor.Endpoint.Scheme.ShouldBe("https");
        await using var bed = await QdrantBed.StartAsync(settings: [("Qdrant:Endpoint", impostor.Endpoint.AbsoluteUri), ("Qdrant:ApiKey", "right")]);

        (await Should.ThrowAsync<QdrantException>(() => bed.Client.CollectionsAsync(Stop))).Failure.ShouldBe(QdrantFailure.Unreachable);

        impostor.Requests.ShouldBeEmpty();
    }

    private static async Task<string> FillAsync(QdrantBed bed)
    {
        var collection = $"{bed.Alias}-plain";
        await bed.Client.CreateCollectionAsync(collection, new CollectionDesign(["words"], ("dense", 2), new QaMetadata("test")), Stop);
        await bed.Client.CreateIndexAsync(collection, "kind", isTenant: false, Stop);
        await bed.Client.UpsertAsync(collection, [.. Ids.Select((id, number) => new QdrantPoint(id, new Dictionary<string, object>
        {
            // 7 in the first two, 9 in the others; each further from (1, 0) than the one before.
            ["words"] = number < 2 ? new SparseVector([7], [number + 1]) : new SparseVector([9], [1]),
            ["dense"] = new float[] { 1, number + 1 },
        }, new { kind = number % 2 == 0 ? "odd" : "even" }))], Stop);
        return collection;
    }

    private sealed record Kind([property: System.Text.Json.Serialization.JsonPropertyName("kind")] string Name);
}
