using System.CommandLine;
using System.Diagnostics;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>moves</c>: how well dialogue moves, or the labels of any other data set, are recognised on a labelled file.</summary>
internal static class MovesCommand
{
    private const int Resamples = 1000;
    private const int Seed = 20260901;

    public static Command Create()
    {
        var train = new Option<FileInfo?>("--train") { Description = "Train on this JSON Lines file (text, labels of any names, optional context) instead of scoring the shipped model." };
        var test = new Option<FileInfo?>("--test") { Description = "The labelled JSON Lines file to score; by default the shipped test split." };
        var llm = new Option<bool>("--llm") { Description = "Also let the configured language model label the file, and compare. Configured as the product is: Models__Provider, Models__Endpoint, Models__Model, Models__ApiKey in the environment." };
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("moves", "Scores the move classifier: precision, recall and F1 by label, with bootstrap intervals.") { train, test, llm, json, content };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await RunAsync(
                    parsed.GetValue(train), parsed.GetValue(test), parsed.GetValue(llm), parsed.GetValue(json), parsed.GetValue(content)!.FullName, cancellationToken);
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(FileInfo? train, FileInfo? test, bool llm, FileInfo? json, string content, CancellationToken cancellationToken)
    {
        var moves = Path.Combine(content, "moves");
        var testFile = test?.FullName ?? Path.Combine(moves, "test.jsonl");
        // Read before training, so that a mistake in a path or a line is told at once.
        var texts = LabelledText.ReadFile(testFile);
        if (texts.Count == 0) return CommandOptions.Fail([$"{testFile} holds no text to score"]);
        if (train is null) LabelledUtterance.ReadFile(testFile);
        await using var service = llm ? ModelService.Open(content) : null;
        if (service is { Problem: { } problem }) return CommandOptions.Fail([problem]);

        var started = Stopwatch.GetTimestamp();
        var reader = train is null ? MovesReader.Shipped(moves) : MovesReader.TrainedOn(train.FullName);
        var trained = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var readings = texts.Select(reader.Read).ToList();
        var microseconds = Stopwatch.GetElapsedTime(started).TotalMicroseconds / texts.Count;

        IReadOnlyList<string> labels = [.. reader.Labels.Union(texts.SelectMany(text => text.Labels), StringComparer.Ordinal)];
        var pairs = readings.Zip(texts, (reading, text) => new LabelledPair(reading.Labels, text.Labels)).ToList();
        var scores = LabelScores.Of(labels, pairs);
        var (macro, micro) = LabelScores.Intervals(labels, pairs, Resamples, Seed);
        Print(scores, macro, micro, texts.Count);
        AnsiConsole.WriteLine($"{(train is null ? "trained, or read from the cache," : "trained")} in {trained.TotalSeconds:0.0} s; {microseconds:0} µs a text");
        var stated = readings.Sum(reading => reading.Stated.Count);
        var statedRightly = readings.Zip(texts, (reading, text) => reading.Stated.Count(text.Labels.Contains)).Sum();
        if (train is null) AnsiConsole.WriteLine($"{stated} red lines sure enough to be stated, {statedRightly} of them rightly");

        var comparison = service is null ? null : await MovesComparison.MakeAsync(service, texts, labels, readings, isOurs: train is null, cancellationToken);
        comparison?.Print();
        CommandOptions.Write(json, new
        {
            scores.MacroF1,
            scores.MicroF1,
            MacroF1Interval = macro,
            MicroF1Interval = micro,
            Utterances = texts.Count,
            RedLinesStated = train is null ? stated : (int?)null,
            RedLinesStatedRightly = train is null ? statedRightly : (int?)null,
            scores.PerLabel,
            Llm = comparison?.Result,
        });
        return comparison is { Scored: 0 } ? CommandOptions.Fail([$"the language model gave no usable answer; the first: {comparison.FirstFault}"]) : 0;
    }

    private static void Print(LabelScores scores, double[] macro, double[] micro, int count)
    {
        var table = new Table().AddColumns("Label", "Name", "Precision", "Recall", "F1", "Support");
        foreach (var score in scores.PerLabel)
        {
            table.AddRow(
                Markup.Escape(score.Label), MoveCatalogue.ByName.TryGetValue(score.Label, out var move) ? move.ChineseName() : "",
                $"{score.Precision:0.00}", $"{score.Recall:0.00}", $"{score.F1:0.00}", $"{score.Support}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{count} texts; macro-F1 {scores.MacroF1:0.000} [{macro[0]:0.000}, {macro[1]:0.000}], micro-F1 {scores.MicroF1:0.000} [{micro[0]:0.000}, {micro[1]:0.000}] (95 % bootstrap)");
    }
}
