using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge;

/// <summary>
/// The index that needs no server: exact, in memory, rebuilt whole in well under a second. Lexical, with vectors besides
/// where a model is configured; they come in the background.
/// </summary>
internal sealed class EmbeddedQaIndex(IDbContextFactory<CoachingDb> databases, AskList asks, SynonymList synonyms, ITextCutter cutter, TimeProvider time, DenseLibrary? library = null) : IQaIndex, IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CutTexts cut = new(cutter);
    private volatile Snapshot snapshot = new([], LexicalIndex.Build(EntryFields.Settings, []), null);

    public string Name => "embedded";

    public bool IsFallback => false;

    public string? Vectors => library is { IsInUse: true } ? library.Model : null;

    public Task RebuildAsync(CancellationToken cancellationToken) => ReplaceAsync(null, cancellationToken);

    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => ReplaceAsync(entryIds, cancellationToken);

    public async Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var question = library is null ? null : await library.QuestionAsync(query.Text, cancellationToken);
        var (entries, index, dense) = snapshot;
        var text = synonyms.Read(query.Text);
        var near = question is null ? null : dense?.Score(question, NewestSeen);
        return EntryRanking.Finish(query, index.Search(text, EntryRanking.Depth(query), NewestSeen, near)
            .Select(hit => new RankedEntry(entries[hit.Document].Entry, hit.Score, () => Explain(hit.Document))), near is null ? null : library!.Model);

        bool Seen(EntryVersion version) => query.UnitPath.StartsWith(version.UnitPath, StringComparison.Ordinal);

        // Versions of an entry stand together, the newest last.
        bool NewestSeen(int document) => Seen(entries[document])
            && !entries.Skip(document + 1).TakeWhile(other => other.EntryId == entries[document].EntryId).Any(Seen);

        IEnumerable<(string, double)> Explain(int document) =>
            index.Explain(text, document, NewestSeen).Concat(near is null ? [] : [(DenseFusion.Name, (double)near[document])]);
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
            snapshot = new Snapshot(
                entries,
                LexicalIndex.Build(EntryFields.Settings, [.. entries.Select(version => EntryFields.Texts(version.Entry, asks.Of(version.EntryId)))], cut),
                library is null ? null : new DenseIndex(entries.Select(version => library.Of(DenseTexts.Of(version.Entry)))));
        }
        finally
        {
            writing.Release();
        }
    }

    private sealed record Snapshot(IReadOnlyList<EntryVersion> Entries, LexicalIndex Index, DenseIndex? Dense);
}
