using Coaching.Evaluation;
using Coaching.Knowledge;
using Coaching.Knowledge.Qdrant;
using Coaching.Knowledge.Retrieval;

namespace Coaching.Eval;

/// <summary>The shipped entries as documents, and the product's own ranking of them.</summary>
internal sealed class EntryRetrieval
{
    private readonly IReadOnlyList<Entry> entries;
    private readonly IReadOnlyList<IReadOnlyList<string>[]> texts;
    private readonly SynonymList synonyms;

    public EntryRetrieval(string content)
    {
        var qa = Path.Combine(content, "scenarios", "qa");
        var asks = AskList.ReadFolder(Path.Combine(qa, "asks"));
        synonyms = SynonymList.ReadFile(Path.Combine(qa, "synonyms.txt"));
        entries = [.. EntryReader.ReadFolder(qa).OrderBy(entry => entry.Id, StringComparer.Ordinal)];
        texts = [.. entries.Select(entry => EntryFields.Texts(entry, asks.Of(entry.Id)))];
        // A baseline gets every word that the product indexes, the asks too.
        Documents = [.. entries.Zip(texts, (entry, fields) => new RetrievalDocument { Id = entry.Id, Text = fields[0][0] })];
    }

    /// <summary>Each entry with all that is indexed of it.</summary>
    public IReadOnlyList<RetrievalDocument> Documents { get; }

    /// <summary>Indexes the entries.</summary>
    public Func<string, IReadOnlyList<string>> Build()
    {
        var index = LexicalIndex.Build(EntryFields.Settings, texts);
        return text => Finish(text, index.Search(synonyms.Read(text), EntryRanking.Depth(Query(text))));
    }

    /// <summary>Indexes the entries in Qdrant.</summary>
    public async Task<QdrantTextIndex> BuildAsync(QdrantClient client, CancellationToken cancellationToken) =>
        await QdrantTextIndex.BuildAsync(client, EntryFields.Settings, texts, cancellationToken);

    /// <summary>Searches them there.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(QdrantTextIndex index, string text, CancellationToken cancellationToken) =>
        Finish(text, await index.SearchAsync(synonyms.Read(text), EntryRanking.Depth(Query(text)), cancellationToken));

    private static QaQuery Query(string text) => new(text, "", RetrievalBench.Depth);

    private IReadOnlyList<string> Finish(string text, IEnumerable<LexicalHit> hits) =>
        [.. EntryRanking.Finish(Query(text), hits.Select(hit => new RankedEntry(entries[hit.Document], hit.Score, () => []))).Select(hit => hit.Entry.Id)];
}
