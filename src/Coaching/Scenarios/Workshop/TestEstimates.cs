using Coaching.Simulation;

namespace Coaching.Scenarios.Workshop;

/// <summary>Figures that a test-run reads off simulated talks. The rules are the authors' judgement, not a measurement.</summary>
internal static class TestEstimates
{
    /// <summary>Characters a teacher reads in a minute, of a text met for the first time.</summary>
    public const int ReadPerMinute = 300;

    /// <summary>Characters a teacher types in a minute on a phone.</summary>
    public const int TypedPerMinute = 40;

    /// <summary>Seconds of thought before an answer.</summary>
    public const int SecondsOfThought = 8;

    // Of good and middling teachers' talks together, the share that fails or stays half-way from which a scenario is harder.
    private const double Gentle = 0.45;
    private const double Demanding = 0.75;

    /// <summary>1 to 3: how often good and middling teachers together do not come to a good ending.</summary>
    public static int Difficulty(IReadOnlyList<SimulatedRehearsal> talks)
    {
        var able = talks.Where(talk => talk.Teacher != nameof(TeacherSkill.Poor)).ToList();
        var missed = (double)able.Count(talk => talk.Ending.Kind != EndingKind.Success) / able.Count;
        return missed < Gentle ? 1 : missed < Demanding ? 2 : 3;
    }

    /// <summary>Reading the situation and the replies, thinking, and typing one's own sentences, in whole minutes.</summary>
    public static int Minutes(Scenario scenario, IReadOnlyList<SimulatedRehearsal> talks)
    {
        var able = talks.Where(talk => talk.Teacher != nameof(TeacherSkill.Poor)).ToList();
        var seconds = able.Average(talk => talk.Turns.Sum(turn => (turn.Reply.Length * 60.0 / ReadPerMinute) + SecondsOfThought + (turn.Teacher.Length * 60.0 / TypedPerMinute)));
        return (int)Math.Round((seconds / 60) + ((double)scenario.Situation.Length / ReadPerMinute));
    }
}
