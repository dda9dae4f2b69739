using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Coaching.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Scenarios.Workshop;

/// <summary>What simulated teachers find in a text before teachers do.</summary>
public sealed class ScenarioTestRunTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private const string Id = "too-much-homework";

    private static readonly string Sound = Shipped.ScenarioText(Id);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfASoundScenario_PassesAndOrdersTheThreeSkills()
    {
        var report = await RunAsync(Sound);

        report.Leaks.ShouldBeEmpty();
        report.DeadEnds.ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        report.Ordered.ShouldBeTrue();
        report.Talks.ShouldBe(5 * ScenarioTestRun.Seeds);
        report.Skills.Select(skill => skill.Skill).ShouldBe([TeacherSkill.Good, TeacherSkill.Middling, TeacherSkill.Poor]);
        report.Skills.ShouldAllBe(skill => Math.Abs(skill.Success + skill.Partial + skill.Failure - 1) < 1e-9);
        report.Difficulty.ShouldBeInRange(1, 3);
        report.Minutes.ShouldBeInRange(3, 30);
    }

    [Fact]
    public async Task Run_WhereALineTellsAFactInOtherWords_NamesTheLine()
    {
        var fact = Shipped.Scenario(Id).Lead.Facts[0];
        var line = Shipped.Scenario(Id).Beats[0].Lines[0].Say[0];
        var planted = Sound.Replace($"- {line}\n", $"- {fact.Paraphrases[0]}\n", StringComparison.Ordinal);
        var at = planted[..planted.IndexOf($"          - {fact.Paraphrases[0]}\n", planted.IndexOf("\nbeats:", StringComparison.Ordinal), StringComparison.Ordinal)].Count(character => character == '\n') + 1;

        var report = await RunAsync(planted);

        report.Passed.ShouldBeFalse();
        report.Leaks.ShouldHaveSingleItem().ShouldBe(new TestFinding(TestFindingKind.Leak, at, fact.About, fact.Paraphrases[0]));
    }

    [Fact]
    public async Task Run_WhereAnEndingCannotBeReached_NamesIt()
    {
        var ending = Shipped.Scenario(Id).Endings.First(candidate => candidate.When is not null && !candidate.Immediate);
        var start = Sound.IndexOf($"  - id: {ending.Id}\n", StringComparison.Ordinal);
        var when = Sound.IndexOf("    when:", start, StringComparison.Ordinal);
        var shut = Sound[..when] + "    when: { trustAtLeast: 100, trustAtMost: 0 }\n" + Sound[(Sound.IndexOf('\n', when) + 1)..];

        var report = await RunAsync(shut);

        report.Passed.ShouldBeFalse();
        var line = Sound[..start].Count(character => character == '\n') + 1;
        report.DeadEnds.ShouldContain(found => found.Kind == TestFindingKind.UnreachableEnding && found.Line == line);
    }

    [Fact]
    public async Task Job_GoesOnInTheBackground_AndItsReportIsKeptWithTheDraft()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        var jobs = coaching.Services.GetRequiredService<ScenarioTestJobs>();
        var stranger = await coaching.PersonAsync(await coaching.SchoolAsync("test-" + Guid.NewGuid().ToString("N")[..6]));
        (await Should.ThrowAsync<ScenarioDeskException>(() => jobs.StartAsync(stranger, draft.ScenarioId, Stop))).Reason.ShouldBe(ScenarioDeskRefusal.NotFound);

        await jobs.StartAsync(writers.First, draft.ScenarioId, Stop);
        (await jobs.ProgressAsync(stranger, draft.ScenarioId, Stop)).ShouldBeNull();
        var done = await CoachingFixture.EventuallyAsync(async () =>
            await jobs.ProgressAsync(writers.First, draft.ScenarioId, Stop) is { State: not TestJobState.Running } end ? end : null);

        done.State.ShouldBe(TestJobState.Done);
        (await writers.Shelf.FindAsync(writers.First, draft.ScenarioId, Stop))!.Draft.IsTested.ShouldBeTrue();
    }

    [Fact]
    public async Task Job_WhenCancelled_KeepsNoReport()
    {
        var writers = await ScriptWriters.MeetAsync(coaching);
        var draft = await writers.CopyAsync();
        var jobs = coaching.Services.GetRequiredService<ScenarioTestJobs>();

        await jobs.StartAsync(writers.First, draft.ScenarioId, Stop);
        await jobs.CancelAsync(writers.First, draft.ScenarioId, Stop);
        var end = await CoachingFixture.EventuallyAsync(async () =>
            await jobs.ProgressAsync(writers.First, draft.ScenarioId, Stop) is { State: not TestJobState.Running } ended ? ended : null);

        end.State.ShouldBe(TestJobState.Cancelled);
        (await writers.Shelf.FindAsync(writers.First, draft.ScenarioId, Stop))!.Draft.LastTest.ShouldBeNull();
    }

    [Fact]
    public void GenericBanks_AreThereForEveryArea_AndHoldNoSentenceOfTheMoveDatasets()
    {
        var banks = UtteranceBank.ReadFolder(Path.Combine(Shipped.Folder, "teachers", "generic"));
        var labelled = Directory.GetFiles(Path.Combine(Shipped.Folder, "moves"), "*.jsonl").SelectMany(LabelledUtterance.ReadFile)
            .Select(utterance => utterance.Text.Trim()).ToHashSet(StringComparer.Ordinal);

        banks.Keys.ShouldBe(["classroom-management", "classroom-teaching", "home-school", "homework-design"], ignoreOrder: true);
        foreach (var bank in banks.Values) bank.All().Where(labelled.Contains).ShouldBeEmpty(bank.Scenario);
    }

    private Task<ScenarioTestReport> RunAsync(string text) =>
        coaching.Services.GetRequiredService<ScenarioTestRun>().RunAsync(ScenarioReader.Read(Id + ".yaml", text), text, null, Stop);
}
