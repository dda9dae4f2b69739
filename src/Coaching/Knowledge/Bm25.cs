namespace Coaching.Knowledge;

/// <summary>
/// BM25 over one field (Robertson and Zaragoza, 2009, eq. 3.15, with the non-negative idf of Lucene). Built once,
/// read by any number of threads.
/// </summary>
internal sealed class Bm25
{
    private const double K1 = 1.2;
    private const double B = 0.6;

    private readonly Dictionary<string, List<(int Document, int Count)>> postings = new(StringComparer.Ordinal);
    private readonly double[] lengths;
    private readonly double averageLength;

    public Bm25(IReadOnlyList<string> documents)
    {
        lengths = new double[documents.Count];
        for (var i = 0; i < documents.Count; i++)
        {
            var counts = TextAnalysis.Terms(documents[i]).CountBy(term => term, StringComparer.Ordinal).ToList();
            lengths[i] = counts.Sum(count => count.Value);
            foreach (var (term, count) in counts)
            {
                if (!postings.TryGetValue(term, out var list)) postings[term] = list = [];
                list.Add((i, count));
            }
        }

        averageLength = documents.Count == 0 ? 1 : Math.Max(1, lengths.Average());
    }

    /// <summary>Scores by document number, 0 where nothing matches, scaled so that the best is 1.</summary>
    public double[] Score(string query)
    {
        var scores = new double[lengths.Length];
        foreach (var term in TextAnalysis.Terms(query).Distinct(StringComparer.Ordinal))
        {
            if (!postings.TryGetValue(term, out var list)) continue;
            var idf = Idf(list.Count);
            foreach (var (document, count) in list)
            {
                scores[document] += idf * count * (K1 + 1) / (count + (K1 * (1 - B + (B * lengths[document] / averageLength))));
            }
        }

        var best = scores.DefaultIfEmpty().Max();
        if (best > 0)
        {
            for (var i = 0; i < scores.Length; i++) scores[i] /= best;
        }

        return scores;
    }

    /// <summary>The share of a query's term weight that one text covers, 0 to 1; unknown terms weigh like the rarest.</summary>
    public double Coverage(string query, string text) =>
        Coverage(TextAnalysis.Terms(query).Distinct(StringComparer.Ordinal), TextAnalysis.Terms(text).ToHashSet(StringComparer.Ordinal));

    /// <summary>The same of terms that are cut already.</summary>
    /// <param name="query">The query's terms, each once.</param>
    /// <param name="there">The text's terms.</param>
    public double Coverage(IEnumerable<string> query, IReadOnlySet<string> there)
    {
        var (covered, whole) = (0.0, 0.0);
        foreach (var term in query)
        {
            var weight = Idf(postings.TryGetValue(term, out var list) ? list.Count : 0);
            whole += weight;
            if (there.Contains(term)) covered += weight;
        }

        return whole == 0 ? 0 : covered / whole;
    }

    private double Idf(int documentsWithTerm) => Math.Log(1 + ((lengths.Length - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)));
}
