namespace Coaching.Scenarios;

/// <summary>What must hold of a scenario's levels, where it has any.</summary>
internal static class LevelFaults
{
    /// <summary>Finds faults.</summary>
    public static IEnumerable<ScenarioFault> Of(Scenario scenario)
    {
        if (scenario.Levels is not { } levels) yield break;
        foreach (var fault in Of(scenario, levels.Gentle, "levels.gentle", (100, 150), (60, 100))) yield return fault;
        foreach (var fault in Of(scenario, levels.Demanding, "levels.demanding", (60, 100), (100, 140))) yield return fault;
        var sometimes = scenario.Personas.SelectMany(persona => persona.Facts).Where(fact => fact.Levels.Count > 0).Select(fact => fact.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (i, ending) in scenario.Endings.Index())
        {
            foreach (var id in ending.When?.FactsAll.Where(sometimes.Contains) ?? []) yield return new($"endings[{i}].when", $"'{id}' is not there at every level", "name a fact without `levels`");
        }

        foreach (var (i, criterion) in scenario.Criteria.Index())
        {
            foreach (var id in FactsIn(criterion.Met).Concat(FactsIn(criterion.Undecided)).Where(sometimes.Contains)) yield return new($"criteria[{i}].met", $"'{id}' is not there at every level", "name a fact without `levels`");
        }
    }

    private static IEnumerable<ScenarioFault> Of(Scenario scenario, Temperament level, string path, (int Low, int High) gains, (int Low, int High) harms)
    {
        if (level.Gains < gains.Low || level.Gains > gains.High) yield return new($"{path}.gains", $"gains {level.Gains} is not {gains.Low} to {gains.High}", $"use {gains.Low} to {gains.High}");
        if (level.Harms < harms.Low || level.Harms > harms.High) yield return new($"{path}.harms", $"harms {level.Harms} is not {harms.Low} to {harms.High}", $"use {harms.Low} to {harms.High}");
        foreach (var persona in scenario.Personas)
        {
            if (!level.Start.TryGetValue(persona.Id, out var start)) yield return new($"{path}.start", $"no start for '{persona.Id}'", "give every persona a start");
            else if (new[] { start.Trust, start.Agitation, start.Openness }.Any(value => value is < 0 or > 100)) yield return new($"{path}.start.{persona.Id}", "a starting value is not 0 to 100", "use 0 to 100");
        }

        foreach (var id in level.Start.Keys.Where(id => scenario.Personas.All(persona => persona.Id != id))) yield return new($"{path}.start.{id}", $"nobody is called '{id}'", "use a persona's id");
    }

    private static IEnumerable<string> FactsIn(CriterionRule rule) =>
        new[] { rule.FactTold, rule.FactUntold }.OfType<string>().Concat(rule.All.Concat(rule.Any).SelectMany(FactsIn));
}
