using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>The index that needs no server: exact, in memory, lexical, rebuilt whole in well under a second.</summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases, AskList asks, SynonymList synonyms, TimeProvider time) : IQaIndex, IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private volatile Snapshot snapshot = new([], LexicalIndex.Build(EntryFields.Settings, []));

    public string Name => "embedded";

    public bool IsFallback => false;

    public Task RebuildAsync(CancellationToken cancellationToken) => ReplaceAsync(null, cancellationToken);

    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => ReplaceAsync(entryIds, cancellationToken);

    public Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var (entries, index) = snapshot;
        var text = synonyms.Read(query.Text);
        return Task.FromResult(EntryRanking.Finish(query, index.Search(text, EntryRanking.Depth(query), NewestSeen)
            .Select(hit => new RankedEntry(entries[hit.Document].Entry, hit.Score, () => index.Explain(text, hit.Document, NewestSeen)))));

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
