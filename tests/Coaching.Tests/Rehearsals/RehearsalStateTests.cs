using System.Text.Json;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class RehearsalStateTests
{
    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void State_ThroughTheDatabasesJson_ComesBackAsItWas(string id)
    {
        var scenario = Shipped.Scenario(id);
        var planner = new CuePlanner(scenario);
        foreach (var state in Enumerable.Range(0, 20).SelectMany(seed => Playthrough.AtRandom(scenario, planner, seed)).Select(turn => turn.State).Append(RehearsalState.Start(scenario)))
        {
            var back = JsonSerializer.Deserialize<RehearsalState>(JsonSerializer.Serialize(state, CoachingDb.Json), CoachingDb.Json)!;

            back.ShouldSatisfyAllConditions(
                () => back.Beat.ShouldBe(state.Beat),
                () => back.Personas.ShouldBe(state.Personas),
                () => back.MovesSeen.ShouldBe(state.MovesSeen),
                () => back.MovesNow.ShouldBe(state.MovesNow),
                () => back.FactsTold.ShouldBe(state.FactsTold),
                () => back.LastToldAtTurn.ShouldBe(state.LastToldAtTurn),
                () => back.TeacherTurns.ShouldBe(state.TeacherTurns),
                () => back.LinesSpoken.ShouldBe(state.LinesSpoken, ignoreOrder: true),
                () => back.EndingId.ShouldBe(state.EndingId));
        }
    }

    [Fact]
    public void State_WithANewMember_MustBeComparedAboveToo() =>
        typeof(RehearsalState).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").ShouldBe(
            ["Beat", "Personas", "MovesSeen", "MovesNow", "FactsTold", "LastToldAtTurn", "TeacherTurns", "LinesSpoken", "EndingId"], ignoreOrder: true);

    [Theory]
    [InlineData(0, TrustBand.Low)]
    [InlineData(39, TrustBand.Low)]
    [InlineData(40, TrustBand.Mid)]
    [InlineData(64, TrustBand.Mid)]
    [InlineData(65, TrustBand.High)]
    [InlineData(100, TrustBand.High)]
    public void Band_FollowsTrust(int trust, TrustBand band) => new PersonaState(trust, 0, 0, 0).Band.ShouldBe(band);
}
