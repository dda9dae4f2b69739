namespace Coaching.Scenarios;

/// <summary>How hard the simulated people make it: their temper and what they keep back differ, never the words they use.</summary>
public enum ScenarioLevel
{
    /// <summary>从容: they come calmer and take more from a good move.</summary>
    Gentle,
    /// <summary>标准: as the scenario is written.</summary>
    Standard,
    /// <summary>吃劲: they come with more on their minds, and give way more slowly.</summary>
    Demanding,
}

/// <summary>The two levels beside the standard one.</summary>
public sealed record ScenarioLevels
{
    /// <summary>The gentler one.</summary>
    public required Temperament Gentle { get; init; }

    /// <summary>The harder one.</summary>
    public required Temperament Demanding { get; init; }
}

/// <summary>What a level changes.</summary>
public sealed record Temperament
{
    /// <summary>What is different, in one sentence for the teacher; holds no hidden fact.</summary>
    public required string Note { get; init; }

    /// <summary>The state before the first word, by persona id; every persona is there.</summary>
    public required IReadOnlyDictionary<string, StateVector> Start { get; init; }

    /// <summary>What good moves give, in percent of the standard: 100 to 150 when gentle, 60 to 100 when demanding.</summary>
    public required int Gains { get; init; }

    /// <summary>What harmful moves cost, in percent of the standard: 60 to 100 when gentle, 100 to 140 when demanding.</summary>
    public required int Harms { get; init; }
}

/// <summary>Scenarios as they are played at a level.</summary>
public static class ScenarioAtLevel
{
    /// <summary>The scenario with the temper and the facts of a level; itself at the standard level or where it has no levels.</summary>
    public static Scenario At(this Scenario scenario, ScenarioLevel level)
    {
        var temperament = scenario.Levels is { } levels && level != ScenarioLevel.Standard
            ? level == ScenarioLevel.Gentle ? levels.Gentle : levels.Demanding
            : null;
        return scenario with { Personas = [.. scenario.Personas.Select(persona => persona.At(level, temperament))] };
    }

    /// <summary>The levels a scenario can be played at.</summary>
    public static IReadOnlyList<ScenarioLevel> PlayableLevels(this Scenario scenario) =>
        scenario.Levels is null ? [ScenarioLevel.Standard] : Enum.GetValues<ScenarioLevel>();

    /// <summary>What a level changes, for the teacher; null for the standard one.</summary>
    public static string? NoteOf(this Scenario scenario, ScenarioLevel level) => level switch
    {
        ScenarioLevel.Gentle => scenario.Levels?.Gentle.Note,
        ScenarioLevel.Demanding => scenario.Levels?.Demanding.Note,
        _ => null,
    };

    private static Persona At(this Persona persona, ScenarioLevel level, Temperament? temperament) => persona with
    {
        Facts = [.. persona.Facts.Where(fact => fact.Levels.Count == 0 || fact.Levels.Contains(level))],
        Start = temperament?.Start[persona.Id] ?? persona.Start,
        Moves = temperament is null
            ? persona.Moves
            : persona.Moves.ToDictionary(move => move.Key, move => new StateVector
            {
                Trust = Scale(move.Value.Trust, temperament),
                Agitation = -Scale(-move.Value.Agitation, temperament),
                Openness = Scale(move.Value.Openness, temperament),
            }),
    };

    // Rounded away from nought, so that a small shift does not vanish.
    private static int Scale(int shift, Temperament temperament) =>
        (int)Math.Round(shift * (shift > 0 ? temperament.Gains : temperament.Harms) / 100.0, MidpointRounding.AwayFromZero);
}
