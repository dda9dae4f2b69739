namespace Coaching.Scenarios.Workshop;

/// <summary>Something wrong or doubtful in the text of a scenario.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Text">What it is and how to mend it, in Chinese.</param>
/// <param name="Blocking">Whether it keeps the scenario from being played; otherwise it is advice.</param>
public sealed record DraftProblem(long Line, string Text, bool Blocking);

/// <summary>A text as far as it can be read.</summary>
/// <param name="Scenario">The scenario; null while something keeps it from being played.</param>
/// <param name="Problems">What is wrong, by line; the blocking first.</param>
public sealed record DraftReading(Scenario? Scenario, IReadOnlyList<DraftProblem> Problems);

/// <summary>Reads texts as the shipped scenarios are read, but never refuses one: it lists what is wrong.</summary>
internal static class DraftCheck
{
    private const int MostProblems = 200;

    /// <summary>Reads a text.</summary>
    /// <param name="scenarioId">The id it must have.</param>
    /// <param name="text">The text.</param>
    public static DraftReading Read(string scenarioId, string text)
    {
        var file = scenarioId + ".yaml";
        try
        {
            var scenario = ScenarioReader.Read(file, text);
            var yaml = YamlText.Parse(file, text);
            var demands = PublishingDemands.OfEveryScenario(scenario).ToList();
            var advice = PublishingDemands.Faults(scenario).Except(demands);
            var problems = demands.Select(fault => Problem(fault, yaml, true)).Concat(advice.Select(fault => Problem(fault, yaml, false)));
            return new DraftReading(demands.Count == 0 ? scenario : null, Ordered(problems));
        }
        catch (InvalidContentException fault)
        {
            return new DraftReading(null, Ordered(fault.Problems.Select(problem => new DraftProblem(problem.Line, ProblemInChinese.Of(problem.Problem), true))));
        }
    }

    private static DraftProblem Problem(ScenarioFault fault, YamlText yaml, bool blocking) =>
        new(yaml.LineOf(fault.Path), ProblemInChinese.Of(fault.Problem), blocking);

    private static IReadOnlyList<DraftProblem> Ordered(IEnumerable<DraftProblem> problems) =>
        [.. problems.Distinct().OrderByDescending(problem => problem.Blocking).ThenBy(problem => problem.Line).Take(MostProblems)];
}
