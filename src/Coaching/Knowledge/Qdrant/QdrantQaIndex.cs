using System.Text.RegularExpressions;
using Coaching.Knowledge.Retrieval;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// 百问百答 in Qdrant, ranked as in memory. Searches go to an alias; a rebuild fills a new collection and lets the alias
/// stand for it. Everything is compared with what the database says, so any step may be done twice, by several servers,
/// or break off.
/// </summary>
internal sealed class QdrantQaIndex(
    QdrantClient client,
    IDbContextFactory<CoachingDb> databases,
    AskList asks,
    SynonymList synonyms,
    IOptions<QdrantOptions> options,
    TimeProvider time,
    ILogger<QdrantQaIndex> logger,
    DenseLibrary? library = null) : IQaIndex, IDisposable
{
    // Points a request: a long entry's vectors take some tens of kilobytes.
    private const int Batch = 64;

    // A collection has its dense vectors from the start or never: their length is worth a wait, in the background.
    private static readonly TimeSpan FirstVector = TimeSpan.FromSeconds(10);

    private static readonly string[] Compared = ["digest", "dense"];

    private readonly SemaphoreSlim writing = new(1, 1);

    // The length of the dense vectors where searches go to; 0 where there are none.
    private volatile int dimension;

    private volatile IReadOnlyList<DenseText> held = [];

    public string Name => "qdrant";

    public bool IsFallback => false;

    public string? Vectors => dimension > 0 && library is { IsInUse: true } ? library.Model : null;

    private string Alias => options.Value.Collection;

    public async Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        var question = dimension > 0 ? await library!.QuestionAsync(query.Text, cancellationToken) : null;
        if (question?.Length != dimension) question = null;
        var found = await new QdrantSearch(client, Alias, EntryFields.Settings).BestAsync(synonyms.Read(query.Text), question, SeenFrom(query.UnitPath), EntryRanking.Depth(query), cancellationToken);
        var ids = found.Select(hit => hit.EntryId).Distinct(StringComparer.Ordinal).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // The database has the last word: what was retired a moment ago is not shown.
        var entries = (await db.Entries.AsNoTracking().Where(entry => ids.Contains(entry.EntryId) && entry.Status == EntryStatus.Published).ToListAsync(cancellationToken))
            .Where(entry => query.UnitPath.StartsWith(entry.UnitPath, StringComparison.Ordinal))
            .ToDictionary(entry => (entry.EntryId, entry.Version), entry => entry.Entry);
        return EntryRanking.Finish(query, found.Where(hit => entries.ContainsKey((hit.EntryId, hit.Version)))
            // While an update runs, two versions may stand there side by side.
            .GroupBy(hit => hit.EntryId, StringComparer.Ordinal).Select(versions => versions.MaxBy(hit => hit.Version)!)
            .Select(hit => new RankedEntry(entries[(hit.EntryId, hit.Version)], hit.Score, () => hit.Fields)), question is null ? null : library!.Model);
    }

    /// <summary>Fills Qdrant where nothing is there or what is there was made differently; otherwise brings it in line.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        if (library is not null)
        {
            // Names the texts, so that there is something to wait for.
            await ReadAsync(cancellationToken);
            await library.FirstAsync(FirstVector, cancellationToken);
        }

        var corpus = await ReadAsync(cancellationToken);
        if (await InUseAsync(cancellationToken) is { } there && IsCurrent(there, corpus)) await AlignAsync(there, corpus, null, cancellationToken);
        else await BuildAsync(cancellationToken);
    }, cancellationToken);

    public Task RebuildAsync(CancellationToken cancellationToken) => WriteAsync(() => BuildAsync(cancellationToken), cancellationToken);

    public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        var corpus = await ReadAsync(cancellationToken);
        var there = await InUseAsync(cancellationToken);
        // Seen at once, even where the averages have moved and all is built anew after it.
        if (there is not null && entryIds.Count > 0) await AlignAsync(there, corpus, entryIds, cancellationToken);
        if (there is null || !IsCurrent(there, corpus)) await BuildAsync(cancellationToken);
    }, cancellationToken);

    public void Dispose() => writing.Dispose();

    // Of the asker's unit and those above it, the newest version there: all inside the query.
    private static QdrantFilter SeenFrom(string unitPath)
    {
        string[] units = ["", .. unitPath.Index().Where(c => c.Item == '/').Select(c => unitPath[..(c.Index + 1)]), unitPath];
        return new QdrantFilter(Must: [QdrantCondition.AnyOf("unit_path", units)], MustNot: [QdrantCondition.AnyOf("superseded_at", units)]);
    }

    private async Task<QaCorpus> ReadAsync(CancellationToken cancellationToken)
    {
        var corpus = await QaCorpus.ReadAsync(databases, asks, library, CurrentEntries.Today(time), cancellationToken);
        // The library forgets what nobody holds.
        held = [.. corpus.Documents.SelectMany(document => document.DenseTexts)];
        return corpus;
    }

    private async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await write();
        }
        finally
        {
            writing.Release();
        }
    }

    // The collection behind the alias.
    private async Task<InUse?> InUseAsync(CancellationToken cancellationToken)
    {
        if (await client.AliasTargetAsync(Alias, cancellationToken) is not { } collection) return null;
        return new InUse(collection, await client.MetadataAsync<QaMetadata>(collection, cancellationToken) ?? new QaMetadata(null));
    }

    // Whether its points are weighed as the corpus says and take the vectors there are. As long as there are none, those
    // that are there will do: an embedding service that is away takes nothing from Qdrant.
    private bool IsCurrent(InUse there, QaCorpus corpus)
    {
        if (there.Metadata.Layout != corpus.Layout || (library is { Dimension: > 0 } && library.Dimension != there.Metadata.Dimension)) return false;
        dimension = there.Metadata.Dimension;
        return true;
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var corpus = await ReadAsync(cancellationToken);
        var collection = $"{Alias}__{time.GetUtcNow():yyyyMMddHHmmssfff}{Guid.NewGuid().ToString("N")[..8]}";
        var length = library?.Dimension ?? 0;
        var design = new CollectionDesign([.. QaCorpus.Arms.Select(QaDocument.VectorName)], length > 0 ? (QaDocument.DenseName, length) : null, new QaMetadata(corpus.Layout, length));
        await client.CreateCollectionAsync(collection, design, cancellationToken);
        foreach (var key in (string[])["unit_path", "superseded_at", "document", "entry_id"])
        {
            await client.CreateIndexAsync(collection, key, isTenant: key == "unit_path", cancellationToken);
        }

        await UpsertAsync(collection, corpus, corpus.Documents, length, cancellationToken);
        var replaced = await client.AliasTargetAsync(Alias, cancellationToken);
        // No search may ask the one for vectors that only the other has.
        if (length == 0) dimension = 0;
        await client.SwitchAliasAsync(Alias, collection, replace: replaced is not null, cancellationToken);
        dimension = length;
        logger.LogInformation("Qdrant: {Count} documents in {Collection}, in place of {Replaced}", corpus.Documents.Count, collection, replaced ?? "nothing");
        // What another server stored meanwhile went to the collection before.
        await AlignAsync(new InUse(collection, design.Metadata), await ReadAsync(cancellationToken), null, cancellationToken);
        await RemoveOlderAsync(collection, replaced, cancellationToken);
    }

    // The one just replaced stays until the next time: searches under way end on it.
    private async Task RemoveOlderAsync(string collection, string? replaced, CancellationToken cancellationToken)
    {
        var own = new Regex($"^{Regex.Escape(Alias)}__[0-9]{{17}}[0-9a-f]{{8}}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        foreach (var name in (await client.CollectionsAsync(cancellationToken)).Where(name => own.IsMatch(name) && name != collection && string.CompareOrdinal(name, replaced) < 0))
        {
            await client.DeleteCollectionAsync(name, cancellationToken);
        }
    }

    // Stores what is missing or different and removes what is too much; of these entries, or of all.
    private async Task AlignAsync(InUse there, QaCorpus corpus, IReadOnlyCollection<string>? entryIds, CancellationToken cancellationToken)
    {
        var (collection, metadata) = there;
        var filter = entryIds is null ? null : new QdrantFilter(Must: [QdrantCondition.AnyOf("entry_id", entryIds)]);
        var stored = new Dictionary<Guid, Stored>();
        await foreach (var point in client.ScrollAsync<Stored>(collection, filter, Compared, cancellationToken)) stored[point.Id] = point.Payload!;

        var wanted = corpus.Documents.Where(document => entryIds?.Contains(document.Payload.EntryId) ?? true).ToList();
        await UpsertAsync(collection, corpus, wanted.Where(document => document.PointIds.Any(id => stored.GetValueOrDefault(id)?.Serves(document.Payload, metadata.Dimension > 0) != true)), metadata.Dimension, cancellationToken);

        var kept = wanted.SelectMany(document => document.PointIds).ToHashSet();
        foreach (var batch in stored.Keys.Where(id => !kept.Contains(id)).Chunk(Batch * Batch))
        {
            await client.DeleteAsync(collection, new QdrantFilter(Must: [new QdrantCondition(HasId: batch)]), cancellationToken);
        }
    }

    private async Task UpsertAsync(string collection, QaCorpus corpus, IEnumerable<QaDocument> documents, int length, CancellationToken cancellationToken)
    {
        foreach (var batch in corpus.Points(documents, length).Chunk(Batch)) await client.UpsertAsync(collection, batch, cancellationToken);
    }

    private sealed record InUse(string Collection, QaMetadata Metadata);

    private sealed record Stored(string Digest, int Dense)
    {
        // Vectors that are not at hand at the moment are no reason to store a document without them.
        public bool Serves(QaPayload wanted, bool takesVectors) => Digest == wanted.Digest && (!takesVectors || Dense >= wanted.Dense);
    }
}
