using Coaching.Feedback;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>Two runs that share a beginning, held beside each other.</summary>
/// <param name="Scenario">What both play.</param>
/// <param name="SharedTurns">How many turns, the persona's opening included, they share.</param>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="Criteria">Every criterion with both verdicts; those that differ first.</param>
public sealed record BranchComparison(Scenario Scenario, int SharedTurns, BranchSide Left, BranchSide Right, IReadOnlyList<CriterionPair> Criteria)
{
    /// <summary>Compares.</summary>
    internal static BranchComparison Of(
        Scenario scenario, Rehearsal left, Rehearsal right, IReadOnlyList<CriterionFinding> leftFindings, IReadOnlyList<CriterionFinding> rightFindings)
    {
        var shared = left.Turns.Zip(right.Turns).TakeWhile(pair => pair.First.PersonaId == pair.Second.PersonaId && pair.First.Text == pair.Second.Text).Count();
        return new BranchComparison(
            scenario, shared, Side(left), Side(right),
            [.. leftFindings.Zip(rightFindings, (one, other) => new CriterionPair(one, other)).OrderBy(pair => pair.Left.Verdict == pair.Right.Verdict)]);

        BranchSide Side(Rehearsal run) => new(
            run.Id, run.Status, [.. run.Turns.Skip(shared)], InnerState.CourseOf(scenario, run),
            PersonaReducer.EndingOf(scenario, run.State).Kind, run.State.FactsTold.Count);
    }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Id">The rehearsal.</param>
/// <param name="Status">Whether it still runs.</param>
/// <param name="Turns">What was said after the shared beginning.</param>
/// <param name="Course">The lead persona's inner course from the start.</param>
/// <param name="Ending">How it ended, or would end now.</param>
/// <param name="FactsTold">How many hidden facts were told.</param>
public sealed record BranchSide(Guid Id, RehearsalStatus Status, IReadOnlyList<Turn> Turns, IReadOnlyList<InnerState> Course, EndingKind Ending, int FactsTold);

/// <summary>One criterion in both runs.</summary>
public sealed record CriterionPair(CriterionFinding Left, CriterionFinding Right);
