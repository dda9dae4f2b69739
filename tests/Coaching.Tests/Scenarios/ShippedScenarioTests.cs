using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class ShippedScenarioTests
{
    [Fact]
    public void Load_WhenPlayed_FindsNoFaultInWhatShips()
    {
        var catalogue = ScenarioCatalogue.Load(Path.Combine(Shipped.Folder, "scenarios"), play: true);

        catalogue.All.Select(scenario => scenario.Id).ShouldBe(Shipped.ScenarioIds.Select(row => row.Data), ignoreOrder: true);
        catalogue.All.Select(scenario => scenario.Area).Distinct().ShouldBe(Enum.GetValues<Area>(), ignoreOrder: true);
    }

    // Counted here by themselves, so that easing the validator is noticed.
    [Theory]
    [MemberData(nameof(Shipped.SampleIds), MemberType = typeof(Shipped))]
    public void EveryReachableCell_HasAtLeastThreeLines(string id)
    {
        var scenario = Shipped.Scenario(id);

        var thin = from cell in ScenarioReach.Explore(scenario).Cells
                   let lines = scenario.Beats.Where(beat => beat.Id == cell.Beat).SelectMany(beat => beat.Lines)
                       .Where(entry => entry.Moves.Count == 0 && entry.By is null && entry.Trust.Contains(cell.Band) && entry.After.Contains(cell.Family))
                       .SelectMany(entry => entry.Say).Distinct().Count()
                   where lines < 3
                   select (cell, lines);

        thin.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Lines_AreManyAndNoneStandsTwice(string id)
    {
        var scenario = Shipped.Scenario(id);
        var lines = scenario.Beats.SelectMany(beat => beat.Lines).SelectMany(group => group.Say).ToList();

        lines.Count.ShouldBeGreaterThanOrEqualTo(120);
        lines.ShouldBeUnique();
        lines.ShouldAllBe(line => line.Trim().Length > 0);
    }

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Content_HasTheDepthTheIssueAsksFor(string id)
    {
        var scenario = Shipped.Scenario(id);

        scenario.ShouldSatisfyAllConditions(
            () => scenario.Lead.Facts.Count.ShouldBeGreaterThanOrEqualTo(3),
            () => scenario.Criteria.Count.ShouldBeGreaterThanOrEqualTo(6),
            () => scenario.Criteria.ShouldAllBe(criterion => criterion.Topics.Count > 0 && criterion.Examples.Met.Count >= 2 && criterion.Examples.NotMet.Count >= 2),
            () => scenario.Answers.Count.ShouldBeGreaterThanOrEqualTo(15),
            () => scenario.MaxTurns.ShouldBeLessThanOrEqualTo(20));
    }
}
