using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>What a mentor may see and change. In every query the unit is part of the question.</summary>
internal static class EntryAccess
{
    /// <summary>All of the mentor's unit and of those below it; of units above, what was ever published.</summary>
    public static IQueryable<EntryVersion> ReadableBy(this IQueryable<EntryVersion> entries, Actor mentor) => entries.Where(entry =>
        entry.UnitPath.StartsWith(mentor.UnitPath)
        || (mentor.UnitPath.StartsWith(entry.UnitPath) && (entry.Status == EntryStatus.Published || entry.Status == EntryStatus.Retired)));

    /// <summary>Whether the mentor may change an entry: it is of their unit or of one below.</summary>
    public static bool IsWritableBy(this EntryVersion entry, Actor mentor) => entry.UnitPath.StartsWith(mentor.UnitPath, StringComparison.Ordinal);

    /// <summary>All versions of an entry that the mentor may change, in order.</summary>
    /// <exception cref="WorkshopException">There is none, or it may only be read.</exception>
    public static async Task<List<EntryVersion>> WritableAsync(this CoachingDb db, Actor mentor, string entryId, CancellationToken cancellationToken)
    {
        var versions = await db.Entries.ReadableBy(mentor).Where(entry => entry.EntryId == entryId).OrderBy(entry => entry.Version).ToListAsync(cancellationToken);
        var own = versions.FindAll(version => version.IsWritableBy(mentor));
        if (own.Count > 0) return own;
        throw new WorkshopException(versions.Count > 0 ? WorkshopRefusal.ReadOnly : WorkshopRefusal.NotFound);
    }

    /// <summary>Stores together with statements of its own: all of it or nothing.</summary>
    /// <exception cref="WorkshopException">Somebody else changed it meanwhile.</exception>
    public static async Task SaveWithAsync(this CoachingDb db, Func<Task> statements, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveOrTellAsync(cancellationToken);
        await statements();
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Stores, and tells the mentor when somebody else was first.</summary>
    /// <exception cref="WorkshopException">Somebody else changed it meanwhile.</exception>
    public static async Task SaveOrTellAsync(this CoachingDb db, CancellationToken cancellationToken)
    {
        foreach (var changed in db.ChangeTracker.Entries<EntryVersion>().Where(row => row.State == EntityState.Modified)) changed.Entity.Revision++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            throw new WorkshopException(WorkshopRefusal.ChangedMeanwhile);
        }
    }
}
