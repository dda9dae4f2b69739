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

    // The share of good teachers' talks that end well, from which a scenario is gentle, and below which it is demanding.
    private const double Gentle = 0.85;
    private const double Demanding = 0.5;

    /// <summary>1 to 3: how often good teachers come to a good ending. Middling ones hardly ever do, in any scenario.</summary>
    public static int Difficulty(IReadOnlyList<SimulatedRehearsal> talks)
    {
        var good = talks.Where(talk => talk.Teacher == nameof(TeacherSkill.Good)).ToList();
        var reached = (double)good.Count(talk => talk.Ending.Kind == EndingKind.Success) / good.Count;
        return reached >= Gentle ? 1 : reached >= Demanding ? 2 : 3;
    }

    /// <summary>Reading the situation and the replies, thinking, and typing one's own sentences, in whole minutes.</summary>
    public static int Minutes(Scenario scenario, IReadOnlyList<SimulatedRehearsal> talks)
    {
        var able = talks.Where(talk => talk.Teacher != nameof(TeacherSkill.Poor)).ToList();
        var seconds = able.Average(talk => talk.Turns.Sum(turn => (turn.Reply.Length * 60.0 / ReadPerMinute) + SecondsOfThought + (turn.Teacher.Length * 60.0 / TypedPerMinute)));
        return (int)Math.Round((seconds / 60) + ((double)scenario.Situation.Length / ReadPerMinute));
    }
}
