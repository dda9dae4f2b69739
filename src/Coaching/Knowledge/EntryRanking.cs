using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge;

/// <summary>From documents found to hits shown, the same for every index.</summary>
internal static class EntryRanking
{
    private const double AreaBonus = 0.1;

    private static readonly double LexicalWeight = EntryFields.Settings.Sum(field => field.Weight * LexicalIndex.ViewWeight);

    /// <summary>How many documents an index has to find: a few more than asked for, because the area may lift one from below the cut.</summary>
    public static int Depth(QaQuery query) => query.Top + 5;

    /// <summary>Scales scores, prefers the area asked for and cuts.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="found">Entries, best first, with their combined scores and what makes them up.</param>
    /// <param name="vectors">The model whose vectors had a part in the scores; null for none.</param>
    public static IReadOnlyList<QaHit> Finish(QaQuery query, IEnumerable<RankedEntry> found, string? vectors)
    {
        var whole = LexicalWeight + (vectors is null ? 0 : DenseFusion.Weight);
        return
        [
            .. found.Select(hit => (hit.Entry, Score: hit.Score / whole, hit.Explain))
            .OrderByDescending(hit => hit.Score + (hit.Entry.Area == query.Area ? AreaBonus : 0))
            .Take(query.Top)
            .Select(hit => new QaHit(hit.Entry, hit.Score, TermCoverage.Of(query.Text, [hit.Entry.Question, .. hit.Entry.Phrasings, string.Join(' ', hit.Entry.Tags)]))
            {
                Vectors = vectors,
                Fields = query.Explain ? [.. hit.Explain().Select(field => new FieldScore(field.Field, field.Score / whole))] : [],
            }),
        ];
    }
}

/// <summary>An entry that an index found.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Score">The combined score.</param>
/// <param name="Explain">What each field adds to it; only called where it is asked for.</param>
internal sealed record RankedEntry(Entry Entry, float Score, Func<IEnumerable<(string Field, double Score)>> Explain);
