using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>A fault in a scenario by the path of its value.</summary>
internal readonly record struct ScenarioFault(string Path, string Problem, string Mend);

/// <summary>
/// What every scenario must have before it may be played. Structure and secrecy are checked at every start; playing it
/// through, and running the examples of its criteria, takes longer and is done by <c>coaching-eval scenarios</c>.
/// </summary>
internal static class ScenarioValidator
{
    public const int FewestLines = 120;
    public const int FewestLinesPerCell = 3;
    public const int FewestAnswers = 15;
    public const int FewestCriteria = 6;
    public const int FewestFacts = 3;
    public const int MostTurns = 20;

    /// <summary>Finds faults.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="play">Also plays it, a second's work, to find holes, unreachable facts and unreachable endings.</param>
    public static IEnumerable<ScenarioFault> Validate(Scenario scenario, bool play)
    {
        if (scenario.Kind == ScenarioKind.Assignment)
        {
            return [new("kind", "homework to hand in cannot be played yet", "use `kind: dialogue`")];
        }

        var shape = Shape(scenario).ToList();
        // The deeper checks play the scenario, so they need its shape to be sound.
        return shape.Count > 0 ? shape : [.. ScenarioSecrets.Faults(scenario), .. play ? [.. PublishingDemands.Faults(scenario), .. ScenarioReach.Faults(scenario)] : Array.Empty<ScenarioFault>()];
    }

    private static IEnumerable<ScenarioFault> Shape(Scenario scenario) =>
    [
        .. Head(scenario),
        .. scenario.Personas.SelectMany((persona, i) => PersonaFaults(scenario, persona, $"personas[{i}]")),
        .. BeatFaults(scenario),
        .. AnswerFaults(scenario),
        .. EndingFaults(scenario),
        .. CriterionFaults(scenario),
        .. Ids(scenario),
        .. UnknownFacts(scenario),
        .. LevelFaults.Of(scenario),
    ];

    private static IEnumerable<ScenarioFault> Head(Scenario s)
    {
        if (s.Version < 1) yield return new("version", "version is below 1", "start at 1 and count up");
        if (s.Difficulty is < 1 or > 3) yield return new("difficulty", $"difficulty {s.Difficulty} is not 1 to 3", "use 1, 2 or 3");
        if (s.MaxTurns is < 6 or > MostTurns) yield return new("maxTurns", $"maxTurns {s.MaxTurns} is not 6 to {MostTurns}", $"use 6 to {MostTurns}");
        if (s.Minutes is < 3 or > 30) yield return new("minutes", $"minutes {s.Minutes} is not 3 to 30", "estimate between 3 and 30");
        if (s.Grades.Count == 0 || s.Grades.Any(grade => grade is < 1 or > 12)) yield return new("grades", "grades are not within 1 to 12", "list at least one grade");
        if (s.Topics.Count == 0) yield return new("topics", "no topics", "name three to six topics of 百问百答");
        if (s.Personas.Count == 0) yield return new("personas", "nobody to talk with", "add a persona");
        if (s.Unknown.Count < 6) yield return new("unknown", $"{s.Unknown.Count} ways to say 不清楚", "write at least 6");
        if (s.Puzzled.Count < 5) yield return new("puzzled", $"{s.Puzzled.Count} puzzled reactions", "write at least 5");
        if (s.Worked.Turns.Count < 4) yield return new("worked.turns", "the worked example is too short", "write at least 4 exchanges");
    }

    private static IEnumerable<ScenarioFault> PersonaFaults(Scenario scenario, Persona persona, string path)
    {
        if (!InRange(persona.Start, 0, 100)) yield return new($"{path}.start", "a starting value is not 0 to 100", "use 0 to 100");
        var missing = MoveCatalogue.All.Except(persona.Moves.Keys).ToList();
        if (missing.Count > 0) yield return new($"{path}.moves", $"no shift for {string.Join(", ", missing)}", "give every move its shift");
        foreach (var (move, shift) in persona.Moves)
        {
            if (!InRange(shift, -20, 20)) yield return new($"{path}.moves.{move}", $"a shift of {move} is not −20 to 20", "use −20 to 20");
            if (move.Family() == MoveFamily.Harm && (shift.Trust > 0 || shift.Agitation < 0 || shift.Openness > 0))
            {
                yield return new($"{path}.moves.{move}", $"{move} harms but is rewarded", "trust and openness ≤ 0, agitation ≥ 0");
            }
        }

        if (persona == scenario.Lead && persona.Facts.Count < FewestFacts)
        {
            yield return new($"{path}.facts", $"{persona.Facts.Count} hidden facts", $"write at least {FewestFacts}");
        }

        foreach (var (i, fact) in persona.Facts.Index())
        {
            if (fact.Tells.Count < 3) yield return new($"{path}.facts[{i}].tells", $"{fact.Tells.Count} ways to tell '{fact.Id}'", "write at least 3");
            if (fact.Telltales.Count < 3) yield return new($"{path}.facts[{i}].telltales", $"{fact.Telltales.Count} telltale words", "write at least 3");
        }
    }

