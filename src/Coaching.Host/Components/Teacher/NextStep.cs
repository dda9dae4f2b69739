using Coaching.Rehearsals;
using Coaching.Scenarios;

namespace Coaching.Host.Components.Teacher;

/// <summary>Why a scenario is suggested; every value has a sentence in the resources.</summary>
public enum SuggestionReason
{
    /// <summary>Nothing was rehearsed yet.</summary>
    First,
    /// <summary>It practises what came off least in the last rehearsals.</summary>
    Weakest,
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
/// <param name="Weakest">The competency it practises; null when another reason counts.</param>
public sealed record Suggestion(Scenario Scenario, SuggestionReason Reason, DateTimeOffset? Last, CompetencyRecord? Weakest = null);

/// <summary>Chooses what to practise next. Pure: it sees the scenarios and the teacher's own list, and nothing else.</summary>
internal static class NextStep
{
    // Fewer verdicts than this say nothing about a competency.
    private const int EnoughVerdicts = 4;
    private const double Weak = 0.6;

    /// <summary>
    /// A scenario that practises the competency that came off least, where the last debriefs show one; the newest two
    /// scenarios are left out, so that a teacher is not sent round in a circle.
    /// </summary>
    public static Suggestion? Choose(IReadOnlyList<Scenario> scenarios, IReadOnlyList<RehearsalSummary> rehearsals, IReadOnlyList<CompetencyRecord> competencies)
    {
        var weakest = competencies.Where(record => record.Judged >= EnoughVerdicts && record.Met < Weak * record.Judged)
            .OrderBy(record => (double)record.Met / record.Judged).ThenByDescending(record => record.Judged).FirstOrDefault();
        if (weakest is null) return Choose(scenarios, rehearsals);
        var played = rehearsals.CountBy(rehearsal => rehearsal.ScenarioId).ToDictionary(StringComparer.Ordinal);
        var newest = rehearsals.OrderByDescending(rehearsal => rehearsal.StartedAt).Select(rehearsal => rehearsal.ScenarioId).Distinct(StringComparer.Ordinal).Take(2).ToHashSet(StringComparer.Ordinal);
        var practises = scenarios.Where(scenario => !newest.Contains(scenario.Id) && scenario.Criteria.Any(criterion => criterion.Competency == weakest.Competency))
            .OrderBy(scenario => played.GetValueOrDefault(scenario.Id))
            .ThenByDescending(scenario => scenario.Criteria.Count(criterion => criterion.Competency == weakest.Competency))
            .ThenBy(scenario => scenario.Difficulty)
            .FirstOrDefault();
        return practises is null ? Choose(scenarios, rehearsals) : new Suggestion(practises, SuggestionReason.Weakest, null, weakest);
    }

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
