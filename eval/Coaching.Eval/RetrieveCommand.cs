using System.CommandLine;
using Coaching.Evaluation;
using Coaching.Knowledge.Qdrant;
using Coaching.Knowledge.Retrieval;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>retrieve</c>: the product's retrieval on any test set in BEIR's form, beside Lucene in the same run.</summary>
internal static class RetrieveCommand
{
    /// <summary>The settings every plain test set gets; nothing is tuned on a set that is reported.</summary>
    private static readonly FieldSettings[] Plain = [new("text", 1)];

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder with queries.jsonl, qrels.tsv and corpus.jsonl; without a corpus the shipped entries are asked.", Required = true };
        var baseline = new Option<string?>("--baseline") { Description = "Also run this system on the same data: lucene." };
        baseline.AcceptOnlyFromAmong("lucene");
        var index = new Option<string>("--index") { Description = "Where the product's own ranking is computed: embedded or qdrant; both rank alike.", DefaultValueFactory = _ => "embedded" };
        index.AcceptOnlyFromAmong("embedded", "qdrant");
        var qdrant = new Option<string?>("--qdrant") { Description = $"With --index qdrant: the server's address; by default what {QdrantServer.Variable} says. What is stored there is removed at the end." };
        var content = CommandOptions.Content();
        var json = CommandOptions.Json();
        var command = new Command("retrieve", "Measures retrieval: nDCG@10, MRR@10, recall, latency, memory, with bootstrap intervals.") { data, index, qdrant, baseline, content, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await using var server = parsed.GetValue(index) == "qdrant" ? QdrantServer.Find(parsed.GetValue(qdrant)) : null;
                if (server is null && parsed.GetValue(index) == "qdrant") return CommandOptions.Fail([QdrantServer.NoServer]);
                return await RunAsync(parsed.GetValue(data)!, server, parsed.GetValue(baseline), parsed.GetValue(content)!, parsed.GetValue(json), cancellationToken);
            }
            catch (QdrantException fault)
            {
                return CommandOptions.Fail([$"Qdrant did not do what it was asked: {fault.Failure}{(fault.Status is { } status ? $", HTTP {status}" : "")}."]);
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DirectoryInfo folder, QdrantServer? server, string? baseline, DirectoryInfo content, FileInfo? json, CancellationToken cancellationToken)
    {
        // A set without documents of its own asks the shipped entries, ranked as the product ranks them.
        var entries = File.Exists(Path.Combine(folder.FullName, RetrievalData.CorpusFile)) ? null : new EntryRetrieval(content.FullName);
        var data = entries is null ? RetrievalData.Read(folder.FullName) : RetrievalData.Read(folder.FullName, entries.Documents);
        AnsiConsole.WriteLine($"{data.Documents.Count} documents{(entries is null ? "" : " (百问百答)")}, {data.Queries.Count} queries");
        var own = server is null
            ? RetrievalBench.Measure("coaching", data, entries is null ? BuildPlain : _ => entries.Build())
            : await MeasureQdrantAsync(server.Client, data, entries, cancellationToken);
        List<Measured> systems = [own];
        if (baseline is not null)
        {
            LuceneBaseline? lucene = null;
            systems.Add(RetrievalBench.Measure(baseline, data, documents =>
            {
                lucene = new LuceneBaseline(documents);
                return text => lucene.Search(text, RetrievalBench.Depth);
            }));
            lucene?.Dispose();
        }

        RetrievalBench.Print(systems);
        var difference = systems.Count > 1 ? RetrievalBench.Difference(own, systems[1]) : null;
        if (difference is not null) AnsiConsole.WriteLine($"nDCG@10 {own.Ndcg10 / systems[1].Ndcg10:0.000} × {baseline}; paired difference {difference.Mean:+0.0000;-0.0000} [{difference.Low:+0.0000;-0.0000}, {difference.High:+0.0000;-0.0000}] (95 % bootstrap over queries)");
        CommandOptions.Write(json, new { own.Ndcg10, own.Mrr10, own.Recall10, own.Recall100, Index = server is null ? "embedded" : "qdrant", Systems = systems, Difference = difference });
        return 0;
    }

    private static async Task<Measured> MeasureQdrantAsync(QdrantClient client, RetrievalData data, EntryRetrieval? entries, CancellationToken cancellationToken)
    {
        QdrantTextIndex? index = null;
        try
        {
            return await RetrievalBench.MeasureAsync("coaching in qdrant", data, async documents =>
            {
                index = entries is null ? await QdrantTextIndex.BuildAsync(client, Plain, PlainTexts(documents), cancellationToken) : await entries.BuildAsync(client, cancellationToken);
                return async text => entries is null
                    ? [.. (await index.SearchAsync(SynonymList.None.Read(text), RetrievalBench.Depth, cancellationToken)).Select(hit => documents[hit.Document].Id)]
                    : await entries.SearchAsync(index, text, cancellationToken);
            });
        }
        finally
        {
            if (index is not null) await index.DisposeAsync();
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>[]> PlainTexts(IReadOnlyList<RetrievalDocument> documents) =>
        [.. documents.Select(document => new IReadOnlyList<string>[] { [document.Title + "\n" + document.Text] })];

    /// <summary>Title and text as one field.</summary>
    internal static Func<string, IReadOnlyList<string>> BuildPlain(IReadOnlyList<RetrievalDocument> documents)
    {
        var index = LexicalIndex.Build(Plain, PlainTexts(documents));
        return text => [.. index.Search(text, RetrievalBench.Depth).Select(hit => documents[hit.Document].Id)];
    }
}
