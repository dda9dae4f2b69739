using System.CommandLine;
using Coaching.Feedback;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>scenarios</c>: everything that must hold of a scenario, its criteria's examples included.</summary>
internal static class ScenariosCommand
{
    public static Command Create()
    {
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("scenarios", "Validates scenarios, prints the coverage of their lines, and runs the examples of every criterion through the shipped classifier.") { json, content };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetValue(json), parsed.GetValue(content)!);
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static int Run(FileInfo? json, DirectoryInfo content)
    {
        var catalogue = ScenarioCatalogue.Load(Path.Combine(content.FullName, "scenarios"), play: true);
        var classifier = MoveClassifierCache.LoadOrTrain(Path.Combine(content.FullName, "moves"), Path.Combine(Path.GetTempPath(), "coaching-models"));
        var problems = new List<string>();
        var results = new List<object>();
        foreach (var scenario in catalogue.All)
        {
            var cells = ScenarioReach.Explore(scenario).Cells.Order().Select(cell => (Cell: cell, Lines: ScenarioReach.LinesIn(scenario, cell))).ToList();
            PrintCoverage(scenario, cells);
            var failed = ExampleRunner.Failures(scenario, classifier).ToList();
            problems.AddRange(failed.Select(failure => $"{scenario.Id}: {failure}"));
            results.Add(new
            {
                scenario.Id,
                scenario.Version,
                Lines = scenario.Beats.SelectMany(beat => beat.Lines).Sum(group => group.Say.Count),
                Cells = cells.Count,
                FewestInACell = cells.Min(cell => cell.Lines),
                FailedExamples = failed,
            });
        }

        CommandOptions.Write(json, results);
        AnsiConsole.WriteLine($"{catalogue.All.Count} scenarios; {problems.Count} examples come out otherwise than authored");
        return problems.Count == 0 ? 0 : CommandOptions.Fail(problems);
    }

    private static void PrintCoverage(Scenario scenario, List<((BeatKind Beat, TrustBand Band, MoveFamily Family) Cell, int Lines)> cells)
    {
        var families = Enum.GetValues<MoveFamily>();
        var table = new Table { Title = new TableTitle($"{scenario.Id} v{scenario.Version}: lines by reachable cell") };
        table.AddColumn("Beat × trust");
        foreach (var family in families) table.AddColumn(family.ToString());
        foreach (var row in cells.GroupBy(cell => (cell.Cell.Beat, cell.Cell.Band)))
        {
            table.AddRow([$"{row.Key.Beat} × {row.Key.Band}", .. families.Select(family => row.Where(cell => cell.Cell.Family == family).Select(cell => cell.Lines.ToString()).FirstOrDefault("–"))]);
        }

        AnsiConsole.Write(table);
    }
}
