using System.Collections.Concurrent;
using System.CommandLine;
using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Simulation;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>simulate</c>: plays scenarios with simulated teachers and measures whether the simulation is faithful.</summary>
internal static class SimulateCommand
{
    /// <summary>The smallest effect between good and poor teachers that a scenario must show.</summary>
    public const double LeastEffect = 1.5;

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Every scenario; the default when none is named." };
        var only = new Option<string[]>("--scenario") { Description = "Ids of the scenarios to play.", AllowMultipleArgumentsPerToken = true };
        var seeds = new Option<int>("--seeds") { Description = "Rehearsals for each kind of teacher.", DefaultValueFactory = _ => 20 };
        var level = new Option<ScenarioLevel>("--level") { Description = "gentle, standard or demanding.", DefaultValueFactory = _ => ScenarioLevel.Standard };
        var plantLeak = new Option<bool>("--plant-leak") { Description = "Has the model let a hidden fact slip now and then; the command must fail." };
        var transcripts = new Option<DirectoryInfo?>("--transcripts") { Description = "Also write every rehearsal to this folder, to be read." };
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("simulate", "Plays scenarios with simulated teachers: leaks, yielding, consistency, endings, separation of good from poor.")
        {
            all, only, seeds, level, plantLeak, transcripts, json, content,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var run = await SimulationRun.LoadAsync(parsed.GetValue(content)!, parsed.GetValue(only) ?? [], parsed.GetValue(level), parsed.GetValue(seeds), parsed.GetValue(plantLeak));
                var results = await PlayAsync(run, cancellationToken);
                if (parsed.GetValue(transcripts) is { } folder) SimulationTranscripts.Write(folder, results.SelectMany(result => result.Rehearsals));
                return Report(results, parsed.GetValue(json));
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static async Task<List<ScenarioResult>> PlayAsync(SimulationRun run, CancellationToken cancellationToken)
    {
        var results = new ConcurrentBag<ScenarioResult>();
        await AnsiConsole.Progress().AutoClear(true).StartAsync(async context =>
        {
            var progress = context.AddTask("rehearsing", maxValue: run.Scenarios.Count);
            await Parallel.ForEachAsync(run.Scenarios, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (scenario, stop) =>
            {
                results.Add(await run.PlayAsync(scenario, stop));
                progress.Increment(1);
            });
        });
        return [.. results.OrderBy(result => result.Summary.Scenario, StringComparer.Ordinal)];
    }

    private static int Report(List<ScenarioResult> results, FileInfo? json)
    {
        var table = new Table().AddColumns("Scenario", "Turns", "Leak", "Yield", "Consist.", "Speaks", "Role", "Good", "Middling", "Poor", "d", "Trust G/M/P", "d", "Endings G/M/B");
        foreach (var summary in results.Select(result => result.Summary))
        {
            table.AddRow(
                [
                    summary.Scenario, $"{summary.Turns}", .. Enum.GetValues<FidelityProperty>().Select(property => $"{summary.Faults[property]}"),
                    .. Enum.GetValues<TeacherSkill>().Select(skill => $"{summary.CriteriaMet[skill]:0.00}"), $"{summary.CriteriaEffect:0.0}",
                    string.Join('/', Enum.GetValues<TeacherSkill>().Select(skill => $"{summary.FinalTrust[skill]:0}")), $"{summary.TrustEffect:0.0}",
                    string.Join('/', Enum.GetValues<EndingKind>().Select(kind => $"{summary.Endings.GetValueOrDefault(kind)}")),
                ]);
        }

        AnsiConsole.Write(table);
        var problems = results.SelectMany(Problems).ToList();
        CommandOptions.Write(json, new { Turns = results.Sum(result => result.Summary.Turns), Scenarios = results.Select(result => result.Summary), Problems = problems });
        AnsiConsole.WriteLine($"{results.Count} scenarios, {results.Sum(result => result.Summary.Rehearsals)} rehearsals, {results.Sum(result => result.Summary.Turns)} turns; {problems.Count} bars missed");
        return problems.Count == 0 ? 0 : CommandOptions.Fail(problems);
    }

    private static IEnumerable<string> Problems(ScenarioResult result)
    {
        var summary = result.Summary;
        foreach (var fault in result.Faults.GroupBy(fault => (fault.Property, fault.Reason)).Take(10))
        {
            yield return $"{summary.Scenario}: {fault.Key.Property} ({fault.Count()} times), e.g. turn {fault.First().Turn}: {fault.Key.Reason}: {fault.First().Words}";
        }

        if (!summary.AllEndingsReached) yield return $"{summary.Scenario}: endings not reached: {string.Join(", ", Enum.GetValues<EndingKind>().Where(kind => summary.Endings.GetValueOrDefault(kind) == 0))}";
        if (!summary.Ordered) yield return $"{summary.Scenario}: good, middling and poor do not come in this order";
        if (summary.CriteriaEffect < LeastEffect) yield return $"{summary.Scenario}: d in criteria met is {summary.CriteriaEffect:0.00}, below {LeastEffect}";
        if (summary.TrustEffect < LeastEffect) yield return $"{summary.Scenario}: d in final trust is {summary.TrustEffect:0.00}, below {LeastEffect}";
    }
}

/// <summary>One scenario's rehearsals and what was found in them.</summary>
internal sealed record ScenarioResult(SimulationSummary Summary, IReadOnlyList<SimulatedRehearsal> Rehearsals, IReadOnlyList<FidelityFault> Faults);

/// <summary>What is played with what.</summary>
internal sealed class SimulationRun
{
    private readonly RehearsalSimulator simulator;
    private readonly IReadOnlyDictionary<string, UtteranceBank> banks;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> adversaries;
    private readonly ScenarioLevel level;
    private readonly int seeds;
    private readonly LeakyChatClient? leaky;

