using Coaching.Host.Components.Teacher;
using Coaching.Host.Tests.Running;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class NextStepTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IReadOnlyList<Scenario> scenarios = host.Services.GetRequiredService<ScenarioCatalogue>().All;

    [Fact]
    public void Choose_ForABeginner_SuggestsAFirst() => NextStep.Choose(scenarios, [])!.Reason.ShouldBe(SuggestionReason.First);

    [Fact]
    public void Choose_AfterOneArea_SuggestsAnother()
    {
        var suggestion = NextStep.Choose(scenarios, [Played(scenarios[0], 1)])!;

        suggestion.Reason.ShouldBe(SuggestionReason.NewArea);
        suggestion.Scenario.Area.ShouldNotBe(scenarios[0].Area);
    }

    [Fact]
    public void Choose_AfterAll_SuggestsTheOldest()
    {
        var played = scenarios.Select((scenario, i) => Played(scenario, i == 2 ? 0 : 10 + i)).ToList();

        var suggestion = NextStep.Choose(scenarios, played)!;

        suggestion.Reason.ShouldBe(SuggestionReason.LongAgo);
        suggestion.Scenario.ShouldBe(scenarios[2]);
    }

    private static RehearsalSummary Played(Scenario scenario, int day) => new(
        Guid.NewGuid(), scenario.Id, scenario.Title, scenario.Area, RehearsalStatus.Ended, Visibility.Private, Day.AddDays(day), null, 5);
}
