using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coaching.Feedback;
using Coaching.Models;
using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Coaching.Simulation;

/// <summary>One exchange of a simulated rehearsal.</summary>
/// <param name="Teacher">What the simulated teacher said.</param>
/// <param name="Reading">What the classifier read in it.</param>
/// <param name="Before">The state before it.</param>
/// <param name="After">The state after it.</param>
/// <param name="Speaker">Who answered.</param>
/// <param name="Reply">The answer.</param>
public sealed record SimulatedTurn(string Teacher, MoveReading Reading, RehearsalState Before, RehearsalState After, string Speaker, string Reply)
{
    /// <summary>The moves in it.</summary>
    public IReadOnlySet<Move> Moves => Reading.Moves;
}

/// <summary>A whole simulated rehearsal.</summary>
public sealed record SimulatedRehearsal
{
    /// <summary>The scenario as it was played.</summary>
    public required Scenario Scenario { get; init; }
    /// <summary>The kind of teacher.</summary>
    public required string Teacher { get; init; }
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
    /// <summary>The persona's first sentence.</summary>
    public required string Opening { get; init; }
    /// <summary>The exchanges.</summary>
    public required IReadOnlyList<SimulatedTurn> Turns { get; init; }
    /// <summary>How it ended.</summary>
    public required Ending Ending { get; init; }
    /// <summary>Each criterion's verdict and what it rests on.</summary>
    public required IReadOnlyDictionary<string, Judgement> Judgements { get; init; }

    /// <summary>The share of the criteria that are met, 0 to 1; what cannot be judged counts as not met.</summary>
    public double CriteriaMet => (double)Judgements.Values.Count(judgement => judgement.Verdict == Verdict.Met) / Judgements.Count;

    /// <summary>The lead persona's trust at the end, 0 to 100.</summary>
    public int FinalTrust => Turns[^1].After.Personas[Scenario.Lead.Id].Trust;
}

/// <summary>
/// Plays rehearsals in memory with everything that decides a real one: the shipped classifier, the course of the personas,
/// the planned cue, a model, and the rules of the criteria.
/// </summary>
/// <param name="classifier">Reads the teacher's text.</param>
/// <param name="prompts">The prompts.</param>
/// <param name="model">Speaks for the personas.</param>
internal sealed class RehearsalSimulator(MoveClassifier classifier, PromptCatalogue prompts, IChatClient model)
{
    private readonly PersonaVoice voice = new(new Kernel(), model, prompts);

    // Simulated teachers repeat themselves from play to play, so a text is read once for all plays of a planner.
    private readonly ConditionalWeakTable<CuePlanner, ConcurrentDictionary<string, MoveReading>> readings = [];

    /// <summary>A simulator with the model that ships with the product.</summary>
    public static RehearsalSimulator Embedded(MoveClassifier classifier, PromptCatalogue prompts) =>
        new(classifier, prompts, new EmbeddedChatClient(TimeProvider.System, charactersPerSecond: 0));

    /// <summary>Plays one rehearsal.</summary>
    /// <param name="scenario">The scenario, at the level to be played.</param>
    /// <param name="planner">Its planner, shared between plays.</param>
    /// <param name="teacher">Who speaks for the teacher.</param>
    /// <param name="seed">Fixes the teacher's and the embedded model's choices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SimulatedRehearsal> PlayAsync(Scenario scenario, CuePlanner planner, SimulatedTeacher teacher, int seed, CancellationToken cancellationToken)
    {
        var known = readings.GetValue(planner, _ => new ConcurrentDictionary<string, MoveReading>(StringComparer.Ordinal));
        var talk = new SimulatedTalk(scenario, planner, text => known.GetOrAdd(text, classifier.Read), voice, seed);
        foreach (var text in teacher.Utterances(scenario, seed))
        {
            await talk.SayAsync(text, cancellationToken);
            if (talk.State.EndingId is not null) break;
        }

        List<JudgedTurn> judged = [.. talk.Turns.Select(turn => JudgedTurn.Of(turn.Teacher, turn.Reading))];
        return new SimulatedRehearsal
        {
            Scenario = scenario,
            Teacher = teacher.Name,
            Seed = seed,
            Opening = talk.Opening,
            Turns = talk.Turns,
            Ending = PersonaReducer.EndingOf(scenario, talk.State),
            Judgements = scenario.Criteria.ToDictionary(
                criterion => criterion.Id, criterion => CriterionJudge.Judge(scenario, criterion, judged, talk.State.FactsTold, (turn, moves) => classifier.StrengthOf(turn.Text, moves)), StringComparer.Ordinal),
        };
    }

    /// <summary>Begins a talk that somebody leads turn by turn; nothing of it is kept anywhere.</summary>
    /// <param name="scenario">The scenario, at the level to be played.</param>
    /// <param name="seed">Fixes the embedded model's choices.</param>
    public SimulatedTalk Begin(Scenario scenario, int seed) => new(scenario, new CuePlanner(scenario), classifier.Read, voice, seed);
}
