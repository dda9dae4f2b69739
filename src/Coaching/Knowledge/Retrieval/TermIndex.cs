using System.Runtime.InteropServices;

namespace Coaching.Knowledge.Retrieval;

/// <summary>
/// BM25 over one view of one field (Robertson and Zaragoza 2009; idf as in Lucene, never negative). What a term adds to a
/// document is worked out when the index is built, so a query only adds numbers up. Immutable.
/// </summary>
internal sealed class TermIndex
{
    private readonly Dictionary<ulong, (int Start, int Count)> terms;
    private readonly int[] documents;
    private readonly float[] impacts;
    private readonly int documentCount;

    private TermIndex(Dictionary<ulong, (int Start, int Count)> terms, int[] documents, float[] impacts, int documentCount)
    {
        this.terms = terms;
        this.documents = documents;
        this.impacts = impacts;
        this.documentCount = documentCount;
    }

    /// <summary>Builds the index.</summary>
    /// <param name="texts">Normalised texts by document number.</param>
    /// <param name="view">How they are cut.</param>
    /// <param name="k1">How fast repeats saturate; 0 counts presence only.</param>
    /// <param name="b">How much length is held against a text, 0 to 1.</param>
    public static TermIndex Build(IReadOnlyList<string> texts, TermView view, double k1, double b) =>
        Build(texts.Count, text => CountedTerms.Of(texts[text], view), k1, b);

    /// <inheritdoc cref="Build(IReadOnlyList{string}, TermView, double, double)" />
    /// <param name="count">How many texts there are.</param>
    /// <param name="text">A text by its number, cut and counted; asked for one after the other.</param>
    /// <param name="k1">How fast repeats saturate; 0 counts presence only.</param>
    /// <param name="b">How much length is held against a text, 0 to 1.</param>
    public static TermIndex Build(int count, Func<int, CountedTerms> text, double k1, double b)
    {
        var postings = new Dictionary<ulong, List<(int Document, int Count)>>();
        var lengths = new int[count];
        for (var document = 0; document < count; document++)
        {
            var (length, counts) = text(document);
            lengths[document] = length;
            foreach (var (term, times) in counts)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(postings, term, out _);
                (list ??= []).Add((document, times));
            }
        }

        return Weigh(postings, lengths, k1, b);
    }

    /// <summary>Adds each document's score for a query to an array that holds zeros.</summary>
    /// <param name="query">Terms with their weights, each term once.</param>
    /// <param name="scores">One place a document.</param>
    public void Score(IReadOnlyCollection<KeyValuePair<ulong, float>> query, float[] scores)
    {
        foreach (var (term, weight) in query)
        {
            if (!terms.TryGetValue(term, out var span)) continue;
            var matched = documents.AsSpan(span.Start, span.Count);
            var adds = impacts.AsSpan(span.Start, span.Count);
            for (var i = 0; i < matched.Length; i++) scores[matched[i]] += weight * adds[i];
        }
    }

    /// <summary>The inverse document frequency of a term; the largest there is for a term nobody uses.</summary>
    public double Idf(ulong term) => Idf(terms.TryGetValue(term, out var span) ? span.Count : 0, documentCount);

    /// <summary>The average length that lengths are held against.</summary>
    public static double AverageLength(IReadOnlyCollection<int> lengths) => Math.Max(1, lengths.Count == 0 ? 1 : lengths.Average());

    /// <summary>What a term adds to a document for each unit of idf: how often it stands there, saturated and measured against the length.</summary>
    public static double Saturation(int count, int length, double average, double k1, double b) =>
        count * (k1 + 1) / (count + (k1 * (1 - b + (b * length / average))));

    private static TermIndex Weigh(Dictionary<ulong, List<(int Document, int Count)>> postings, int[] lengths, double k1, double b)
    {
        var average = AverageLength(lengths);
        var total = postings.Values.Sum(list => list.Count);
        var (documents, impacts) = (new int[total], new float[total]);
        var terms = new Dictionary<ulong, (int, int)>(postings.Count);
        var next = 0;
        foreach (var (term, list) in postings)
        {
            terms[term] = (next, list.Count);
            var idf = Idf(list.Count, lengths.Length);
            foreach (var (document, count) in list)
            {
                documents[next] = document;
                impacts[next++] = (float)(idf * Saturation(count, lengths[document], average, k1, b));
            }
        }

        return new TermIndex(terms, documents, impacts, lengths.Length);
    }

    private static double Idf(int withTerm, int all) => Math.Log(1 + ((all - withTerm + 0.5) / (withTerm + 0.5)));
}
