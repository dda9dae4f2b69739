using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// Any documents in a collection of their own, stored and searched exactly as 百问百答 is: to measure Qdrant on test sets.
/// Disposing removes the collection.
/// </summary>
internal sealed class QdrantTextIndex : IAsyncDisposable
{
    private const int Batch = 256;

    private static readonly QdrantFilter Everything = new(Must: [QdrantCondition.AnyOf("unit_path", [""])]);

    private readonly QdrantClient client;
    private readonly string collection;
    private readonly QdrantSearch search;

    private QdrantTextIndex(QdrantClient client, string collection, IReadOnlyList<FieldSettings> fields) =>
        (this.client, this.collection, search) = (client, collection, new QdrantSearch(client, collection, fields));

    /// <summary>Stores documents.</summary>
    /// <param name="client">The server.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="documents">For each document the texts of its fields, in the order of the fields.</param>
    /// <param name="cancellationToken">Gives up; what was stored is removed.</param>
    public static async Task<QdrantTextIndex> BuildAsync(
        QdrantClient client, IReadOnlyList<FieldSettings> fields, IReadOnlyList<IReadOnlyList<string>[]> documents, CancellationToken cancellationToken)
    {
        var arms = Fusion.Arms(fields);
        var index = new QdrantTextIndex(client, $"eval__{Guid.NewGuid():N}", fields);
        await client.CreateCollectionAsync(index.collection, new CollectionDesign([.. arms.Select(QaDocument.VectorName)], Dense: null, new QaMetadata("eval")), cancellationToken);
        try
        {
            foreach (var key in (string[])["unit_path", "document"]) await client.CreateIndexAsync(index.collection, key, isTenant: key == "unit_path", cancellationToken);
            foreach (var batch in Points(arms, documents).Chunk(Batch)) await client.UpsertAsync(index.collection, batch, cancellationToken);
            return index;
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    /// <summary>The numbers of the best documents with their scores, best first.</summary>
    public async Task<IReadOnlyList<LexicalHit>> SearchAsync(SearchText text, int top, CancellationToken cancellationToken) =>
        [.. (await search.BestAsync(text, null, Everything, top, cancellationToken)).Select(hit => new LexicalHit(int.Parse(hit.EntryId), hit.Score))];

    public async ValueTask DisposeAsync() => await client.DeleteCollectionAsync(collection, CancellationToken.None);

    private static IEnumerable<QdrantPoint> Points(IReadOnlyList<SearchArm> arms, IReadOnlyList<IReadOnlyList<string>[]> documents)
    {
        List<IReadOnlyList<string>[]> normal = [.. documents.Select(fields => fields.Select(IReadOnlyList<string> (texts) => [.. texts.Select(ChineseText.Normalise)]).ToArray())];
        List<double> averages = [.. arms.Select(arm => TermIndex.AverageLength([.. normal.SelectMany(texts => QaDocument.Lengths(texts, arm))]))];
        foreach (var (number, texts) in normal.Index())
        {
            var points = texts.Max(field => field.Count);
            // Numbers in the order of their names, which breaks ties.
            var name = $"{number:D9}";
            var payload = new QaPayload($"{name}@1", name, 1, "", [], points, "", 0);
            for (var point = 0; point < points; point++) yield return new QdrantPoint(Guid.NewGuid(), QaDocument.SparseVectors(texts, point, arms, averages), payload);
        }
    }
}
