using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>The index that needs no server: exact, in memory, lexical, rebuilt whole in well under a second.</summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases, AskList asks) : IQaIndex
{
    private const double AreaBonus = 0.1;

    private static readonly double WholeWeight = EntryFields.Settings.Sum(field => field.Weight * LexicalIndex.ViewWeight);

    private volatile Snapshot snapshot = new([], LexicalIndex.Build(EntryFields.Settings, []));

    // Statistics of the whole corpus stand behind every score, so an exact update is a rebuild; a thousand entries take a moment.
    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => RebuildAsync(cancellationToken);

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking()
            .Where(entry => entry.Status == EntryStatus.Published)
            .ToListAsync(cancellationToken);
        // By unit: a school's own version of the city's entry must not take the city's from everybody else.
        var newest = published.GroupBy(entry => (entry.EntryId, entry.UnitPath))
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .OrderBy(entry => entry.EntryId, StringComparer.Ordinal).ThenBy(entry => entry.Version)
            .ToList();
        snapshot = new Snapshot(newest, LexicalIndex.Build(EntryFields.Settings, [.. newest.Select(version => EntryFields.Texts(version.Entry, asks.Of(version.EntryId)))]));
    }

    public Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var (entries, index) = snapshot;
        // A few more than asked for: the area may lift one from below the cut.
        var hits = index.Search(query.Text, query.Top + 5, NewestSeen)
            .Select(hit => (hit.Document, entries[hit.Document].Entry, Score: hit.Score / WholeWeight))
            .OrderByDescending(hit => hit.Score + (hit.Entry.Area == query.Area ? AreaBonus : 0))
            .Take(query.Top)
            .Select(hit => new QaHit(hit.Entry, hit.Score, TermCoverage.Of(query.Text, [hit.Entry.Question, .. hit.Entry.Phrasings, string.Join(' ', hit.Entry.Tags)]))
            {
                Fields = query.Explain ? [.. index.Explain(query.Text, hit.Document).Select(field => new FieldScore(field.Field, field.Score / WholeWeight))] : [],
            })
            .ToList();
        return Task.FromResult<IReadOnlyList<QaHit>>(hits);

        bool Seen(EntryVersion version) => query.UnitPath.StartsWith(version.UnitPath, StringComparison.Ordinal);

        // Versions of an entry stand together, the newest last.
        bool NewestSeen(int document) => Seen(entries[document])
            && !entries.Skip(document + 1).TakeWhile(other => other.EntryId == entries[document].EntryId).Any(Seen);
    }

    private sealed record Snapshot(IReadOnlyList<EntryVersion> Entries, LexicalIndex Index);
}
