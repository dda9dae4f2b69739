using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Scenarios.Workshop;

/// <summary>A scenario with its published versions, newest first, and the names of those who worked on it.</summary>
public sealed record ScenarioHistory(ScenarioDraft Draft, IReadOnlyList<ScenarioVersion> Versions, IReadOnlyDictionary<Guid, string> Names);

/// <summary>Lists and shows mentors' scenarios.</summary>
public sealed class ScenarioShelf
{
    private readonly IDbContextFactory<CoachingDb> databases;

    internal ScenarioShelf(IDbContextFactory<CoachingDb> databases) => this.databases = databases;

    /// <summary>The scenarios the mentor may write in, the newest changes first.</summary>
    public async Task<IReadOnlyList<ScenarioDraft>> ListAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ScenarioDrafts.AsNoTracking().WritableBy(mentor).OrderByDescending(draft => draft.ChangedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Whether the mentor may write in a scenario.</summary>
    public async Task<bool> HoldsAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ScenarioDrafts.WritableBy(mentor).AnyAsync(draft => draft.ScenarioId == scenarioId, cancellationToken);
    }

    /// <summary>One of them with its versions; null when there is none for this mentor.</summary>
    public async Task<ScenarioHistory?> FindAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = await db.ScenarioDrafts.AsNoTracking().WritableBy(mentor).SingleOrDefaultAsync(found => found.ScenarioId == scenarioId, cancellationToken);
        if (draft is null) return null;
        var versions = await db.ScenarioVersions.AsNoTracking().Where(version => version.ScenarioId == scenarioId && version.UnitPath == draft.UnitPath)
            .OrderByDescending(version => version.Version).ToListAsync(cancellationToken);
        var people = draft.Authors.Concat(draft.ReviewerId is { } reviewer ? [reviewer] : []).ToList();
        // Whoever works in another unit is not named.
        var names = await db.Users.Where(person => people.Contains(person.Id) && person.UnitPath.StartsWith(mentor.UnitPath)).ToDictionaryAsync(person => person.Id, person => person.DisplayName, cancellationToken);
        return new ScenarioHistory(draft, versions, names);
    }

    /// <summary>The text that a draft was begun from, or the last that was published of it; null when it was begun from nothing.</summary>
    public async Task<string?> BasisAsync(Actor mentor, ScenarioDraft draft, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // A copy's basis belongs to a unit above or to the mentor's own.
        return await db.ScenarioVersions
            .Where(version => version.Hash == draft.BasedOn && (mentor.UnitPath.StartsWith(version.UnitPath) || version.UnitPath.StartsWith(mentor.UnitPath)))
            .Select(version => version.Yaml).SingleOrDefaultAsync(cancellationToken);
    }
}