    private static IEnumerable<ScenarioFault> BeatFaults(Scenario s)
    {
        foreach (var kind in Enum.GetValues<BeatKind>())
        {
            if (s.Beats.Count(beat => beat.Id == kind) != 1) yield return new("beats", $"beat '{kind}' is there {s.Beats.Count(b => b.Id == kind)} times", "write each beat once");
        }

        for (var i = 0; i < s.Beats.Count; i++)
        {
            var beat = s.Beats[i];
            if (beat.Id == BeatKind.Opening && beat.Opens.Count < 3) yield return new($"beats[{i}].opens", $"{beat.Opens.Count} first sentences", "write at least 3");
            for (var j = 0; j < beat.Lines.Count; j++)
            {
                var group = beat.Lines[j];
                if (group.After.Count == 0 && group.Moves.Count == 0) yield return new($"beats[{i}].lines[{j}]", "lines answer nothing", "give `after` or `moves`");
                if (group.By is { } by && s.Personas.All(persona => persona.Id != by)) yield return new($"beats[{i}].lines[{j}].by", $"nobody is called '{by}'", "use a persona's id");
            }
        }

        var lines = (from beat in s.Beats.Index()
                     from entry in beat.Item.Lines.Index()
                     from line in entry.Item.Say.Index()
                     select (Path: $"beats[{beat.Index}].lines[{entry.Index}].say[{line.Index}]", Line: line.Item)).ToList();
        if (lines.Count < FewestLines) yield return new("beats", $"{lines.Count} lines", $"write at least {FewestLines}");
        foreach (var twice in lines.GroupBy(line => line.Line, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return new(twice.Last().Path, $"the line “{twice.Key}” stands {twice.Count()} times", "keep one");
        }
    }

    private static IEnumerable<ScenarioFault> AnswerFaults(Scenario s)
    {
        if (s.Answers.Count < FewestAnswers) yield return new("answers", $"{s.Answers.Count} answers", $"write at least {FewestAnswers}");
        for (var i = 0; i < s.Answers.Count; i++)
        {
            var answer = s.Answers[i];
            if (answer.Asks.Count < 3) yield return new($"answers[{i}].asks", $"'{answer.Id}' is asked in {answer.Asks.Count} ways", "write at least 3");
            if (answer.Say.Count < 2) yield return new($"answers[{i}].say", $"'{answer.Id}' is answered in {answer.Say.Count} ways", "write at least 2");
            if (answer.By is { } by && s.Personas.All(persona => persona.Id != by)) yield return new($"answers[{i}].by", $"nobody is called '{by}'", "use a persona's id");
            if (answer.When is not null && answer.Refuse.Count == 0) yield return new($"answers[{i}].refuse", $"'{answer.Id}' is gated but has no way around it", "write `refuse`");
        }
    }

    private static IEnumerable<ScenarioFault> EndingFaults(Scenario s)
    {
        if (s.Endings.Count == 0 || s.Endings[^1].When is not null) yield return new("endings", "the last ending has a condition", "end with one that always applies");
        for (var i = 0; i < s.Endings.Count; i++)
        {
            if (i < s.Endings.Count - 1 && s.Endings[i].When is null) yield return new($"endings[{i}]", $"endings after '{s.Endings[i].Id}' can never apply", "give it `when`");
            if (s.Endings[i] is { Immediate: true, When: null }) yield return new($"endings[{i}].immediate", $"'{s.Endings[i].Id}' would end the talk at once, whatever happens", "give it `when`");
            if (s.Endings[i].Say.Count < 2) yield return new($"endings[{i}].say", $"'{s.Endings[i].Id}' has {s.Endings[i].Say.Count} last words", "write at least 2");
        }

        foreach (var kind in new[] { EndingKind.Success, EndingKind.Failure })
        {
            if (s.Endings.All(ending => ending.Kind != kind)) yield return new("endings", $"no ending is a {kind}", "write one");
        }
    }

    private static IEnumerable<ScenarioFault> CriterionFaults(Scenario s)
    {
        if (s.Criteria.Count < FewestCriteria) yield return new("criteria", $"{s.Criteria.Count} criteria", $"write at least {FewestCriteria}");
        for (var i = 0; i < s.Criteria.Count; i++)
        {
            var (criterion, path) = (s.Criteria[i], $"criteria[{i}]");
            if (criterion.Examples.Met.Count < 2) yield return new($"{path}.examples.met", "fewer than 2 positive examples", "write 2");
            if (criterion.Examples.NotMet.Count < 2) yield return new($"{path}.examples.notMet", "fewer than 2 negative examples", "write 2");
            foreach (var (rule, key) in new[] { (criterion.Met, "met"), (criterion.Undecided, "undecided") })
            {
                foreach (var fault in RuleFaults(s, rule, $"{path}.{key}")) yield return fault;
            }
        }
    }

    private static IEnumerable<ScenarioFault> RuleFaults(Scenario s, CriterionRule rule, string path)
    {
        var keys = new[]
        {
            rule.Turn is not null, rule.Order.Count > 0, rule.Never is not null, rule.All.Count > 0, rule.Any.Count > 0,
            rule.TurnsFewerThan is not null, rule.FactTold is not null, rule.FactUntold is not null,
        };
        if (keys.Count(given => given) != 1) yield return new(path, "a rule needs exactly one key", "use one of turn, order, never, all, any, turnsFewerThan, factTold, factUntold");
        var facts = s.Personas.SelectMany(persona => persona.Facts).Select(fact => fact.Id);
        foreach (var id in new[] { rule.FactTold, rule.FactUntold }.OfType<string>().Except(facts, StringComparer.Ordinal))
        {
            yield return new(path, $"no hidden fact is called '{id}'", "use a fact's id");
        }

        (string Path, TurnPattern? Pattern)[] patterns = [($"{path}.turn", rule.Turn), ($"{path}.never", rule.Never), .. rule.Order.Select((pattern, i) => ($"{path}.order[{i}]", (TurnPattern?)pattern))];
        foreach (var (where, pattern) in patterns)
        {
            if (pattern is { Moves.Count: 0, AllMoves.Count: 0, Phrases.Count: 0 }) yield return new(where, "a pattern matches any turn", "give moves, allMoves or phrases");
            if (pattern?.To is { } to && s.Personas.All(persona => persona.Id != to)) yield return new(where, $"nobody is called '{to}'", "use a persona's id");
        }

        var inner = rule.All.Select((part, i) => ($"{path}.all[{i}]", part)).Concat(rule.Any.Select((part, i) => ($"{path}.any[{i}]", part)));
        foreach (var fault in inner.SelectMany(part => RuleFaults(s, part.part, part.Item1))) yield return fault;
    }

    private static IEnumerable<ScenarioFault> Ids(Scenario s)
    {
        IEnumerable<(string Path, string Id)>[] lists =
        [
            s.Personas.Select((persona, i) => ($"personas[{i}].id", persona.Id)),
            s.Personas.SelectMany((persona, i) => persona.Facts.Select((fact, j) => ($"personas[{i}].facts[{j}].id", fact.Id))),
            s.Answers.Select((answer, i) => ($"answers[{i}].id", answer.Id)),
            s.Endings.Select((ending, i) => ($"endings[{i}].id", ending.Id)),
            s.Criteria.Select((criterion, i) => ($"criteria[{i}].id", criterion.Id)),
        ];
        return from list in lists
               from twice in list.GroupBy(item => item.Id, StringComparer.Ordinal)
               where twice.Count() > 1
               select new ScenarioFault(twice.Last().Path, $"id '{twice.Key}' is used {twice.Count()} times", "make ids unique");
    }

    // A condition on a fact that is not there never holds: an answer would stay shut without anybody noticing.
    private static IEnumerable<ScenarioFault> UnknownFacts(Scenario s)
    {
        var facts = s.Personas.SelectMany(persona => persona.Facts).Select(fact => fact.Id).ToList();
        IEnumerable<(string Path, Condition? When)>[] conditions =
        [
            s.Personas.SelectMany((persona, i) => persona.Facts.Select((fact, j) => ($"personas[{i}].facts[{j}].when", (Condition?)fact.When))),
            s.Answers.Select((answer, i) => ($"answers[{i}].when", answer.When)),
            s.Endings.Select((ending, i) => ($"endings[{i}].when", ending.When)),
        ];
        return from condition in conditions.SelectMany(list => list)
               from id in condition.When?.FactsAll ?? []
               where !facts.Contains(id)
               select new ScenarioFault(condition.Path, $"no hidden fact is called '{id}'", "use a fact's id");
    }

    private static bool InRange(StateVector v, int low, int high) =>
        new[] { v.Trust, v.Agitation, v.Openness }.All(value => value >= low && value <= high);
}
