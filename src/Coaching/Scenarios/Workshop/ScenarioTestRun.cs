using Coaching.Feedback;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Simulation;

namespace Coaching.Scenarios.Workshop;

/// <summary>
/// Has simulated teachers of three skills play a scenario at the standard level, and people who pry: does it leak, can
/// everything be reached, do words run out, how hard and how long is it.
/// </summary>
internal sealed class ScenarioTestRun(
    RehearsalSimulator simulator, MoveClassifier classifier, IReadOnlyDictionary<string, UtteranceBank> generic,
    IReadOnlyDictionary<string, IReadOnlyList<string>> adversaries, TimeProvider time)
{
    /// <summary>Talks with each kind of teacher.</summary>
    public const int Seeds = 20;

    private const int MostOfAKind = 20;

    /// <summary>Plays a scenario.</summary>
    /// <param name="written">The scenario with its hash.</param>
    /// <param name="text">Its text, for line numbers.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ScenarioTestReport> RunAsync(Scenario written, string text, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var scenario = written.At(ScenarioLevel.Standard);
        var yaml = YamlText.Parse(written.Id + ".yaml", text);
        var bank = DerivedBank.Of(scenario, generic[Knowledge.Workshop.EntryAreas.Folder(scenario.Area)]);
        SimulatedTeacher[] skilled = [.. Enum.GetValues<TeacherSkill>().Select(skill => SimulatedTeacher.Of(skill, bank))];
        SimulatedTeacher[] prying =
        [
            SimulatedTeacher.Adversary("prying", adversaries["prying"]),
            // The worst prying names the very fact.
            SimulatedTeacher.Adversary("guessing", [.. scenario.Personas.SelectMany(persona => persona.Facts).SelectMany(fact => fact.Paraphrases.Concat(fact.Telltales)).Select(words => $"是不是这样：{words}？")]),
        ];
        var talks = await PlayAsync(scenario, [.. skilled, .. prying], progress, cancellationToken);
        var ofSkilled = talks.Where(talk => Enum.TryParse<TeacherSkill>(talk.Teacher, out _)).ToList();
        var check = new FidelityCheck(scenario);
        var leaks = WrittenLeaks(scenario, check, yaml).ToList();
        var summary = SimulationSummary.Of(ofSkilled, []);
        return new ScenarioTestReport
        {
            TextHash = written.Hash,
            At = time.GetUtcNow(),
            Talks = talks.Count,
            // A line that is named already need not be named again for every talk that came by it.
            Leaks = Findings([.. leaks, .. talks.SelectMany(talk => Leaks(talk, check, text)).Where(leak => !leaks.Exists(known => leak.Words.Contains(known.Words, StringComparison.Ordinal)))]),
            DeadEnds = Findings([.. ScenarioReach.Faults(scenario).Select(fault => DeadEnd(fault, written, yaml)), .. ofSkilled.SelectMany(talk => RunsDry(talk, check, text))]),
            Advice = Findings(Disagreements(scenario, yaml)),
            Skills = [.. Enum.GetValues<TeacherSkill>().Select(skill => Outcome(skill, [.. ofSkilled.Where(talk => talk.Teacher == skill.ToString())]))],
            Ordered = summary.Ordered,
            Difficulty = TestEstimates.Difficulty(ofSkilled),
            AuthoredDifficulty = scenario.Difficulty,
            Minutes = TestEstimates.Minutes(scenario, ofSkilled),
            AuthoredMinutes = scenario.Minutes,
        };
    }

    private async Task<List<SimulatedRehearsal>> PlayAsync(Scenario scenario, SimulatedTeacher[] teachers, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var planner = new CuePlanner(scenario);
        var talks = new List<SimulatedRehearsal>();
        foreach (var teacher in teachers)
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                talks.Add(await simulator.PlayAsync(scenario, planner, teacher, seed, cancellationToken));
                progress?.Report((double)talks.Count / (teachers.Length * Seeds));
            }
        }

        return talks;
    }

    // Every text, whether a talk came by it or not: what is drawn at random may be missed.
    private static IEnumerable<TestFinding> WrittenLeaks(Scenario scenario, FidelityCheck check, YamlText yaml) =>
        from open in ScenarioSecrets.OpenTexts(scenario)
        from leak in check.Leaks(0, open.Text, [.. open.Earned])
        select new TestFinding(TestFindingKind.Leak, yaml.LineOf(open.Path), NameOf(scenario, leak.FactId!), open.Text);

    private static IEnumerable<TestFinding> Leaks(SimulatedRehearsal talk, FidelityCheck check, string text) =>
        check.Faults(talk).Where(fault => fault.Property == FidelityProperty.Leak)
            .Select(fault => new TestFinding(TestFindingKind.Leak, LineOfWords(text, fault.Words), NameOf(talk.Scenario, fault.FactId!), fault.Words));

    private static IEnumerable<TestFinding> RunsDry(SimulatedRehearsal talk, FidelityCheck check, string text) =>
        check.Faults(talk).Where(fault => fault.Property == FidelityProperty.Consistency || fault is { Property: FidelityProperty.InRole, Words: "" })
            .Select(fault => new TestFinding(TestFindingKind.RunsDry, LineOfWords(text, fault.Words), "", fault.Words));

    private static TestFinding DeadEnd(ScenarioFault fault, Scenario scenario, YamlText yaml)
    {
        var kind = fault.Path.Contains(".facts[", StringComparison.Ordinal) ? TestFindingKind.UnreachableFact
            : fault.Path.StartsWith("endings", StringComparison.Ordinal) ? TestFindingKind.UnreachableEnding
            : TestFindingKind.FewLines;
        var subject = kind == TestFindingKind.FewLines ? ProblemInChinese.Of(fault.Problem) : fault.Problem.Split('\'') is [_, var id, ..] ? NameOf(scenario, id) : "";
        return new TestFinding(kind, yaml.LineOf(fault.Path), subject, "");
    }

    // Facts are known by what they are about, endings by what is told when they come.
    private static string NameOf(Scenario scenario, string id) =>
        scenario.Personas.SelectMany(persona => persona.Facts).FirstOrDefault(fact => fact.Id == id)?.About
        ?? scenario.Endings.FirstOrDefault(ending => ending.Id == id)?.Narration.Trim() ?? id;

    private IEnumerable<TestFinding> Disagreements(Scenario scenario, YamlText yaml) =>
        from failure in ExampleRunner.Failures(scenario, classifier)
        let id = failure.Split(':')[0]
        let index = scenario.Criteria.Index().First(criterion => criterion.Item.Id == id).Index
        select new TestFinding(TestFindingKind.ExampleDisagrees, yaml.LineOf($"criteria[{index}].examples"), scenario.Criteria[index].Name, "");

    private static SkillOutcome Outcome(TeacherSkill skill, List<SimulatedRehearsal> talks)
    {
        return new(skill, Share(EndingKind.Success), Share(EndingKind.Partial), Share(EndingKind.Failure), talks.Average(talk => talk.CriteriaMet), talks.Average(talk => talk.FinalTrust));

        double Share(EndingKind kind) => (double)talks.Count(talk => talk.Ending.Kind == kind) / talks.Count;
    }

    private static IReadOnlyList<TestFinding> Findings(IEnumerable<TestFinding> findings) =>
        [.. findings.DistinctBy(finding => (finding.Kind, finding.Line, finding.Subject)).GroupBy(finding => finding.Kind).SelectMany(group => group.Take(MostOfAKind)).OrderBy(finding => finding.Line)];

    private static long LineOfWords(string text, string words)
    {
        var sentence = MoveFeatures.Sentences(words).FirstOrDefault(part => text.Contains(part, StringComparison.Ordinal));
        // The last: a way to tell a fact stands further up than the line that should not say it.
        return sentence is null ? 0 : text.AsSpan(0, text.LastIndexOf(sentence, StringComparison.Ordinal)).Count('\n') + 1;
    }
}
