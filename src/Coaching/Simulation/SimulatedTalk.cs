using System.Text;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>A rehearsal in memory, one exchange after another; it is stored nowhere and belongs to nobody's record.</summary>
internal sealed class SimulatedTalk
{
    private readonly Scenario scenario;
    private readonly CuePlanner planner;
    private readonly Func<string, MoveReading> read;
    private readonly PersonaVoice voice;
    private readonly int seed;
    private readonly List<Turn> said = [];
    private readonly List<SimulatedTurn> turns = [];

    public SimulatedTalk(Scenario scenario, CuePlanner planner, Func<string, MoveReading> read, PersonaVoice voice, int seed)
    {
        (this.scenario, this.planner, this.read, this.voice, this.seed) = (scenario, planner, read, voice, seed);
        State = RehearsalState.Start(scenario);
        Opening = planner.Opening(seed);
        said.Add(Spoken(scenario.Lead.Id, Opening));
    }

    /// <summary>The persona's first sentence.</summary>
    public string Opening { get; }

    /// <summary>The state after the last exchange.</summary>
    public RehearsalState State { get; private set; }

    /// <summary>The exchanges so far.</summary>
    public IReadOnlyList<SimulatedTurn> Turns => turns;

    /// <summary>Whether it is over: an ending was reached, or the teacher has no turns left.</summary>
    public bool IsOver => State.EndingId is not null || State.TeacherTurns >= scenario.MaxTurns;

    /// <summary>Says something and hears the answer.</summary>
    public async Task<SimulatedTurn> SayAsync(string text, CancellationToken cancellationToken)
    {
        var (before, reading) = (State, read(text));
        var after = PersonaReducer.Reduce(scenario, before, reading.Moves, text);
        var told = after.FactsTold.Count > before.FactsTold.Count ? after.FactsTold[^1] : null;
        var cue = planner.Plan(after, told, text, seed);
        var reply = new StringBuilder();
        await foreach (var chunk in voice.SpeakAsync(scenario, said, text, cue, cancellationToken)) reply.Append(chunk);
        var turn = new SimulatedTurn(text, reading, before, after, cue.Speaker, reply.ToString());
        turns.Add(turn);
        said.Add(Spoken(null, text));
        said.Add(Spoken(scenario.Personas.First(persona => persona.Name == cue.Speaker).Id, turn.Reply));
        State = after with { LinesSpoken = after.LinesSpoken.Union(planner.LinesIn(turn.Reply)) };
        return turn;
    }

    private Turn Spoken(string? personaId, string text) => new() { Number = said.Count + 1, PersonaId = personaId, Text = text, Status = TurnStatus.Complete };
}
