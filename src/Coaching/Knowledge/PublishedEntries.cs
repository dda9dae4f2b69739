using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>What every index holds: of each entry the newest published version of each unit.</summary>
internal static class PublishedEntries
{
    /// <summary>Reads them in the order that breaks ties: by entry, the newest version of an entry last.</summary>
    public static async Task<IReadOnlyList<EntryVersion>> ReadAsync(IDbContextFactory<CoachingDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking()
            .Where(entry => entry.Status == EntryStatus.Published)
            .ToListAsync(cancellationToken);
        // By unit: a school's own version of the city's entry must not take the city's from everybody else.
        return [.. published.GroupBy(entry => (entry.EntryId, entry.UnitPath))
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .OrderBy(entry => entry.EntryId, StringComparer.Ordinal).ThenBy(entry => entry.Version)];
    }
}
