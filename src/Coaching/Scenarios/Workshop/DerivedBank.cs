using Coaching.Simulation;

namespace Coaching.Scenarios.Workshop;

/// <summary>
/// What simulated teachers say in a scenario that has no authored bank: good ones say what the scenario itself holds up as
/// good, filled up from the area's generic bank; the others speak as flat or impatient teachers do anywhere.
/// </summary>
internal static class DerivedBank
{
    /// <summary>The bank.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="generic">The generic bank of its area.</param>
    public static UtteranceBank Of(Scenario scenario, UtteranceBank generic)
    {
        // An example is a sequence and the worked talk a whole course: each sentence keeps the part of the talk it was written for.
        var courses = scenario.Criteria.SelectMany(criterion => criterion.Examples.Met).Append([.. scenario.Worked.Turns.Select(turn => turn.Teacher)]);
        var placed = courses.SelectMany(course => course.Select((text, i) => (text, Part: course.Count == 1 ? 1 : 2 * i / (course.Count - 1)))).ToLookup(item => item.Part, item => item.text);
        var sayable = scenario.Criteria.Select(criterion => criterion.Sayable).ToList();
        return generic with
        {
            Scenario = scenario.Id,
            Good = new PhasedUtterances
            {
                Early = Distinct(placed[0], sayable.Take(2), generic.Good.Early),
                Middle = Distinct(placed[1], sayable, generic.Good.Middle),
                Late = Distinct(placed[2], sayable.TakeLast(2), generic.Good.Late),
            },
        };
    }

    private static IReadOnlyList<string> Distinct(params IEnumerable<string>[] parts) => [.. parts.SelectMany(part => part).Distinct(StringComparer.Ordinal)];
}