    private SimulationRun(
        RehearsalSimulator simulator, IReadOnlyList<Scenario> scenarios, IReadOnlyDictionary<string, UtteranceBank> banks,
        IReadOnlyDictionary<string, IReadOnlyList<string>> adversaries, ScenarioLevel level, int seeds, LeakyChatClient? leaky)
    {
        this.simulator = simulator;
        this.banks = banks;
        this.adversaries = adversaries;
        this.level = level;
        this.seeds = seeds;
        this.leaky = leaky;
        Scenarios = scenarios;
    }

    /// <summary>The scenarios to be played, as written.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>Reads content; nothing named means every scenario.</summary>
    /// <exception cref="InvalidContentException">Something is faulty, a scenario is unknown or has no bank.</exception>
    public static Task<SimulationRun> LoadAsync(DirectoryInfo content, IReadOnlyCollection<string> only, ScenarioLevel level, int seeds, bool plantLeak) => Task.Run(() =>
    {
        var catalogue = ScenarioCatalogue.Load(Path.Combine(content.FullName, "scenarios"));
        var banks = UtteranceBank.ReadFolder(Path.Combine(content.FullName, "teachers"));
        var missing = only.Where(id => catalogue.Find(id) is null).Select(id => new ScenarioProblem("--scenario", 1, $"no scenario '{id}'", "use an id of the catalogue"))
            .Concat(Chosen().Where(scenario => !banks.ContainsKey(scenario.Id)).Select(scenario => new ScenarioProblem($"teachers/{scenario.Id}.yaml", 1, "no simulated teachers for this scenario", "write the bank")))
            .ToList();
        if (missing.Count > 0) throw new InvalidContentException(missing);
        var classifier = MoveClassifierCache.LoadOrTrain(Path.Combine(content.FullName, "moves"), Path.Combine(Path.GetTempPath(), "coaching-models"));
        var prompts = PromptCatalogue.Load(Path.Combine(content.FullName, "prompts"));
        var leaky = plantLeak ? new LeakyChatClient() : null;
        var simulator = leaky is null ? RehearsalSimulator.Embedded(classifier, prompts) : new RehearsalSimulator(classifier, prompts, leaky);
        return new SimulationRun(simulator, [.. Chosen()], banks, AdversaryBank.Read(Path.Combine(content.FullName, "teachers", "adversaries", "adversaries.yaml")), level, seeds, leaky);

        IEnumerable<Scenario> Chosen() => catalogue.All.Where(scenario => only.Count == 0 || only.Contains(scenario.Id));
    });

    /// <summary>Plays one scenario with every kind of teacher.</summary>
    public async Task<ScenarioResult> PlayAsync(Scenario written, CancellationToken cancellationToken)
    {
        var scenario = written.At(level);
        leaky?.Knows(scenario);
        var planner = new CuePlanner(scenario);
        var check = new FidelityCheck(scenario);
        var bank = banks[scenario.Id];
        SimulatedTeacher[] teachers =
        [
            .. Enum.GetValues<TeacherSkill>().Select(skill => SimulatedTeacher.Of(skill, bank)),
            SimulatedTeacher.Mending(bank),
            .. adversaries.Select(adversary => SimulatedTeacher.Adversary(adversary.Key, adversary.Value)),
            // The worst prying names the very fact.
            SimulatedTeacher.Adversary("guessing", [.. scenario.Personas.SelectMany(persona => persona.Facts).SelectMany(fact => fact.Paraphrases.Concat(fact.Telltales)).Select(words => $"是不是这样：{words}？")]),
        ];
        var rehearsals = new List<SimulatedRehearsal>();
        foreach (var teacher in teachers)
        {
            for (var seed = 1; seed <= seeds; seed++) rehearsals.Add(await simulator.PlayAsync(scenario, planner, teacher, seed, cancellationToken));
        }

        List<FidelityFault> faults = [.. rehearsals.SelectMany(check.Faults)];
        return new ScenarioResult(SimulationSummary.Of(rehearsals, faults), rehearsals, faults);
    }
}
