using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>The index that needs no server: exact, in memory, lexical, rebuilt whole in well under a second.</summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases, AskList asks) : IQaIndex
{
    private volatile Snapshot snapshot = new([], LexicalIndex.Build(EntryFields.Settings, []));

    public string Name => "embedded";

    public bool IsFallback => false;

    // Statistics of the whole corpus stand behind every score, so an exact update is a rebuild; a thousand entries take a moment.
    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => RebuildAsync(cancellationToken);

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var entries = await PublishedEntries.ReadAsync(databases, cancellationToken);
        snapshot = new Snapshot(entries, LexicalIndex.Build(EntryFields.Settings, [.. entries.Select(version => EntryFields.Texts(version.Entry, asks.Of(version.EntryId)))]));
    }

    public Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var (entries, index) = snapshot;
        return Task.FromResult(EntryRanking.Finish(query, index.Search(query.Text, EntryRanking.Depth(query), NewestSeen)
            .Select(hit => new RankedEntry(entries[hit.Document].Entry, hit.Score, () => index.Explain(query.Text, hit.Document, NewestSeen)))));

        bool Seen(EntryVersion version) => query.UnitPath.StartsWith(version.UnitPath, StringComparison.Ordinal);

        // Versions of an entry stand together, the newest last.
        bool NewestSeen(int document) => Seen(entries[document])
            && !entries.Skip(document + 1).TakeWhile(other => other.EntryId == entries[document].EntryId).Any(Seen);
    }

    private sealed record Snapshot(IReadOnlyList<EntryVersion> Entries, LexicalIndex Index);
}
