using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>Runs the examples of a scenario's criteria through the real classifier, reducer and rules.</summary>
internal static class ExampleRunner
{
    /// <summary>Examples that come out otherwise than authored, in words.</summary>
    public static IEnumerable<string> Failures(Scenario scenario, MoveClassifier classifier) =>
        from criterion in scenario.Criteria
        from example in criterion.Examples.Met.Select(turns => (Turns: turns, Expected: Verdict.Met))
            .Concat(criterion.Examples.NotMet.Select(turns => (Turns: turns, Expected: Verdict.NotMet)))
        let outcome = Run(scenario, criterion, example.Turns, classifier)
        where outcome.Verdict != example.Expected
        select $"{criterion.Id}: expected {example.Expected}, came out {outcome.Verdict}: {string.Join(" / ", outcome.Turns.Select(turn => $"“{turn.Text}” [{string.Join(' ', turn.Moves)}]"))}";

    private static (Verdict Verdict, List<JudgedTurn> Turns) Run(Scenario scenario, Criterion criterion, IReadOnlyList<string> texts, MoveClassifier classifier)
    {
        var state = RehearsalState.Start(scenario);
        var turns = new List<JudgedTurn>();
        foreach (var text in texts)
        {
            var reading = classifier.Read(text);
            state = PersonaReducer.Reduce(scenario, state, reading.Moves, text);
            turns.Add(JudgedTurn.Of(text, reading));
        }

        return (CriterionJudge.Judge(scenario, criterion, turns, state.FactsTold).Verdict, turns);
    }
}
