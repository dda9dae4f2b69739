using Coaching.Rehearsals;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

/// <summary>What a model is told never holds a hidden fact that was not earned: no model can let slip what it never heard.</summary>
public sealed class CueSecrecyTests
{
    private const int Rehearsals = 200;

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Cue_OverManyRehearsals_HoldsNoFactThatWasNotEarned(string id)
    {
        var scenario = Shipped.Scenario(id);
        var planner = new CuePlanner(scenario);
        var facts = scenario.Personas.SelectMany(persona => persona.Facts).ToList();
        var told = new HashSet<string>();
        for (var seed = 0; seed < Rehearsals; seed++)
        {
            foreach (var turn in Playthrough.AtRandom(scenario, planner, seed))
            {
                told.UnionWith(turn.State.FactsTold);
                foreach (var secret in facts.Where(fact => !turn.State.FactsTold.Contains(fact.Id)).SelectMany(fact => fact.Telltales.Concat(fact.Tells).Append(fact.About)))
                {
                    turn.CueText.ShouldNotContain(secret, Case.Sensitive, $"seed {seed}, after {string.Join(", ", turn.State.FactsTold)}");
                }
            }
        }

        // Otherwise the rehearsals would prove nothing: every fact was earned in some of them.
        told.ShouldBe(facts.Select(fact => fact.Id), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Cue_OfTheTurnThatEarnsAFact_HoldsWaysToTellIt(string id)
    {
        var scenario = Shipped.Scenario(id);
        var planner = new CuePlanner(scenario);

        var earning = Enumerable.Range(0, 40).SelectMany(seed => Playthrough.AtRandom(scenario, planner, seed))
            .Where(turn => turn.State.FactsTold.Count > turn.Before.FactsTold.Count).ToList();

        earning.ShouldNotBeEmpty();
        foreach (var turn in earning)
        {
            var fact = scenario.Personas.SelectMany(persona => persona.Facts).Single(candidate => candidate.Id == turn.State.FactsTold[^1]);
            turn.Cue.Tells.ShouldBe(fact.Tells, ignoreOrder: true);
            turn.Cue.EarnedFacts.ShouldContain(fact.About);
            if (turn.Cue.Closing.Count == 0) fact.Tells.ShouldContain(tell => turn.Reply.EndsWith(tell, StringComparison.Ordinal));
        }
    }
}
