using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>How far a verdict can be trusted. None of the automatic ones is certain, and there is no word for that here.</summary>
public enum VerdictTrust
{
    /// <summary>参考判断: the machine's verdict, seen by nobody yet.</summary>
    Reference,
    /// <summary>待导师确认: the machine is not sure enough, or mentors do not agree.</summary>
    AwaitsMentor,
    /// <summary>导师已确认: a mentor says the same.</summary>
    Confirmed,
    /// <summary>导师已更正: a mentor says otherwise, and that counts.</summary>
    Corrected,
    /// <summary>不能判定: the conversation does not say.</summary>
    Undecidable,
}

/// <summary>Decides how far a verdict can be trusted. Pure.</summary>
public static class VerdictTrusts
{
    /// <summary>The trust in one criterion's verdict.</summary>
    /// <param name="machine">The machine's verdict.</param>
    /// <param name="unsure">Whether the machine is unsure of it.</param>
    /// <param name="people">What people say, at most one verdict each.</param>
    public static VerdictTrust Of(Verdict machine, bool unsure, IReadOnlyCollection<Verdict> people)
    {
        if (people.Count == 0) return machine == Verdict.Undecided ? VerdictTrust.Undecidable : unsure ? VerdictTrust.AwaitsMentor : VerdictTrust.Reference;
        // Two mentors of different minds settle nothing: the teacher sees both, and a third look is due.
        if (people.Distinct().Skip(1).Any()) return VerdictTrust.AwaitsMentor;
        return people.First() == machine ? VerdictTrust.Confirmed : VerdictTrust.Corrected;
    }

    /// <summary>Whether the machine's "not met" rests on a red line it heard but is not sure enough of to state.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="verdict">The machine's verdict on it.</param>
    /// <param name="turns">The rehearsal's turns.</param>
    public static bool IsUnsure(Criterion criterion, Verdict verdict, IEnumerable<Turn> turns)
    {
        if (verdict != Verdict.NotMet) return false;
        var forbidden = Forbidden(criterion.Met).Where(MoveCatalogue.RedLines.Contains).ToHashSet();
        var outcomes = turns.Where(turn => turn.Outcome is not null).Select(turn => turn.Outcome!).ToList();
        return outcomes.Any(outcome => outcome.Moves.Any(forbidden.Contains)) && !outcomes.Any(outcome => outcome.RedLines.Any(forbidden.Contains));
    }

    private static IEnumerable<Move> Forbidden(CriterionRule rule) =>
        (rule.Never?.Moves ?? []).Concat(rule.All.Concat(rule.Any).SelectMany(Forbidden));
}
