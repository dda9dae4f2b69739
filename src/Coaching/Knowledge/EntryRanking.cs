using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge;

/// <summary>From documents found to hits shown, the same for every index.</summary>
internal static class EntryRanking
{
    private const double AreaBonus = 0.1;

    // What an entry gains from the best of its relatives: whoever finds the one is helped by the other (scores smoothed
    // along authored links, after Diaz 2005). Set on the development questions; 0.4 to 0.7 rank alike.
    private const double KinshipShare = 0.6;

    // Relatives of the best are seldom further down.
    private const int LeastDepth = 100;

    // From this share of common character pairs on, a question is asked in an entry's own words. Questions written apart
    // from the corpus never come near it; a mentor who has just published an entry, or a teacher who copies its title, does.
    private const double SameWords = 0.6;

    // Such an entry is never far down.
    private const int LookedAtForWording = 30;

    private static readonly double LexicalWeight = EntryFields.Settings.Sum(field => field.Weight * LexicalIndex.ViewWeight);

    /// <summary>How many documents an index has to find: more than asked for, because relatives and the area may lift one from below the cut.</summary>
    public static int Depth(QaQuery query) => Math.Max(query.Top + 5, LeastDepth);

    /// <summary>Scales scores, puts first what is asked in its own words, lifts relatives and the area asked for, and cuts.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="found">Entries, best first, with their combined scores and what makes them up.</param>
    /// <param name="vectors">The model whose vectors had a part in the scores; null for none.</param>
    public static IReadOnlyList<QaHit> Finish(QaQuery query, IEnumerable<RankedEntry> found, string? vectors = null)
    {
        var whole = LexicalWeight + (vectors is null ? 0 : DenseFusion.Weight);
        var scored = found.Select(hit => (hit.Entry, Score: hit.Score / whole, hit.Explain)).ToList();
        var sameWords = scored.Take(LookedAtForWording)
            .Select(hit => (hit.Entry.Id, Likeness: Wording.Likeness(query.Text, [hit.Entry.Question, .. hit.Entry.Phrasings])))
            .Where(hit => hit.Likeness >= SameWords).ToDictionary(hit => hit.Id, hit => hit.Likeness, StringComparer.Ordinal);
        var kinship = Kinship([.. scored.Select(hit => (hit.Entry, hit.Score))]);
        return
        [
            .. scored.OrderByDescending(hit => sameWords.GetValueOrDefault(hit.Entry.Id))
                .ThenByDescending(hit => hit.Score + kinship.GetValueOrDefault(hit.Entry.Id) + (hit.Entry.Area == query.Area ? AreaBonus : 0))
                .Take(query.Top)
                .Select(hit => new QaHit(hit.Entry, hit.Score, TermCoverage.Of(query.Text, [hit.Entry.Question, .. hit.Entry.Phrasings, string.Join(' ', hit.Entry.Tags)]))
                {
                    Vectors = vectors,
                    SameWords = sameWords.ContainsKey(hit.Entry.Id),
                    Kinship = kinship.GetValueOrDefault(hit.Entry.Id),
                    Fields = query.Explain ? [.. hit.Explain().Select(field => new FieldScore(field.Field, field.Score / whole))] : [],
                }),
        ];
    }

    // Links count in both directions.
    private static Dictionary<string, double> Kinship(List<(Entry Entry, double Score)> found)
    {
        var scores = found.ToDictionary(hit => hit.Entry.Id, hit => hit.Score, StringComparer.Ordinal);
        var kinship = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (entry, score) in found)
        {
            foreach (var relative in entry.Related.Where(scores.ContainsKey))
            {
                Lift(relative, score);
                Lift(entry.Id, scores[relative]);
            }
        }

        return kinship;

        void Lift(string id, double score) => kinship[id] = Math.Max(kinship.GetValueOrDefault(id), KinshipShare * score);
    }
}

/// <summary>An entry that an index found.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Score">The combined score.</param>
/// <param name="Explain">What each field adds to it; only called where it is asked for.</param>
internal sealed record RankedEntry(Entry Entry, float Score, Func<IEnumerable<(string Field, double Score)>> Explain);
