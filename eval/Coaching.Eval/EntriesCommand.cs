using System.CommandLine;
using Coaching.Knowledge;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>entries</c>: everything that must hold of the 百问百答 corpus.</summary>
internal static class EntriesCommand
{
    public static Command Create()
    {
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("entries", "Validates the 百问百答 entries: structure, relations, policies.") { json, content };
        command.SetAction(parsed =>
        {
            try
            {
                var folder = Path.Combine(parsed.GetValue(content)!.FullName, "scenarios", "qa");
                var entries = EntryReader.ReadFolder(folder);
                var policies = PolicyList.Read(Path.Combine(folder, "policies.yaml"));
                List<ScenarioProblem> problems = [.. EntryReader.BrokenRelations(entries), .. policies.BrokenCitations(entries)];
                CommandOptions.Write(parsed.GetValue(json), new { Entries = entries.Count, ByArea = entries.CountBy(entry => entry.Area).ToDictionary(), Problems = problems });
                AnsiConsole.WriteLine($"{entries.Count} entries; {problems.Count} problems");
                return problems.Count == 0 ? 0 : CommandOptions.Fail(problems.Select(problem => problem.ToString()));
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }
}
