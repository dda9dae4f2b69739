using System.Collections.Immutable;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>
/// Plays a scenario in the abstract, over a thousand times with teachers of every temper, to find which cells
/// (beat × trust band × family), hidden facts and endings can be reached at all. Whatever it finds has a real sequence
/// of moves behind it; a cell that none of so many plays opened is taken as closed.
/// </summary>
internal sealed class ScenarioReach
{
    private const int Plays = 1500;
    private const int Seed = 4711;

    private static readonly ImmutableArray<ImmutableSortedSet<Move>> Kind =
    [
        .. MoveCatalogue.All.Where(move => move.Family() is MoveFamily.Connect or MoveFamily.Explore or MoveFamily.Act).Select(move => ImmutableSortedSet.Create(move)),
        [Move.Empathize, Move.OpenQuestion],
        [Move.Reflect, Move.InviteCollaboration],
        [Move.TakeResponsibility, Move.ProposePlan],
        [Move.ProposePlan, Move.FollowUp],
        [Move.Scaffold, Move.ProbeThinking],
    ];

    private static readonly ImmutableArray<ImmutableSortedSet<Move>> Unkind =
    [
        .. MoveCatalogue.All.Where(move => move.Family() == MoveFamily.Harm).Select(move => ImmutableSortedSet.Create(move)),
        [Move.Blame, Move.Threaten],
    ];

    private static readonly ImmutableArray<ImmutableSortedSet<Move>> Idle =
    [
        [],
        .. MoveCatalogue.All.Where(move => move.Family() == MoveFamily.Evade).Select(move => ImmutableSortedSet.Create(move)),
    ];

    private readonly HashSet<(BeatKind Beat, TrustBand Band, MoveFamily Family)> cells = [];
    private readonly HashSet<string> facts = new(StringComparer.Ordinal);
    private readonly HashSet<string> endings = new(StringComparer.Ordinal);

    private ScenarioReach()
    {
    }

    /// <summary>The cells that some course of moves reaches.</summary>
    public IReadOnlySet<(BeatKind Beat, TrustBand Band, MoveFamily Family)> Cells => cells;

    /// <summary>Ids of the hidden facts that some course earns.</summary>
    public IReadOnlySet<string> Facts => facts;

    /// <summary>Ids of the endings that some course comes to.</summary>
    public IReadOnlySet<string> Endings => endings;

    /// <summary>Explores a scenario whose shape is sound. The same scenario gives the same result.</summary>
    public static ScenarioReach Explore(Scenario scenario)
    {
        var reach = new ScenarioReach();
        // Words that conditions ask for are taken as spoken: reach asks what is possible, not what is likely.
        var words = string.Join(' ', Conditions(scenario).SelectMany(condition => condition.Mentions));
        var random = new Random(Seed);
        for (var play = 0; play < Plays; play++) reach.Play(scenario, words, random);
        return reach;
    }

    /// <summary>Holes in the lines, facts nobody can earn, endings nobody can come to.</summary>
    public static IEnumerable<ScenarioFault> Faults(Scenario scenario)
    {
        var reach = Explore(scenario);
        foreach (var cell in reach.Cells.Order())
        {
            var count = LinesIn(scenario, cell);
            if (count < ScenarioValidator.FewestLinesPerCell)
            {
                yield return new($"beats[{scenario.Beats.Index().First(beat => beat.Item.Id == cell.Beat).Index}]", $"{cell.Beat} × {cell.Band} × {cell.Family} can be reached and has {count} lines", $"write at least {ScenarioValidator.FewestLinesPerCell}");
            }
        }

        for (var i = 0; i < scenario.Personas.Count; i++)
        {
            for (var j = 0; j < scenario.Personas[i].Facts.Count; j++)
            {
                var fact = scenario.Personas[i].Facts[j];
                if (!reach.Facts.Contains(fact.Id)) yield return new($"personas[{i}].facts[{j}].when", $"nobody can ever earn '{fact.Id}'", "ease its condition");
            }
        }

        for (var i = 0; i < scenario.Endings.Count; i++)
        {
            if (!reach.Endings.Contains(scenario.Endings[i].Id)) yield return new($"endings[{i}]", $"nobody can come to '{scenario.Endings[i].Id}'", "ease its condition or move it up");
        }
    }

    /// <summary>How many lines of the lead persona a cell has.</summary>
    public static int LinesIn(Scenario scenario, (BeatKind Beat, TrustBand Band, MoveFamily Family) cell) =>
        scenario.Beats.Where(beat => beat.Id == cell.Beat)
            .SelectMany(beat => beat.Lines)
            .Where(group => group.Moves.Count == 0
                && (group.By is null || group.By == scenario.Lead.Id)
                && group.Trust.Contains(cell.Band)
                && group.After.Contains(cell.Family))
            .Sum(group => group.Say.Count);

    // One teacher: a temper for the first part of the talk and another for the rest.
    private void Play(Scenario scenario, string words, Random random)
    {
        var state = RehearsalState.Start(scenario);
        var turnsOver = random.Next(1, scenario.MaxTurns);
        var (early, late) = ((random.NextDouble(), random.NextDouble()), (random.NextDouble(), random.NextDouble()));
        for (var turn = 0; turn < scenario.MaxTurns && state.EndingId is null; turn++)
        {
            var (kindness, idleness) = turn < turnsOver ? early : late;
            var acts = random.NextDouble() < kindness ? Kind : random.NextDouble() < idleness ? Idle : Unkind;
            state = PersonaReducer.Reduce(scenario, state, acts[random.Next(acts.Length)], words);
            cells.Add((state.Beat, state.Personas[scenario.Lead.Id].Band, MoveCatalogue.FamilyOf(state.MovesNow)));
            endings.Add(PersonaReducer.EndingOf(scenario, state).Id);
        }

        facts.UnionWith(state.FactsTold);
    }

    private static IEnumerable<Condition> Conditions(Scenario scenario) =>
        scenario.Personas.SelectMany(persona => persona.Facts).Select(fact => fact.When)
            .Concat(scenario.Endings.Select(ending => ending.When).OfType<Condition>());
}
