using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>
/// The index that needs no server: exact, in memory, lexical. Fields are scored apart, each scaled to its best, and
/// combined with fixed weights.
/// </summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases) : IQaIndex
{
    private const double AreaBonus = 0.1;

    private static readonly (double Weight, Func<Entry, string> Text)[] Fields =
    [
        (0.45, entry => entry.Question + "\n" + string.Join('\n', entry.Phrasings)),
        (0.25, entry => string.Join('\n', entry.Tags)),
        (0.30, entry => entry.Answer + "\n" + string.Join('\n', entry.Sections.Select(section => section.Markdown))),
    ];

    private volatile Snapshot snapshot = new([], []);

    /// <summary>Reads all published entries anew; searches under way finish on the old ones.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking()
            .Where(entry => entry.Status == EntryStatus.Published)
            .ToListAsync(cancellationToken);
        var newest = published.GroupBy(entry => entry.EntryId, StringComparer.Ordinal)
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .OrderBy(entry => entry.EntryId, StringComparer.Ordinal)
            .ToList();
        snapshot = new Snapshot(newest, [.. Fields.Select(field => new Bm25([.. newest.Select(version => field.Text(version.Entry))]))]);
    }

    public Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var (entries, fields) = snapshot;
        if (entries.Count == 0) return Task.FromResult<IReadOnlyList<QaHit>>([]);
        var scores = fields.Select(field => field.Score(query.Text)).ToList();
        var hits = entries.Index()
            .Where(row => query.UnitPath.StartsWith(row.Item.UnitPath, StringComparison.Ordinal))
            .Select(row => (row.Item, Score: Enumerable.Range(0, Fields.Length).Sum(f => Fields[f].Weight * scores[f][row.Index])))
            .Where(row => row.Score > 0)
            .OrderByDescending(row => row.Score + (row.Item.Entry.Area == query.Area ? AreaBonus : 0))
            .ThenBy(row => row.Item.EntryId, StringComparer.Ordinal)
            .Take(query.Top)
            .Select(row => new QaHit(row.Item.Entry, row.Score, fields[0].Coverage(query.Text, Fields[0].Text(row.Item.Entry) + "\n" + Fields[1].Text(row.Item.Entry))))
            .ToList();
        return Task.FromResult<IReadOnlyList<QaHit>>(hits);
    }

    private sealed record Snapshot(IReadOnlyList<EntryVersion> Entries, IReadOnlyList<Bm25> Fields);
}
