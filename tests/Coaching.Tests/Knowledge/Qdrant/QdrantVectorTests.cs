using Coaching.Knowledge;
using Coaching.Knowledge.Qdrant;
using Coaching.Knowledge.Retrieval;
using Coaching.Tests.Models.Embeddings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>Vectors beside the words in a collection: whose they are, when they come, and that nothing takes them away by mistake.</summary>
public sealed class QdrantVectorTests
{
    private const string Question = "家长嫌作业太多";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Server.StandIn)]
    [InlineData(Server.Real)]
    public async Task Ensure_StoresVectorsAsTheyCome_WithoutBuildingAnew(Server server)
    {
        using var model = new LetterVectors();
        await using var bed = await QdrantBed.StartAsync(server, model: model);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, Question);
        await bed.Embedded.RebuildAsync(Stop);
        await bed.VectorsAsync();
        await bed.Index.EnsureAsync(Stop);
        (await VectorsOfAsync(bed, "hs-1")).ShouldBe(4);
        var made = new TaskCompletionSource();
        model.Before = stop => made.Task.WaitAsync(stop);

        await bed.StoreAsync("hs-2", 1, QdrantBed.City, "学生上课睡觉");
        await bed.Index.UpdateAsync(["hs-2"], Stop);
        (await VectorsOfAsync(bed, "hs-2")).ShouldBe(0);
        var collection = await bed.Client.AliasTargetAsync(bed.Alias, Stop);

        made.SetResult();
        await bed.VectorsAsync();
        await bed.Index.EnsureAsync(Stop);

        (await VectorsOfAsync(bed, "hs-2")).ShouldBe(4);
        (await bed.Client.AliasTargetAsync(bed.Alias, Stop)).ShouldBe(collection);
    }

    [Fact]
    public async Task Ensure_WhileTheModelIsAway_LeavesTheVectorsThatAreThere()
    {
        using var model = new LetterVectors();
        await using var bed = await QdrantBed.StartAsync(model: model);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, Question);
        await bed.Embedded.RebuildAsync(Stop);
        await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);
        var before = bed.StandIn.Dump(bed.Alias);
        using var away = new LetterVectors { Before = stop => Task.Delay(Timeout.Infinite, stop) };
        // Another server with the same configuration that cannot make a single vector, and waits for the first in vain.
        await using var other = await CoachingFixture.StartAsync(replace: away.Replace, settings: [.. LetterVectors.Settings]);
        var time = new FakeTimeProvider();
        using var library = new DenseLibrary(other.Services.GetRequiredService<DenseEncoder>(), time, other.Services.GetRequiredService<ILogger<DenseLibrary>>());
        using var index = bed.IndexWith(library);

        var ensuring = index.EnsureAsync(Stop);
        await CoachingFixture.EventuallyAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(ensuring.IsCompleted ? "done" : null);
        });
        await ensuring;

        bed.StandIn.Dump(bed.Alias).ShouldBe(before);
        // It searches by words meanwhile.
        (await index.SearchAsync(new QaQuery(Question, QdrantBed.School, 5), Stop)).ShouldHaveSingleItem().Vectors.ShouldBeNull();
    }

    [Fact]
    public async Task Ensure_WithAnotherModel_BuildsAnew()
    {
        using var model = new LetterVectors();
        await using var bed = await QdrantBed.StartAsync(model: model);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, Question);
        await bed.Embedded.RebuildAsync(Stop);
        await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);
        var collection = await bed.Client.AliasTargetAsync(bed.Alias, Stop);
        using var another = new LetterVectors { Vector = text => [.. LetterVectors.Of(text).Take(32)] };
        await using var other = await CoachingFixture.StartAsync(replace: another.Replace, settings: [.. LetterVectors.Settings, ("Embeddings:DocumentPrefix", "passage: ")]);
        using var index = bed.IndexWith(other.Services.GetRequiredService<DenseLibrary>());

        await index.EnsureAsync(Stop);

        (await bed.Client.AliasTargetAsync(bed.Alias, Stop)).ShouldNotBe(collection);
        (await bed.Client.MetadataAsync<QaMetadata>(bed.Alias, Stop))!.Dimension.ShouldBe(32);
        bed.StandIn.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_WithManyTextsADocument_ReadsAsDeepAsItMust()
    {
        // All vectors but a few are of one entry: the nearest fifty documents lie behind hundreds of its points.
        using var model = new LetterVectors { Vector = text => text.Contains("很多问法") ? [1, .. new float[LetterVectors.Size - 1]] : [.. LetterVectors.Of(text).Select((value, place) => place == 0 ? 2 : value)] };
        await using var bed = await QdrantBed.StartAsync(model: model);
        foreach (var number in Enumerable.Range(0, 70)) await bed.StoreAsync($"hs-{number:00}", 1, QdrantBed.City, $"第{number}件事");
        await bed.StoreAsync("hs-many", 1, QdrantBed.City, "很多问法", phrasings: [.. Enumerable.Range(0, 450).Select(number => $"很多问法{number}")]);
        await bed.Embedded.RebuildAsync(Stop);
        await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);

        foreach (var question in (string[])["很多问法", "第7件事", "家长"])
        {
            var (here, there) = (await QdrantBed.AskAsync(bed.Embedded, question, top: 60), await QdrantBed.AskAsync(bed.Index, question, top: 60));

            there.Select(line => line.Split('@')[0]).ShouldBe(here.Select(line => line.Split('@')[0]), ignoreOrder: true, question);
        }

        bed.StandIn.Requests.ShouldContain(request => request.Body.Contains("\"exact\":true") && request.Body.Contains("\"limit\":1600"));
    }

    [Fact]
    public async Task Product_StoresVectorsInTheQdrantItNames_AndSaysSo()
    {
        using var model = new LetterVectors();
        await using var bed = await QdrantBed.StartAsync(shipped: true, model: model);
        var index = bed.Services.GetRequiredService<IQaIndex>();
        await bed.VectorsAsync();

        await CoachingFixture.EventuallyAsync(() => Task.FromResult(index is { Name: "qdrant", Vectors: not null } ? "stored" : null));

        index.Describe().ShouldBe("qdrant · with vectors of letters");
        (await index.SearchAsync(new QaQuery("家长说作业太多", QdrantBed.School, 5), Stop)).ShouldAllBe(hit => hit.Vectors == "letters");
        bed.StandIn.Refusals.ShouldBeEmpty();
    }

    // Points that a query by vector finds are those that have one.
    private static async Task<long> VectorsOfAsync(QdrantBed bed, string entryId) => (await bed.Client.QueryAsync<FoundDocument>(bed.Alias, new QdrantQuery
    {
        Query = LetterVectors.Of(Question),
        Using = QaDocument.DenseName,
        Params = new QdrantSearchParams(Exact: true),
        Filter = new QdrantFilter(Must: [QdrantCondition.AnyOf("entry_id", [entryId])]),
        Limit = 100,
        WithPayload = ["entry_id", "version", "texts"],
    }, Stop)).Count;
}
