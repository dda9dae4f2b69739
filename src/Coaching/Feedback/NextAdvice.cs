using Coaching.Knowledge;
using Coaching.Rehearsals;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>
/// Chooses what to advise in the middle of a rehearsal. Advice that was followed already is worse than none (in one
/// published system it was 82 in 100 suggestions), so whatever the teacher has done, or said in much the same words, is left out.
/// </summary>
internal static class NextAdvice
{
    // Of the pairs of characters in a sentence to be said, the share from which a turn has said it.
    private const double Said = 0.5;

    /// <summary>The criterion most worth working towards now: the first in the author's order that is open; null when none is.</summary>
    public static Criterion? Choose(Scenario scenario, Rehearsal rehearsal, IReadOnlyCollection<Hint> given)
    {
        // Whoever said it: what the other person has heard already need not be advised.
        var turns = JudgedTurn.Of(rehearsal.TurnsOfTheTeachersSide());
        return scenario.Criteria
            // A red line is kept by not crossing it: there is nothing to be done towards it.
            .Where(criterion => criterion.Met.Never is null)
            .Where(criterion => !CriterionJudge.HoldsSoFar(scenario, criterion, turns, rehearsal.State.FactsTold))
            .Where(criterion => !turns.Any(turn => Says(turn.Text, criterion.Sayable)))
            .OrderBy(criterion => given.Count(hint => hint.CriterionId == criterion.Id && hint.Grade == HintGrade.Nudge))
            .FirstOrDefault();
    }

    private static bool Says(string text, string sayable)
    {
        var (said, wanted) = (Wording.Pairs(text), Wording.Pairs(sayable));
        return wanted.Count > 0 && wanted.Count(said.Contains) >= Said * wanted.Count;
    }
}
