using System.Text.Json.Nodes;
using Coaching.Knowledge;
using Coaching.Knowledge.Qdrant;
using Coaching.Tests.Models.Embeddings;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>What the product sends is what Qdrant's contract asks for, and a judge that lets anything pass would be noticed.</summary>
public sealed class ContractTests
{
    private static readonly string[] Free = ["payload", "metadata"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_AreAccepted_AndRefusedWhenAltered()
    {
        await using var server = await QdrantStandIn.StartAsync();
        var samples = await SamplesAsync();

        samples.Count.ShouldBe(StandInRules.Known.Count());
        foreach (var (method, path, body) in samples)
        {
            StandInRules.Fault(method, path, Element(body), []).ShouldBeNull($"{method} {path}");
            foreach (var (what, altered) in Alterations(body)) StandInRules.Fault(method, path, Element(altered), []).ShouldNotBeNull($"{method} {path}: {what}");
        }
    }

    [Fact]
    public async Task PublishedContract_AcceptsTheRequests_AndRefusesThemAltered()
    {
        if (QdrantBed.Contract() is not { } contract)
        {
            Assert.Skip($"No published contract at {QdrantBed.ContractPath}; the stand-in's own rules are tested above.");
            return;
        }

        foreach (var (method, path, body) in await SamplesAsync())
        {
            contract.Fault(method, path, Element(body), []).ShouldBeNull($"{method} {path}");
            foreach (var (what, altered) in Alterations(body)) contract.Fault(method, path, Element(altered), []).ShouldNotBeNull($"{method} {path}: {what}");
        }
    }

    [Theory]
    [InlineData("""{"searches": [{"query": {"indices": [1], "values": [1]}, "usin": "0-words"}]}""")]
    [InlineData("""{"searches": [{"query": {"indices": [1], "values": [1]}, "using": "0-words", "limit": "10"}]}""")]
    [InlineData("""{"searches": [{"query": {"indices": [1, 1], "values": [1, 1]}, "using": "0-words"}]}""")]
    [InlineData("""{"searches": [{"query": {"indices": [1], "values": [1]}, "using": "nowhere"}]}""")]
    [InlineData("""{"searches": [{"query": {"indices": [1], "values": [1]}, "using": "0-words", "filter": {"must": [{"key": "area", "match": {"any": ["x"]}}]}}]}""")]
    [InlineData("""{"searches": """)]
    public async Task StandIn_RefusesOverTheWire(string body)
    {
        await using var bed = await QdrantBed.StartAsync();
        await bed.Index.RebuildAsync(Stop);
        using var http = new HttpClient { BaseAddress = bed.StandIn.Endpoint };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await http.PostAsync($"collections/{bed.Alias}/points/query/batch", content, Stop)).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);

        bed.StandIn.Refusals.ShouldHaveSingleItem();
    }

    // One request of each kind, as the product sends it: the longest, which says the most.
    private static async Task<List<(string Method, string Path, JsonNode? Body)>> SamplesAsync()
    {
        using var model = new LetterVectors();
        await using var bed = await QdrantBed.StartAsync(model: model);
        foreach (var number in Enumerable.Range(1, 3)) await bed.StoreAsync($"hs-{number}", 1, QdrantBed.City, $"第{number}件事家长怎么看");
        await bed.Embedded.RebuildAsync(Stop);
        await bed.VectorsAsync();
        for (var n = 0; n < 3; n++) await bed.Index.RebuildAsync(Stop);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, "家长怎么看", status: EntryStatus.Retired);
        await bed.Index.UpdateAsync(["hs-1"], Stop);
        await bed.Index.SearchAsync(new QaQuery("家长怎么看", QdrantBed.School, 5), Stop);
        await bed.Client.CountAsync(bed.Alias, new QdrantFilter(Must: [QdrantCondition.AnyOf("entry_id", ["hs-2"])]), Stop);
        await bed.Client.SnapshotAsync(bed.Alias, Stop);
        await bed.Client.QueryAsync<QaMetadata>(bed.Alias, new QdrantQuery
        {
            Prefetch = [new QdrantQuery { Query = new SparseVector([1], [1]), Using = "0-words", Limit = 10 }],
            Query = new SparseVector([1], [1]),
            Using = "0-bigrams",
            Params = new QdrantSearchParams(Exact: true),
            Limit = 5,
            WithPayload = ["entry_id"],
            Filter = new QdrantFilter(MustNot: [QdrantCondition.AnyOf("unit_path", ["x"])]),
        }, Stop);
        bed.StandIn.Refusals.ShouldBeEmpty();
        return [.. bed.StandIn.Requests.GroupBy(request => (request.Method, request.Path)).Select(group =>
        {
            var longest = group.MaxBy(request => request.Body.Length).Body;
            return (group.Key.Method, group.Key.Path, longest.Length == 0 ? null : JsonNode.Parse(longest));
        })];
    }

    // Every property misspelt, and every value of another type, one at a time; what is free by contract left alone.
    private static IEnumerable<(string What, JsonNode Altered)> Alterations(JsonNode? body)
    {
        foreach (var path in Paths(body, []))
        {
            if (path[^1] is string name && !Names(path))
            {
                var renamed = body!.DeepClone();
                var parent = At(renamed, path[..^1]).AsObject();
                var value = parent[name];
                parent.Remove(name);
                parent[name + "x"] = value;
                yield return ($"{string.Join('.', path)} misspelt", renamed);
            }

            var typed = body!.DeepClone();
            Replace(typed, path, At(typed, path) is JsonValue plain && plain.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "x" : JsonValue.Create(-1.5));
            yield return ($"{string.Join('.', path)} of another type", typed);
        }
    }

    // Names of vectors are the collection's own: only the collection can refuse a wrong one.
    private static bool Names(object[] path) => path.Length > 1 && path[^2] is "vector" or "sparse_vectors" or "vectors";

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        if (path.Length > 0) yield return path;
        if (path is [.., string last] && Free.Contains(last)) yield break;
        IEnumerable<(object Key, JsonNode? Value)> children = node switch
        {
            JsonObject map => map.Select(property => ((object)property.Key, property.Value)),
            JsonArray list => list.Take(1).Select((item, number) => ((object)number, item)),
            _ => [],
        };
        foreach (var (key, value) in children)
        {
            foreach (var inner in Paths(value, [.. path, key])) yield return inner;
        }
    }

    private static JsonNode At(JsonNode root, object[] path) => path.Aggregate(root, (node, key) => (key is string name ? node[name] : node[(int)key])!);

    private static void Replace(JsonNode root, object[] path, JsonNode? value)
    {
        var parent = At(root, path[..^1]);
        if (path[^1] is string name) parent[name] = value;
        else parent[(int)path[^1]] = value;
    }

    private static System.Text.Json.JsonElement? Element(JsonNode? node) => node is null ? null : System.Text.Json.JsonSerializer.SerializeToElement(node);
}
