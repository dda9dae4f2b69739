using System.Collections.Concurrent;
using Coaching.People;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals;

/// <summary>A scenario ready to be played.</summary>
internal sealed record PlayableScenario(Scenario Scenario, CuePlanner Planner);

/// <summary>
/// Scenarios by the exact text that was rehearsed: the shipped ones at once, older ones and mentors' own from the
/// database, so that a rehearsal begun before an update goes on with its own words.
/// </summary>
internal sealed class ScenarioLibrary(ScenarioCatalogue catalogue, IDbContextFactory<CoachingDb> databases)
{
    private readonly ConcurrentDictionary<string, Scenario> byHash = new(
        catalogue.All.Select(scenario => KeyValuePair.Create(scenario.Hash, scenario)),
        StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Hash, ScenarioLevel Level), PlayableScenario> playable = new();

    /// <summary>The scenario that a rehearsal plays, at its level.</summary>
    public ValueTask<PlayableScenario> GetAsync(Rehearsal rehearsal, CancellationToken cancellationToken) =>
        GetAsync(rehearsal.ScenarioHash, rehearsal.Level, cancellationToken);

    /// <summary>The scenario with this hash, at a level.</summary>
    public async ValueTask<PlayableScenario> GetAsync(string hash, ScenarioLevel level, CancellationToken cancellationToken)
    {
        if (playable.TryGetValue((hash, level), out var known)) return known;
        var scenario = (await AsWrittenAsync(hash, cancellationToken)).At(level);
        return playable.GetOrAdd((hash, level), new PlayableScenario(scenario, new CuePlanner(scenario)));
    }

    /// <summary>The scenario with this hash, with all its levels.</summary>
    public async ValueTask<Scenario> AsWrittenAsync(string hash, CancellationToken cancellationToken)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await db.ScenarioVersions.AsNoTracking().SingleAsync(version => version.Hash == hash, cancellationToken);
        return byHash.GetOrAdd(hash, ScenarioReader.Read(stored.ScenarioId + ".yaml", stored.Yaml));
    }

    /// <summary>The newest version of a scenario that somebody's unit may play; null when there is none.</summary>
    public async Task<Scenario?> NewestAsync(Actor actor, string scenarioId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var shipped = catalogue.Find(scenarioId)?.Hash;
        var hash = await db.InUseFor(actor)
            .Where(version => version.ScenarioId == scenarioId)
            .OrderByDescending(version => version.Hash == shipped).ThenByDescending(version => version.Version)
            .Select(version => version.Hash)
            .FirstOrDefaultAsync(cancellationToken);
        return hash is null ? null : await PlayableAsync(hash, cancellationToken);
    }

    /// <summary>The scenarios somebody's unit may play, in the catalogue's order: those that ship and mentors' own.</summary>
    public async Task<IReadOnlyList<Scenario>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var visible = await db.InUseFor(actor).Select(version => version.Hash).ToListAsync(cancellationToken);
        var own = await db.InUseFor(actor).Where(version => db.ScenarioDrafts.Any(draft => draft.PublishedHash == version.Hash)).Select(version => version.Hash).ToListAsync(cancellationToken);
        var scenarios = catalogue.All.Where(scenario => visible.Contains(scenario.Hash)).ToList();
        foreach (var hash in own)
        {
            if (await PlayableAsync(hash, cancellationToken) is { } scenario) scenarios.Add(scenario);
        }

        return [.. scenarios.OrderBy(scenario => scenario.Area).ThenBy(scenario => scenario.Difficulty).ThenBy(scenario => scenario.Id, StringComparer.Ordinal)];
    }

    // What was published under laxer demands is not offered any more; it must not take the others along.
    private async Task<Scenario?> PlayableAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return await AsWrittenAsync(hash, cancellationToken);
        }
        catch (InvalidContentException)
        {
            return null;
        }
    }
}
