using Coaching.Evaluation;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Coaching.Eval;

/// <summary>What anybody gets from Lucene.Net without tuning: CJKAnalyzer and BM25, title and text as one field.</summary>
internal sealed class LuceneBaseline : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const string IdField = "id";
    private const string TextField = "text";

    private readonly CJKAnalyzer analyzer = new(Version);
    private readonly RAMDirectory directory = new();
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public LuceneBaseline(IReadOnlyList<RetrievalDocument> documents)
    {
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var document in documents)
            {
                writer.AddDocument([new StringField(IdField, document.Id, Field.Store.YES), new Lucene.Net.Documents.TextField(TextField, document.Title + "\n" + document.Text, Field.Store.NO)]);
            }

            writer.ForceMerge(1);
        }

        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
    }

    public IReadOnlyList<string> Search(string text, int top)
    {
        // Built from the analyzer's own tokens: no query syntax in the way of a teacher's punctuation.
        var query = new BooleanQuery();
        using (var tokens = analyzer.GetTokenStream(TextField, text))
        {
            var term = tokens.AddAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
            tokens.Reset();
            while (tokens.IncrementToken() && query.Clauses.Count < BooleanQuery.MaxClauseCount) query.Add(new TermQuery(new Term(TextField, term.ToString())), Occur.SHOULD);
            tokens.End();
        }

        return [.. searcher.Search(query, top).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get(IdField))];
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        analyzer.Dispose();
    }
}
