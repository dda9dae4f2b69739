using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>A unit's questions that must go on finding their entry; run when asked and after every change of an entry.</summary>
public sealed class RegressionSet
{
    private const int GoodRank = 3;
    private const int Looked = 10;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly IQaIndex index;
    private readonly TimeProvider time;

    internal RegressionSet(IDbContextFactory<CoachingDb> databases, IQaIndex index, TimeProvider time)
    {
        this.databases = databases;
        this.index = index;
        this.time = time;
    }

    /// <summary>The questions of the mentor's unit, the oldest first.</summary>
    public async Task<IReadOnlyList<RegressionCase>> CasesAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.RegressionCases.AsNoTracking().Where(item => item.UnitPath == mentor.UnitPath).OrderBy(item => item.At).ToListAsync(cancellationToken);
    }

    /// <summary>Adds a question; nothing happens when it is there already.</summary>
    /// <exception cref="WorkshopException">There is no such entry for this mentor.</exception>
    public async Task AddAsync(Actor mentor, string question, string entryId, CancellationToken cancellationToken)
    {
        question = question.Trim();
        if (question.Length is 0 or > 200) throw new WorkshopException(WorkshopRefusal.TooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Entries.ReadableBy(mentor).AnyAsync(entry => entry.EntryId == entryId, cancellationToken)) throw new WorkshopException(WorkshopRefusal.NotFound);
        if (await db.RegressionCases.AnyAsync(item => item.UnitPath == mentor.UnitPath && item.Question == question && item.EntryId == entryId, cancellationToken)) return;
        var now = time.GetUtcNow();
        db.RegressionCases.Add(new RegressionCase { Id = Guid.CreateVersion7(now), UnitId = mentor.UnitId, UnitPath = mentor.UnitPath, Question = question, EntryId = entryId, At = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Removes a question.</summary>
    public async Task RemoveAsync(Actor mentor, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.RegressionCases.Where(item => item.Id == caseId && item.UnitPath == mentor.UnitPath).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Runs the mentor's set now.</summary>
    public Task<RegressionRun?> RunAsync(Actor mentor, CancellationToken cancellationToken) => RunAsync(mentor.UnitPath, null, cancellationToken);

    /// <summary>The last runs of the mentor's unit, newest first.</summary>
    public async Task<IReadOnlyList<RegressionRun>> RunsAsync(Actor mentor, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.RegressionRuns.AsNoTracking().Where(run => run.UnitPath == mentor.UnitPath).OrderByDescending(run => run.At).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Runs the sets of all units that see one of these entries.</summary>
    internal async Task RunAfterAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var units = await db.RegressionCases.Select(item => item.UnitPath).Distinct().ToListAsync(cancellationToken);
        if (units.Count == 0) return;
        var changed = await db.Entries.Where(entry => entryIds.Contains(entry.EntryId)).Select(entry => new { entry.EntryId, entry.UnitPath }).Distinct().ToListAsync(cancellationToken);
        foreach (var unit in units)
        {
            var cause = changed.Find(entry => unit.StartsWith(entry.UnitPath, StringComparison.Ordinal));
            if (cause is not null) await RunAsync(unit, cause.EntryId, cancellationToken);
        }
    }

    private async Task<RegressionRun?> RunAsync(string unitPath, string? causedBy, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var cases = await db.RegressionCases.AsNoTracking().Where(item => item.UnitPath == unitPath).OrderBy(item => item.At).ToListAsync(cancellationToken);
        if (cases.Count == 0) return null;
        var results = new List<RegressionResult>();
        foreach (var item in cases)
        {
            var hits = await index.SearchAsync(new QaQuery(item.Question, unitPath, Looked), cancellationToken);
            var place = hits.Index().Where(hit => hit.Item.Entry.Id == item.EntryId).Select(hit => (int?)hit.Index + 1).FirstOrDefault();
            results.Add(new RegressionResult(item.Question, item.EntryId, place, hits.Count > 0 ? hits[0].Entry.Id : null, place <= GoodRank));
        }

        var now = time.GetUtcNow();
        var run = new RegressionRun { Id = Guid.CreateVersion7(now), UnitPath = unitPath, At = now, CausedBy = causedBy, Results = results };
        db.RegressionRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run;
    }
}
