using System.CommandLine;
using System.Globalization;
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
        var command = new Command("entries", "Validates the 百问百答 entries: structure, relations, policies, reading level, near-duplicates.") { json, content };
        command.SetAction(parsed =>
        {
            try
            {
                var scenarios = Path.Combine(parsed.GetValue(content)!.FullName, "scenarios");
                var folder = Path.Combine(scenarios, "qa");
                var entries = EntryReader.ReadFolder(folder);
                var problems = CorpusCheck.Problems(
                    entries, PolicyList.Read(Path.Combine(folder, "policies.yaml")),
                    ScenarioCatalogue.Load(scenarios).All.Select(scenario => scenario.Id).ToHashSet(StringComparer.Ordinal));
                var levels = entries.Select(CorpusCheck.LevelOf).ToList();
                var reading = new
                {
                    MeanSentence = levels.Select(level => level.MeanSentence).DefaultIfEmpty().Average(),
                    LongestSentence = levels.Select(level => level.LongestSentence).DefaultIfEmpty().Max(),
                    MostRare = levels.Select(level => level.RareShare).DefaultIfEmpty().Max(),
                };
                CommandOptions.Write(parsed.GetValue(json), new { Entries = entries.Count, ByArea = entries.CountBy(entry => entry.Area).ToDictionary(), Reading = reading, Problems = problems });
                AnsiConsole.WriteLine($"{entries.Count} entries; {problems.Count} problems");
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sentences: {reading.MeanSentence:0.0} characters in the mean, {reading.LongestSentence} at the most; uncommon characters: {reading.MostRare:P2} at the most"));
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
