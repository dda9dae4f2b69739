using System.Diagnostics;
using Coaching.Evaluation;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary>Runs a retrieval system over a test set and says how good, how fast and how large it is.</summary>
internal static class RetrievalBench
{
    /// <summary>How deep rankings are read.</summary>
    public const int Depth = 100;

    private const int WarmingQueries = 50;

    /// <summary>Builds a system, warms it up and asks it everything.</summary>
    /// <param name="name">For the table.</param>
    /// <param name="data">The test set.</param>
    /// <param name="build">Makes the system: from a question to document ids, best first.</param>
    public static Measured Measure(string name, RetrievalData data, Func<IReadOnlyList<RetrievalDocument>, Func<string, IReadOnlyList<string>>> build) =>
        // Nothing here waits, so the task is done when it comes back.
        MeasureAsync(name, data, documents =>
        {
            var search = build(documents);
            return Task.FromResult<Func<string, Task<IReadOnlyList<string>>>>(text => Task.FromResult(search(text)));
        }).GetAwaiter().GetResult();

    /// <summary>The same for a system that is spoken to over a network.</summary>
    /// <inheritdoc cref="Measure" />
    public static async Task<Measured> MeasureAsync(string name, RetrievalData data, Func<IReadOnlyList<RetrievalDocument>, Task<Func<string, Task<IReadOnlyList<string>>>>> build)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var search = await build(data.Documents);
        var indexed = Stopwatch.GetElapsedTime(started);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var query in data.Queries.Take(WarmingQueries)) await search(query.Text);
        var metrics = new List<RankingMetrics>();
        var latencies = new List<double>();
        foreach (var query in data.Queries)
        {
            started = Stopwatch.GetTimestamp();
            var ranking = await search(query.Text);
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

    /// <summary>How much better one is than the other on the same questions.</summary>
    public static PairedDifference Difference(Measured one, Measured other)
    {
        var differences = one.PerQuery.Zip(other.PerQuery, (left, right) => left - right).ToList();
        var (low, high) = Bootstrap.Mean(differences);
        return new PairedDifference(differences.Average(), low, high);
    }

    /// <summary>Prints a row a system.</summary>
    public static void Print(IEnumerable<Measured> systems)
    {
        var table = new Table().AddColumns("System", "nDCG@10", "95 %", "MRR@10", "R@5", "R@10", "R@100", "index s", "MiB", "p50 ms", "p95", "p99");
        foreach (var s in systems)
        {
            table.AddRow(s.Name, $"{s.Ndcg10:0.0000}", $"{s.Ndcg10Interval.Low:0.000}–{s.Ndcg10Interval.High:0.000}", $"{s.Mrr10:0.0000}", $"{s.Recall5:0.000}", $"{s.Recall10:0.000}", $"{s.Recall100:0.000}", $"{s.IndexSeconds:0.0}", $"{s.MebiBytes:0.0}", $"{s.P50:0.00}", $"{s.P95:0.00}", $"{s.P99:0.00}");
        }

        AnsiConsole.Write(table);
    }
}

/// <summary>A mean difference of nDCG@10 with its 95 % bootstrap interval over questions.</summary>
internal sealed record PairedDifference(double Mean, double Low, double High);

/// <summary>What one system did; times in milliseconds where they do not say otherwise.</summary>
internal sealed record Measured(
    string Name, double Ndcg10, Interval Ndcg10Interval, double Mrr10, double Recall5, double Recall10, double Recall100,
    double IndexSeconds, double MebiBytes, double P50, double P95, double P99,
    [property: System.Text.Json.Serialization.JsonIgnore] IReadOnlyList<double> PerQuery);
