using System.CommandLine;
using System.Diagnostics;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>moves</c>: how well dialogue moves are recognised on a labelled file.</summary>
internal static class MovesCommand
{
    private const int Resamples = 1000;
    private const int Seed = 20260901;

    public static Command Create()
    {
        var train = new Option<FileInfo?>("--train") { Description = "Train on this JSON Lines file instead of the shipped data; a fifth of it, by hash of the text, calibrates." };
        var test = new Option<FileInfo?>("--test") { Description = "The labelled JSON Lines file to score; by default the shipped test split." };
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("moves", "Scores the move classifier: precision, recall and F1 by label, with bootstrap intervals.") { train, test, json, content };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetValue(train), parsed.GetValue(test), parsed.GetValue(json), parsed.GetValue(content)!);
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static int Run(FileInfo? train, FileInfo? test, FileInfo? json, DirectoryInfo content)
    {
        var moves = Path.Combine(content.FullName, "moves");
        var started = Stopwatch.GetTimestamp();
        var classifier = train is null ? Shipped(moves) : TrainedOn(train);
        var trained = Stopwatch.GetElapsedTime(started);
        var utterances = LabelledUtterance.ReadFile(test?.FullName ?? Path.Combine(moves, "test.jsonl"));
        started = Stopwatch.GetTimestamp();
        var readings = utterances.Select(utterance => classifier.Read(utterance.Text)).ToList();
        var microseconds = Stopwatch.GetElapsedTime(started).TotalMicroseconds / utterances.Count;
        var pairs = readings.Zip(utterances, (reading, utterance) => ((IReadOnlyCollection<Move>)reading.Moves, (IReadOnlyCollection<Move>)utterance.Labels)).ToList();
        var stated = readings.Sum(reading => reading.RedLines.Count);
        var statedRightly = readings.Zip(utterances, (reading, utterance) => reading.RedLines.Count(utterance.Labels.Contains)).Sum();
        var scores = MoveScores.Of(pairs);
        var (macro, micro) = Intervals(pairs);
        Print(scores, macro, micro, trained, microseconds, utterances.Count);
        AnsiConsole.WriteLine($"{stated} red lines sure enough to be stated, {statedRightly} of them rightly");
        CommandOptions.Write(json, new
        {
            scores.MacroF1,
            scores.MicroF1,
            MacroF1Interval = macro,
            MicroF1Interval = micro,
            Utterances = utterances.Count,
            RedLinesStated = stated,
            RedLinesStatedRightly = statedRightly,
            scores.PerLabel,
        });
        return 0;
    }

    private static MoveClassifier Shipped(string folder) => MoveClassifier.Train(
        [.. Directory.GetFiles(folder, "train*.jsonl").Order(StringComparer.Ordinal).SelectMany(LabelledUtterance.ReadFile)],
        LabelledUtterance.ReadFile(Path.Combine(folder, "dev.jsonl")));

    // The split follows the text, not its place in the file: shuffling the file changes nothing.
    private static MoveClassifier TrainedOn(FileInfo file)
    {
        var parts = LabelledUtterance.ReadFile(file.FullName).ToLookup(utterance => MoveFeatures.Of(utterance.Text).Aggregate(0UL, (sum, feature) => sum ^ feature) % 5 == 0);
        return MoveClassifier.Train([.. parts[false]], [.. parts[true]]);
    }

    private static (double[] Macro, double[] Micro) Intervals(List<(IReadOnlyCollection<Move>, IReadOnlyCollection<Move>)> pairs)
    {
        var random = new Random(Seed);
        var samples = Enumerable.Range(0, Resamples)
            .Select(_ => MoveScores.Of([.. Enumerable.Range(0, pairs.Count).Select(_ => pairs[random.Next(pairs.Count)])]))
            .ToList();
        return (Middle(samples.Select(sample => sample.MacroF1)), Middle(samples.Select(sample => sample.MicroF1)));

        static double[] Middle(IEnumerable<double> values)
        {
            var sorted = values.Order().ToArray();
            return [sorted[(int)(0.025 * sorted.Length)], sorted[(int)(0.975 * sorted.Length)]];
        }
    }

    private static void Print(MoveScores scores, double[] macro, double[] micro, TimeSpan trained, double microseconds, int count)
    {
        var table = new Table().AddColumns("Label", "Name", "Precision", "Recall", "F1", "Support");
        foreach (var score in scores.PerLabel)
        {
            table.AddRow(score.Label.ToString(), score.Label.ChineseName(), $"{score.Precision:0.00}", $"{score.Recall:0.00}", $"{score.F1:0.00}", $"{score.Support}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{count} utterances; macro-F1 {scores.MacroF1:0.000} [{macro[0]:0.000}, {macro[1]:0.000}], micro-F1 {scores.MicroF1:0.000} [{micro[0]:0.000}, {micro[1]:0.000}] (95 % bootstrap)");
        AnsiConsole.WriteLine($"trained in {trained.TotalSeconds:0.0} s; {microseconds:0} µs an utterance");
    }
}
