using System.Collections.Immutable;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>
/// Plays a scenario in the abstract, breadth first over single moves and common pairs, to find which cells
/// (beat × trust band × family), hidden facts and endings can be reached at all. Every state found has a real sequence
/// of moves behind it; states that differ by less than three points are taken as one, so a cell that only a
/// hair's breadth opens may be missed, never invented.
/// </summary>
internal sealed class ScenarioReach
{
    private const int Grain = 3;

    private static readonly ImmutableArray<ImmutableSortedSet<Move>> Acts =
    [
        [],
        .. MoveCatalogue.All.Select(move => ImmutableSortedSet.Create(move)),
        [Move.Empathize, Move.OpenQuestion],
        [Move.Reflect, Move.InviteCollaboration],
        [Move.TakeResponsibility, Move.ProposePlan],
        [Move.ProposePlan, Move.FollowUp],
        [Move.Scaffold, Move.ProbeThinking],
        [Move.Blame, Move.Threaten],
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

    /// <summary>Explores a scenario whose shape is sound.</summary>
    public static ScenarioReach Explore(Scenario scenario)
    {
        var reach = new ScenarioReach();
        // Words that conditions ask for are taken as spoken: reach asks what is possible, not what is likely.
        var words = string.Join(' ', Conditions(scenario).SelectMany(condition => condition.Mentions));
        var frontier = new List<RehearsalState> { RehearsalState.Start(scenario) };
        for (var turn = 0; turn < scenario.MaxTurns && frontier.Count > 0; turn++)
        {
            var next = new Dictionary<(BeatKind, int, int, int, int, int, int), RehearsalState>();
            foreach (var state in frontier)
            {
                foreach (var act in Acts)
                {
                    var reached = PersonaReducer.Reduce(scenario, state, act, words);
                    reach.Note(scenario, reached);
                    if (reached.EndingId is null) next.TryAdd(Key(scenario, reached), reached);
                }
            }

            frontier = [.. next.Values];
        }

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
                yield return new("beats", $"{cell.Beat} × {cell.Band} × {cell.Family} can be reached and has {count} lines", $"write at least {ScenarioValidator.FewestLinesPerCell}");
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

    private void Note(Scenario scenario, RehearsalState state)
    {
        cells.Add((state.Beat, state.Personas[scenario.Lead.Id].Band, MoveCatalogue.FamilyOf(state.MovesNow)));
        facts.UnionWith(state.FactsTold);
        endings.Add(PersonaReducer.EndingOf(scenario, state).Id);
    }

    private static (BeatKind, int, int, int, int, int, int) Key(Scenario scenario, RehearsalState state)
    {
        var lead = state.Personas[scenario.Lead.Id];
        // Moves matter by family and by what closes or earns; the exact set would blow the search up without opening cells.
        var seen = state.MovesSeen.Aggregate(0, (bits, move) => bits | (1 << (int)move.Family()));
        return (state.Beat, lead.Trust / Grain, lead.Agitation / (Grain * 4), lead.Openness / (Grain * 4), lead.Wariness, seen, state.FactsTold.Count);
    }

    private static IEnumerable<Condition> Conditions(Scenario scenario) =>
        scenario.Personas.SelectMany(persona => persona.Facts).Select(fact => fact.When)
            .Concat(scenario.Endings.Select(ending => ending.When).OfType<Condition>());
}
