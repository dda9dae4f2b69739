using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>
/// What a scenario needs before it is published, beyond what it needs to be played: a version that was rehearsed before
/// these demands were made goes on with its own words.
/// </summary>
internal static class PublishingDemands
{
    private const int FewestParaphrases = 3;
    private const int FewestLinesOfOthers = 20;

    /// <summary>What is still missing.</summary>
    public static IEnumerable<ScenarioFault> Faults(Scenario scenario)
    {
        if (scenario.Levels is null) yield return new("levels", "no levels", "write `levels` with gentle and demanding");
        var facts = scenario.Personas.SelectMany((persona, i) => persona.Facts.Select((fact, j) => (Path: $"personas[{i}].facts[{j}]", Fact: fact))).ToList();
        if (facts.TrueForAll(item => item.Fact.Levels.Count == 0)) yield return new("personas[0].facts", "every level has the same facts", "give one `levels: [demanding]` or `levels: [standard, demanding]`");
        foreach (var (path, fact) in facts)
        {
            if (fact.Paraphrases.Count < FewestParaphrases) yield return new($"{path}.paraphrases", $"{fact.Paraphrases.Count} paraphrases of '{fact.Id}'", $"write at least {FewestParaphrases}");
            if (fact.Paraphrases.FirstOrDefault(sentence => fact.Telltales.Any(word => sentence.Contains(word, StringComparison.Ordinal))) is { } telling)
            {
                yield return new($"{path}.paraphrases", $"“{telling}” holds a telltale word", "say it in other words: the telltales are looked for anyway");
            }
        }

        foreach (var fault in OfEveryScenario(scenario)) yield return fault;
        foreach (var (i, persona) in scenario.Personas.Index().Skip(1))
        {
            var own = scenario.Beats.SelectMany(beat => beat.Lines).Where(group => group.By == persona.Id).ToList();
            if (own.Sum(group => group.Say.Count) is < FewestLinesOfOthers and var count) yield return new($"personas[{i}]", $"'{persona.Id}' has {count} lines", $"write at least {FewestLinesOfOthers}");
            var open = own.Where(group => group.Moves.Count == 0).ToList();
            foreach (var band in Enum.GetValues<TrustBand>())
            {
                foreach (var family in Enum.GetValues<MoveFamily>())
                {
                    if (!open.Exists(group => group.Trust.Contains(band) && group.After.Contains(family))) yield return new($"personas[{i}]", $"'{persona.Id}' has nothing to say at {band} trust after {family}", "write a group, or widen one");
                }
            }
        }
    }

    /// <summary>
    /// What mentors' own scenarios need as well: without an ending in between, every talk is won or lost. The other demands
    /// are advice to them: a school may do with one level, and wordings of facts that nobody wrote are looked for less well.
    /// </summary>
    public static IEnumerable<ScenarioFault> OfEveryScenario(Scenario scenario) =>
        scenario.Endings.All(ending => ending.Kind != EndingKind.Partial) ? [new("endings", "no ending is a Partial", "write one")] : [];
}
