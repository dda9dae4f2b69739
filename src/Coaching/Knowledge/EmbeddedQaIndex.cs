using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>The index that needs no server: exact, in memory, lexical, rebuilt whole in well under a second.</summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases, AskList asks, TimeProvider time) : IQaIndex, IDisposable
{
    private const double AreaBonus = 0.1;
    private static readonly double WholeWeight = EntryFields.Settings.Sum(field => field.Weight * LexicalIndex.ViewWeight);

    private readonly SemaphoreSlim writing = new(1, 1);
    private volatile Snapshot snapshot = new([], LexicalIndex.Build(EntryFields.Settings, []));

    public Task RebuildAsync(CancellationToken cancellationToken) => ReplaceAsync(null, cancellationToken);

    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => ReplaceAsync(entryIds, cancellationToken);

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

    public void Dispose() => writing.Dispose();

    // Null reads everything; otherwise the other entries are kept as they are.
    private async Task ReplaceAsync(IReadOnlyCollection<string>? entryIds, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var wanted = db.Entries.AsNoTracking().Where(entry => entry.Status == EntryStatus.Published);
            if (entryIds is not null) wanted = wanted.Where(entry => entryIds.Contains(entry.EntryId));
            var published = await wanted.ToListAsync(cancellationToken);
            var kept = entryIds is null ? [] : snapshot.Entries.Where(entry => !entryIds.Contains(entry.EntryId, StringComparer.Ordinal));
            var entries = CurrentEntries.On(published.Concat(kept), CurrentEntries.Today(time));
            snapshot = new Snapshot(entries, LexicalIndex.Build(EntryFields.Settings, [.. entries.Select(version => EntryFields.Texts(version.Entry, asks.Of(version.EntryId)))]));
        }
        finally
        {
            writing.Release();
        }
    }

    private sealed record Snapshot(IReadOnlyList<EntryVersion> Entries, LexicalIndex Index);
}
