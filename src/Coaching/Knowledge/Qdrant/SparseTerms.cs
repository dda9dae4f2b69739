using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// Terms as places of a sparse vector. Characters and pairs of characters are packed numbers below 2^32 and keep theirs.
/// Hashed terms (dictionary words, runs of letters and digits) are folded to 30 bits above all packed ones. Of 10,000
/// different words 0.05 pairs are expected to share a place, of 50,000 words 1.2; a pair that does counts as one word,
/// which moves a ranking only where both stand in reach of one query, and then only in the lightest view.
/// </summary>
internal static class SparseTerms
{
    /// <summary>
    /// A place that every text fills and no query asks for: Qdrant counts a vector only when it is not empty, and idf
    /// counts all texts of a field, the empty ones too.
    /// </summary>
    public const uint Presence = 0;

    private const uint HashedTerms = 0xC000_0000;
    private const int HashBits = 30;

    /// <summary>A term's place.</summary>
    public static uint IndexOf(ulong term) => term >> 63 == 0
        ? (uint)term
        : HashedTerms | (uint)((term ^ (term >> HashBits) ^ (term >> (2 * HashBits))) & ((1UL << HashBits) - 1));

    /// <summary>What is asked, each place once; Qdrant multiplies by idf.</summary>
    public static SparseVector Query(IEnumerable<KeyValuePair<ulong, float>> terms)
    {
        var weights = new OrderedDictionary<uint, float>();
        foreach (var (term, weight) in terms) weights.TryAdd(IndexOf(term), weight);
        return new SparseVector([.. weights.Keys], [.. weights.Values]);
    }

    /// <summary>A text of a field: BM25's part of the document, without idf.</summary>
    /// <param name="terms">Its terms, repeats included.</param>
    /// <param name="averageLength">The average length in the field and view.</param>
    /// <param name="field">The field.</param>
    public static SparseVector Text(IReadOnlyList<ulong> terms, double averageLength, FieldSettings field)
    {
        var weights = new SortedDictionary<uint, float> { [Presence] = 1 };
        foreach (var (term, count) in terms.CountBy(term => term))
        {
            var weight = (float)TermIndex.Saturation(count, terms.Count, averageLength, field.K1, field.B);
            weights[IndexOf(term)] = weights.GetValueOrDefault(IndexOf(term)) + weight;
        }

        return new SparseVector([.. weights.Keys], [.. weights.Values]);
    }
}
