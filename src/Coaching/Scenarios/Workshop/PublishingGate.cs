using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Scenarios.Workshop;

/// <summary>What a text must have before teachers may rehearse it.</summary>
internal static class PublishingGate
{
    /// <summary>The scenario that may be published: asked when it is handed in, so that nobody reviews in vain, and again when it is published.</summary>
    /// <exception cref="ScenarioDeskException">Something keeps it from being published.</exception>
    public static async Task<Scenario> RequireAsync(CoachingDb db, ScenarioDraft draft, CancellationToken cancellationToken)
    {
        var scenario = DraftCheck.Read(draft.ScenarioId, draft.Yaml).Scenario ?? throw new ScenarioDeskException(ScenarioDeskRefusal.Faulty);
        if (scenario.Version <= await LastVersionAsync(db, draft.ScenarioId, cancellationToken)) throw new ScenarioDeskException(ScenarioDeskRefusal.VersionTooLow);
        if (draft.LastTest?.TextHash != draft.TextHash) throw new ScenarioDeskException(ScenarioDeskRefusal.NotTested);
        return draft.LastTest.Passed ? scenario : throw new ScenarioDeskException(ScenarioDeskRefusal.TestFailed);
    }

    /// <summary>The highest version of a scenario that was ever published; 0 where none was.</summary>
    public static async Task<int> LastVersionAsync(CoachingDb db, string scenarioId, CancellationToken cancellationToken) =>
        await db.ScenarioVersions.Where(version => version.ScenarioId == scenarioId).MaxAsync(version => (int?)version.Version, cancellationToken) ?? 0;
}
