using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class ScenarioLevelTests
{
    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Levels_ChangeTemperAndFacts_AndNoWord(string id)
    {
        var scenario = Shipped.Scenario(id);
        var (gentle, standard, demanding) = (scenario.At(ScenarioLevel.Gentle), scenario.At(ScenarioLevel.Standard), scenario.At(ScenarioLevel.Demanding));

        gentle.Lead.Start.Trust.ShouldBeGreaterThan(demanding.Lead.Start.Trust);
        gentle.Lead.Start.Agitation.ShouldBeLessThanOrEqualTo(demanding.Lead.Start.Agitation);
        gentle.Lead.Moves[Move.Empathize].Trust.ShouldBeGreaterThan(demanding.Lead.Moves[Move.Empathize].Trust);
        gentle.Lead.Moves[Move.Blame].Trust.ShouldBeGreaterThan(demanding.Lead.Moves[Move.Blame].Trust);
        new[] { gentle, standard, demanding }.Select(level => level.Personas.Sum(persona => persona.Facts.Count)).Distinct().Count().ShouldBeGreaterThan(1);
        demanding.Beats.ShouldBe(scenario.Beats);
        standard.Lead.Moves.ShouldBe(scenario.Lead.Moves);
        scenario.PlayableLevels().Where(level => level != ScenarioLevel.Standard).ShouldAllBe(level => scenario.NoteOf(level)!.Length > 5);
    }
}
