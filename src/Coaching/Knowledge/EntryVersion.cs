using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>A stored version of an entry, with the unit it belongs to and how it came to be. What is published never changes.</summary>
public sealed class EntryVersion
{
    /// <summary>The entry's id.</summary>
    public required string EntryId { get; init; }

    /// <summary>The version.</summary>
    public int Version { get; init; }

    /// <summary>The owning unit; units below it see the entry.</summary>
    public Guid UnitId { get; init; }

    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }

    /// <summary>Where it is in its life.</summary>
    public EntryStatus Status { get; set; }

    /// <summary>The entry.</summary>
    public required Entry Entry { get; set; }

    /// <summary>Everybody who wrote in this version, the first author first; empty for shipped entries. None of them may review it.</summary>
    public List<Guid> Authors { get; init; } = [];

    /// <summary>The mentor who published it or sent it back.</summary>
    public Guid? ReviewerId { get; set; }

    /// <summary>What the reviewer said last.</summary>
    public string? ReviewComment { get; set; }

    /// <summary>The version this one restores; null unless it is a roll-back.</summary>
    public int? Restores { get; init; }

    /// <summary>What an import was made from, hashed: the same row again is no news.</summary>
    public string? ImportHash { get; set; }

    /// <summary>When it was last written to; null for shipped entries.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>When it was handed in for review.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When it was published; null for shipped entries.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>When it was retired.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Grows with every change: of two mentors who write at once, the second is told.</summary>
    public int Revision { get; set; }
}

/// <summary>Which published version counts. One rule for every index and page.</summary>
public static class CurrentEntries
{
    /// <summary>
    /// Of each entry and unit the version to be found on a day: the newest in force; while none is in force yet, the
    /// newest. An entry whose newest version has run out is not found.
    /// </summary>
    /// <param name="published">Published versions, of any number of entries.</param>
    /// <param name="today">The day, ISO 8601.</param>
    public static IReadOnlyList<EntryVersion> On(IEnumerable<EntryVersion> published, string today) =>
        [.. published.GroupBy(version => (version.EntryId, version.UnitPath))
            // By unit: a school's own version of the city's entry must not take the city's from everybody else.
            .Select(versions => Newest(versions.Where(version => IsInForce(version.Entry, today))) ?? Newest(versions)!)
            .Where(version => !HasRunOut(version.Entry, today))
            .OrderBy(version => version.EntryId, StringComparer.Ordinal).ThenBy(version => version.Version)];

    /// <summary>Reads what an index holds on a day.</summary>
    internal static async Task<IReadOnlyList<EntryVersion>> ReadAsync(IDbContextFactory<CoachingDb> databases, string today, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return On(await db.Entries.AsNoTracking().Where(entry => entry.Status == EntryStatus.Published).ToListAsync(cancellationToken), today);
    }

    /// <summary>Whether an entry's last day is past.</summary>
    public static bool HasRunOut(Entry entry, string today) =>
        !string.IsNullOrEmpty(entry.ValidTo) && string.CompareOrdinal(entry.ValidTo, today) < 0;

    /// <summary>The day it is in the schools.</summary>
    internal static string Today(TimeProvider time) => time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd");

    private static bool IsInForce(Entry entry, string today) => string.CompareOrdinal(entry.ValidFrom, today) <= 0;

    private static EntryVersion? Newest(IEnumerable<EntryVersion> versions) => versions.MaxBy(version => version.Version);
}
