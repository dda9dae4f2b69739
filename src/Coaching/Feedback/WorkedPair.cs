using Coaching.Knowledge;
using Coaching.Rehearsals;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>An exchange of the worked example beside the teacher's own at the same point.</summary>
/// <param name="Worked">The exchange to learn from.</param>
/// <param name="Line">What the teacher was told.</param>
/// <param name="Answer">What the teacher said to it.</param>
public sealed record WorkedPair(WorkedTurn Worked, string Line, string Answer)
{
    /// <summary>The pair whose persona lines resemble each other most; the first exchanges where none do; null when the teacher said nothing.</summary>
    public static WorkedPair? Choose(Scenario scenario, IReadOnlyList<Turn> turns) => (
        from exchange in turns.Zip(turns.Skip(1))
        where exchange.First.PersonaId is not null && exchange.Second.IsTeachersOwn
        from worked in scenario.Worked.Turns
        orderby Wording.Likeness(exchange.First.Text, [worked.Persona]) descending
        select new WorkedPair(worked, exchange.First.Text, exchange.Second.Text)).FirstOrDefault();
}
