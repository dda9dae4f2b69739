using System.CommandLine;
using System.Diagnostics;
using Coaching.Evaluation;
using Coaching.Knowledge.Retrieval;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>retrieve</c>: the product's retrieval on any test set in BEIR's form, beside Lucene in the same run.</summary>
internal static class RetrieveCommand
{
    private const int Depth = 100;

    /// <summary>The settings every plain test set gets; nothing is tuned on a set that is reported.</summary>
    private static readonly FieldSettings[] Plain = [new("text", 1)];

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder with corpus.jsonl, queries.jsonl and qrels.tsv.", Required = true };
        var baseline = new Option<string?>("--baseline") { Description = "Also run this system on the same data: lucene." };
        baseline.AcceptOnlyFromAmong("lucene");
        var json = CommandOptions.Json();
        var command = new Command("retrieve", "Measures retrieval: nDCG@10, MRR@10, recall, latency, memory, with bootstrap intervals.") { data, baseline, json };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetValue(data)!, parsed.GetValue(baseline), parsed.GetValue(json));
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static int Run(DirectoryInfo folder, string? baseline, FileInfo? json)
    {
        var data = RetrievalData.Read(folder.FullName);
        AnsiConsole.WriteLine($"{data.Documents.Count} documents, {data.Queries.Count} queries");
        var own = Measure("coaching", data, documents =>
        {
            var index = LexicalIndex.Build(Plain, [.. documents.Select(document => new IReadOnlyList<string>[] { [document.Title + "\n" + document.Text] })]);
            return text => [.. index.Search(text, Depth).Select(hit => documents[hit.Document].Id)];
        });
        List<Measured> systems = [own];
        if (baseline is not null)
        {
            LuceneBaseline? lucene = null;
            systems.Add(Measure(baseline, data, documents =>
            {
                lucene = new LuceneBaseline(documents);
                return text => lucene.Search(text, Depth);
            }));
            lucene?.Dispose();
        }

        Print(systems);
        var difference = systems.Count > 1 ? Difference(own, systems[1]) : null;
        if (difference is not null) AnsiConsole.WriteLine($"nDCG@10 {own.Ndcg10 / systems[1].Ndcg10:0.000} × {baseline}; paired difference {difference.Mean:+0.0000;-0.0000} [{difference.Low:+0.0000;-0.0000}, {difference.High:+0.0000;-0.0000}] (95 % bootstrap over queries)");
        CommandOptions.Write(json, new { own.Ndcg10, own.Mrr10, own.Recall10, own.Recall100, Systems = systems, Difference = difference });
        return 0;
    }

    private static Measured Measure(string name, RetrievalData data, Func<IReadOnlyList<RetrievalDocument>, Func<string, IReadOnlyList<string>>> build)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var search = build(data.Documents);
        var indexed = Stopwatch.GetElapsedTime(started);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var query in data.Queries.Take(50)) search(query.Text);
        var metrics = new List<RankingMetrics>();
        var latencies = new List<double>();
        foreach (var query in data.Queries)
        {
            started = Stopwatch.GetTimestamp();
            var ranking = search(query.Text);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            metrics.Add(RankingMetrics.Of(ranking, data.Grades[query.Id]));
        }

        latencies.Sort();
        var ndcg = metrics.Select(metric => metric.Ndcg10).ToList();
        return new Measured(
            name, ndcg.Average(), Bootstrap.Mean(ndcg), metrics.Average(metric => metric.Mrr10), metrics.Average(metric => metric.Recall5),
            metrics.Average(metric => metric.Recall10), metrics.Average(metric => metric.Recall100), indexed.TotalSeconds, memory / 1048576.0,
            Percentile(0.5), Percentile(0.95), Percentile(0.99), ndcg);

        double Percentile(double share) => latencies[Math.Min(latencies.Count - 1, (int)(share * latencies.Count))];
    }

    private static PairedDifference Difference(Measured one, Measured other)
    {
        var differences = one.PerQuery.Zip(other.PerQuery, (left, right) => left - right).ToList();
        var (low, high) = Bootstrap.Mean(differences);
        return new PairedDifference(differences.Average(), low, high);
    }

    private static void Print(IEnumerable<Measured> systems)
    {
        var table = new Table().AddColumns("System", "nDCG@10", "95 %", "MRR@10", "R@5", "R@10", "R@100", "index s", "MiB", "p50 ms", "p95", "p99");
        foreach (var s in systems)
        {
            table.AddRow(s.Name, $"{s.Ndcg10:0.0000}", $"{s.Ndcg10Interval.Low:0.000}–{s.Ndcg10Interval.High:0.000}", $"{s.Mrr10:0.0000}", $"{s.Recall5:0.000}", $"{s.Recall10:0.000}", $"{s.Recall100:0.000}", $"{s.IndexSeconds:0.0}", $"{s.MebiBytes:0.0}", $"{s.P50:0.00}", $"{s.P95:0.00}", $"{s.P99:0.00}");
        }

        AnsiConsole.Write(table);
    }

    private sealed record PairedDifference(double Mean, double Low, double High);

    private sealed record Measured(
        string Name, double Ndcg10, (double Low, double High) Ndcg10Interval, double Mrr10, double Recall5, double Recall10, double Recall100,
        double IndexSeconds, double MebiBytes, double P50, double P95, double P99,
        [property: System.Text.Json.Serialization.JsonIgnore] IReadOnlyList<double> PerQuery);
}
