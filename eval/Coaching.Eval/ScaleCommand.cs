using System.CommandLine;
using System.Globalization;
using Coaching.Evaluation;
using Coaching.Knowledge;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary>
/// <c>scale</c>: index time, memory and query latency at growing sizes beside Lucene in the same run. Documents are lines
/// of the shipped entries thrown together by a fixed seed: the words and lengths of the trade, at any size. Ratios depend
/// less on the machine than times do.
/// </summary>
internal static class ScaleCommand
{
    private const int Seed = 20260901;
    private const int LinesADocument = 6;
    private const int Questions = 400;

    public static Command Create()
    {
        var sizes = new Option<int[]>("--documents") { Description = "How many documents; may be given several times.", DefaultValueFactory = _ => [1_000, 10_000, 100_000] };
        var content = CommandOptions.Content();
        var json = CommandOptions.Json();
        var command = new Command("scale", "Measures index time, memory and latency at growing sizes, beside Lucene.") { sizes, content, json };
        command.SetAction(parsed =>
        {
            var entries = EntryReader.ReadFolder(Path.Combine(parsed.GetValue(content)!.FullName, "scenarios", "qa")).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
            var steps = parsed.GetValue(sizes)!.Select(size => Measure(entries, size)).ToList();
            Print(steps);
            CommandOptions.Write(parsed.GetValue(json), steps.SelectMany(step => ((Measured[])[step.Coaching, step.Lucene]).Select(system =>
                new { step.Documents, system.Name, system.IndexSeconds, system.MebiBytes, system.P50, system.P95, system.P99 })));
            return 0;
        });
        return command;
    }

    private static ScaleStep Measure(List<Entry> entries, int size)
    {
        AnsiConsole.WriteLine($"{size.ToString("N0", CultureInfo.InvariantCulture)} documents …");
        var data = Data(entries, size);
        var own = RetrievalBench.Measure("coaching", data, RetrieveCommand.BuildPlain);
        LuceneBaseline? lucene = null;
        var other = RetrievalBench.Measure("lucene", data, documents =>
        {
            lucene = new LuceneBaseline(documents);
            return text => lucene.Search(text, RetrievalBench.Depth);
        });
        lucene?.Dispose();
        return new ScaleStep(size, own, other);
    }

    private static RetrievalData Data(List<Entry> entries, int size)
    {
        var random = new Random(Seed);
        var lines = entries.SelectMany(entry => entry.Sections.SelectMany(section => section.Markdown.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Append(entry.Answer)).ToList();
        var documents = Enumerable.Range(0, size).Select(number => new RetrievalDocument
        {
            Id = number.ToString(),
            Text = string.Join('\n', Enumerable.Range(0, LinesADocument).Select(_ => lines[random.Next(lines.Count)])),
        }).ToList();
        var questions = entries.SelectMany(entry => entry.Phrasings.Append(entry.Question)).ToArray();
        random.Shuffle(questions);
        var queries = questions.Take(Questions).Select((text, number) => new RetrievalQuery { Id = $"q{number}", Text = text }).ToList();
        // Only the clock is read here: no document is relevant.
        return new RetrievalData(documents, queries, queries.ToDictionary(query => query.Id, _ => (IReadOnlyDictionary<string, int>)new Dictionary<string, int>(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private static void Print(List<ScaleStep> steps)
    {
        var table = new Table().AddColumns("Documents", "System", "index s", "MiB", "p50 ms", "p95", "p99", "p99 × lucene");
        foreach (var step in steps)
        {
            foreach (var system in (Measured[])[step.Coaching, step.Lucene])
            {
                table.AddRow(step.Documents.ToString("N0", CultureInfo.InvariantCulture), system.Name, $"{system.IndexSeconds:0.00}", $"{system.MebiBytes:0.0}", $"{system.P50:0.00}", $"{system.P95:0.00}", $"{system.P99:0.00}", $"{system.P99 / step.Lucene.P99:0.00}");
            }
        }

        AnsiConsole.Write(table);
    }

    private sealed record ScaleStep(int Documents, Measured Coaching, Measured Lucene);
}
