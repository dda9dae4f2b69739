using Coaching.People;
using Coaching.Scenarios.Workshop;
using Microsoft.Extensions.DependencyInjection;

namespace Coaching.Tests.Scenarios.Workshop;

/// <summary>Two mentors of one school who write scenarios.</summary>
internal sealed record ScriptWriters(CoachingFixture Coaching, Actor First, Actor Second)
{
    public ScenarioDesk Desk => Coaching.Services.GetRequiredService<ScenarioDesk>();

    public ScenarioShelf Shelf => Coaching.Services.GetRequiredService<ScenarioShelf>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ScriptWriters> MeetAsync(CoachingFixture coaching, OrganisationUnit? unit = null) =>
        new(coaching, await coaching.PersonAsync(unit), await coaching.PersonAsync(unit));

    /// <summary>A copy of a shipped scenario that the first mentor makes.</summary>
    public Task<ScenarioDraft> CopyAsync(string scenarioId = "too-much-homework") => Desk.CopyAsync(First, scenarioId, Stop);

    /// <summary>Keeps a report of a test-run that found nothing, as playing sixty talks would cost each test a second.</summary>
    public async Task<ScenarioDraft> TestedAsync(ScenarioDraft draft)
    {
        await Desk.KeepAsync(First, draft.ScenarioId, Report(draft), Stop);
        return (await Shelf.FindAsync(First, draft.ScenarioId, Stop))!.Draft;
    }

    /// <summary>A report on a draft's text.</summary>
    public static ScenarioTestReport Report(ScenarioDraft draft, params TestFinding[] leaks) => new()
    {
        TextHash = draft.TextHash,
        At = draft.ChangedAt,
        Talks = 100,
        Leaks = leaks,
        DeadEnds = [],
        Advice = [],
        Skills = [],
        Ordered = true,
        Difficulty = 2,
        AuthoredDifficulty = 2,
        Minutes = 8,
        AuthoredMinutes = 8,
    };

    /// <summary>A draft of the first mentor's that waits for review.</summary>
    public async Task<ScenarioDraft> SubmittedAsync()
    {
        var draft = await TestedAsync(await CopyAsync());
        return await Desk.SubmitAsync(First, draft.ScenarioId, Stop);
    }

    /// <summary>A scenario written by the first and published by the second mentor.</summary>
    public async Task<ScenarioDraft> PublishedAsync() => await Desk.PublishAsync(Second, (await SubmittedAsync()).ScenarioId, null, Stop);

    /// <summary>The next version of a published scenario under another title, published.</summary>
    public async Task<ScenarioDraft> RepublishedAsync(string scenarioId, string title)
    {
        var revised = await Desk.ReviseAsync(First, scenarioId, Stop);
        var saved = await Desk.SaveAsync(First, scenarioId, YamlPatch.Read(revised.Yaml)!.Set("title", title)!, revised.Revision, Stop);
        await TestedAsync(saved);
        await Desk.SubmitAsync(First, scenarioId, Stop);
        return await Desk.PublishAsync(Second, scenarioId, null, Stop);
    }
}
