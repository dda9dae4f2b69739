namespace Coaching.Scenarios;

/// <summary>A hidden fact must not stand anywhere a teacher can read, or a model is told, before it is earned.</summary>
internal static class ScenarioSecrets
{
    /// <summary>Every telltale word in a text that is open before its fact is earned.</summary>
    public static IEnumerable<ScenarioFault> Faults(Scenario scenario)
    {
        var open = OpenTexts(scenario).ToList();
        return from fact in scenario.Personas.SelectMany(persona => persona.Facts)
               from telltale in fact.Telltales
               from text in open
               where text.Text.Contains(telltale, StringComparison.Ordinal) && !text.Earned.Contains(fact.Id)
               select new ScenarioFault(text.Path, $"“{telltale}” gives '{fact.Id}' away before it is earned", "reword, or make it depend on the fact");
    }

    /// <summary>Every text that can be read or spoken, with the facts that are earned by then.</summary>
    public static IEnumerable<(string Path, string Text, IReadOnlyList<string> Earned)> OpenTexts(Scenario s) =>
    [
        ("title", s.Title, []),
        ("summary", s.Summary, []),
        ("situation", s.Situation, []),
        ("goal", s.Goal, []),
        ("levels.gentle.note", s.Levels?.Gentle.Note ?? "", []),
        ("levels.demanding.note", s.Levels?.Demanding.Note ?? "", []),
        .. s.Personas.SelectMany((persona, i) => PersonaTexts(persona, $"personas[{i}]")),
        .. s.Beats.SelectMany((beat, i) => BeatTexts(beat, $"beats[{i}]")),
        .. s.Answers.SelectMany((answer, i) => Each($"answers[{i}].say", answer.Say, answer.When?.FactsAll ?? [])),
        .. s.Answers.SelectMany((answer, i) => Each($"answers[{i}].refuse", answer.Refuse, [])),
        .. Each("unknown", s.Unknown, []),
        .. Each("puzzled", s.Puzzled, []),
        .. s.Endings.SelectMany((ending, i) => Each($"endings[{i}].say", ending.Say, ending.When?.FactsAll ?? [])),
        .. s.Endings.Select((ending, i) => ($"endings[{i}].narration", ending.Narration, ending.When?.FactsAll ?? [])),
        .. s.Criteria.SelectMany((criterion, i) => CriterionTexts(criterion, $"criteria[{i}]")),
    ];

    private static IEnumerable<(string, string, IReadOnlyList<string>)> PersonaTexts(Persona persona, string path) =>
    [
        ($"{path}.role", persona.Role, []),
        ($"{path}.profile", persona.Profile, []),
        ($"{path}.manner", persona.Manner, []),
        // Whoever hears a fact told has earned what it builds on.
        .. persona.Facts.SelectMany((fact, i) => Each($"{path}.facts[{i}].tells", fact.Tells, [fact.Id, .. fact.When.FactsAll])),
        .. persona.Facts.Select((fact, i) => ($"{path}.facts[{i}].about", fact.About, (IReadOnlyList<string>)[fact.Id, .. fact.When.FactsAll])),
    ];

    private static IEnumerable<(string, string, IReadOnlyList<string>)> BeatTexts(Beat beat, string path) =>
    [
        ($"{path}.intent", beat.Intent, []),
        .. Each($"{path}.opens", beat.Opens, []),
        .. beat.Lines.SelectMany((group, i) => Each($"{path}.lines[{i}].say", group.Say, [])),
    ];

    // A hint in the middle of a rehearsal is made of these.
    private static IEnumerable<(string, string, IReadOnlyList<string>)> CriterionTexts(Criterion criterion, string path) =>
    [
        ($"{path}.name", criterion.Name, []),
        ($"{path}.change", criterion.Change, []),
        ($"{path}.sayable", criterion.Sayable, []),
    ];

    private static IEnumerable<(string, string, IReadOnlyList<string>)> Each(string path, IReadOnlyList<string> lines, IReadOnlyList<string> earned) =>
        lines.Select((line, i) => ($"{path}[{i}]", line, earned));
}
