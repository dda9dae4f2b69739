using Coaching.Rehearsals;
using Coaching.Scenarios;

namespace Coaching.Host.Components.Teacher;

/// <summary>Why a scenario is suggested; every value has a sentence in the resources.</summary>
public enum SuggestionReason
{
    /// <summary>Nothing was rehearsed yet.</summary>
    First,
    /// <summary>Nothing of this area was rehearsed yet.</summary>
    NewArea,
    /// <summary>This scenario was not rehearsed yet.</summary>
    NewScenario,
    /// <summary>It was rehearsed longest ago.</summary>
    LongAgo,
}

/// <summary>What to practise next, and why.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Reason">Why.</param>
/// <param name="Last">When it was rehearsed last; null for a new one.</param>
public sealed record Suggestion(Scenario Scenario, SuggestionReason Reason, DateTimeOffset? Last);

/// <summary>Chooses what to practise next. Pure: it sees the scenarios and the teacher's own list, and nothing else.</summary>
internal static class NextStep
{
    /// <summary>A scenario of the least rehearsed area that is new, the gentlest first; when all are known, the one rehearsed longest ago.</summary>
    public static Suggestion? Choose(IReadOnlyList<Scenario> scenarios, IReadOnlyList<RehearsalSummary> rehearsals)
    {
        var last = rehearsals.GroupBy(rehearsal => rehearsal.ScenarioId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(rehearsal => rehearsal.StartedAt), StringComparer.Ordinal);
        var perArea = rehearsals.CountBy(rehearsal => rehearsal.Area).ToDictionary();
        var fresh = scenarios.Where(scenario => !last.ContainsKey(scenario.Id))
            .OrderBy(scenario => perArea.GetValueOrDefault(scenario.Area))
            .ThenBy(scenario => scenario.Difficulty)
            .FirstOrDefault();
        if (fresh is not null)
        {
            var reason = rehearsals.Count == 0 ? SuggestionReason.First
                : perArea.ContainsKey(fresh.Area) ? SuggestionReason.NewScenario
                : SuggestionReason.NewArea;
            return new Suggestion(fresh, reason, null);
        }

        var oldest = scenarios.MinBy(scenario => last[scenario.Id]);
        return oldest is null ? null : new Suggestion(oldest, SuggestionReason.LongAgo, last[oldest.Id]);
    }
}
