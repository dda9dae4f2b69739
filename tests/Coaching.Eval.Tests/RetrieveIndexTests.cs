using System.Text.Json;
using Coaching.Tests.Knowledge.Qdrant;
using Shouldly;

namespace Coaching.Eval.Tests;

/// <summary><c>retrieve --index</c>: the same ranking from Qdrant as in memory, and a clear word where there is no Qdrant.</summary>
public sealed class RetrieveIndexTests : IDisposable
{
    private static readonly string[] Areas = ["课堂", "作业", "家校", "班级"];

    private readonly string folder = Directory.CreateTempSubdirectory("coaching-retrieve-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retrieve_FromQdrant_MeasuresWhatItMeasuresInMemory(bool withCorpus)
    {
        await WriteSetAsync(withCorpus);
        await using var server = await QdrantStandIn.StartAsync();

        var here = await RetrieveAsync("--index", "embedded");
        var there = await RetrieveAsync("--index", "qdrant", "--qdrant", server.Endpoint.AbsoluteUri);

        there.GetProperty("index").GetString().ShouldBe("qdrant");
        foreach (var measure in (string[])["ndcg10", "mrr10", "recall10", "recall100"]) there.GetProperty(measure).GetDouble().ShouldBe(here.GetProperty(measure).GetDouble(), 1e-6, measure);
        here.GetProperty("ndcg10").GetDouble().ShouldBeGreaterThan(0.1);
        server.Refusals.ShouldBeEmpty();
        server.Requests.ShouldContain(request => request.Path.EndsWith("/points/query/batch", StringComparison.Ordinal));
        server.Collections.ShouldBeEmpty("what was stored is removed");
    }

    [Fact]
    public async Task Retrieve_FromNoQdrant_FailsAndSaysSo()
    {
        await WriteSetAsync(withCorpus: true);
        Assert.SkipWhen(Environment.GetEnvironmentVariable(QdrantServer.Variable) is { Length: > 0 }, $"{QdrantServer.Variable} names one.");

        (await RunAsync("--index", "qdrant")).ShouldBe(1);
        (await RunAsync("--index", "qdrant", "--qdrant", "localhost")).ShouldBe(1);
        (await RunAsync("--index", "qdrant", "--qdrant", "http://127.0.0.1:9")).ShouldBe(1);
        (await RunAsync("--index", "elsewhere")).ShouldNotBe(0);
        QdrantServer.NoServer.ShouldContain("--qdrant http://localhost:6333");
    }

    // Small and with ties: documents that differ in one word only. Without a corpus the shipped entries are asked.
    private async Task WriteSetAsync(bool withCorpus)
    {
        if (!withCorpus)
        {
            var entries = Coaching.Knowledge.EntryReader.ReadFolder(Path.Combine(new ContentOptions().Folder, "scenarios", "qa")).Take(5).ToList();
            await File.WriteAllLinesAsync(Path.Combine(folder, "queries.jsonl"), entries.Select(entry => JsonSerializer.Serialize(new { id = "q-" + entry.Id, text = entry.Phrasings[0] })), Stop);
            await File.WriteAllLinesAsync(Path.Combine(folder, "qrels.tsv"), entries.Select(entry => $"q-{entry.Id}\t{entry.Id}\t1"), Stop);
            return;
        }

        var documents = Enumerable.Range(0, 40).Select(number => $$"""{"id":"d{{number}}","title":"{{Areas[number % 4]}}","text":"第{{number / 4}}种情况下老师怎么和学生说{{Areas[number % 3]}}的事"}""");
        await File.WriteAllLinesAsync(Path.Combine(folder, "corpus.jsonl"), documents, Stop);
        await File.WriteAllLinesAsync(Path.Combine(folder, "queries.jsonl"), Enumerable.Range(0, 8).Select(number => $$"""{"id":"q{{number}}","text":"第{{number}}种情况怎么说{{Areas[number % 4]}}"}"""), Stop);
        await File.WriteAllLinesAsync(Path.Combine(folder, "qrels.tsv"), Enumerable.Range(0, 8).Select(number => $"q{number}\td{(number * 4) + (number % 4)}\t1"), Stop);
    }

    private async Task<JsonElement> RetrieveAsync(params string[] options)
    {
        var json = Path.Combine(folder, "out.json");
        (await RunAsync([.. options, "--json", json])).ShouldBe(0);
        return JsonDocument.Parse(await File.ReadAllTextAsync(json, Stop)).RootElement;
    }

    private Task<int> RunAsync(params string[] options) => Cli.Create().Parse(["retrieve", "--data", folder, .. options]).InvokeAsync(cancellationToken: Stop);
}
