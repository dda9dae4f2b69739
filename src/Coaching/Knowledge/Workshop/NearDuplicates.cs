using Coaching.Knowledge.Retrieval;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>An entry that asks nearly the same.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Question">Its question.</param>
/// <param name="Wording">The wording that is so like: its question or another phrasing.</param>
/// <param name="Likeness">The share of character pairs in common, 0 to 1.</param>
/// <param name="Status">Where it is in its life.</param>
public sealed record NearDuplicate(string EntryId, string Question, string Wording, double Likeness, EntryStatus Status);

/// <summary>Finds entries that a new question nearly repeats: candidates by the one retrieval path, likeness by character pairs.</summary>
public sealed class NearDuplicates
{
    private const double Near = 0.4;
    private const int Candidates = 10;
    private const int Most = 3;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly IQaIndex index;

    internal NearDuplicates(IDbContextFactory<CoachingDb> databases, IQaIndex index)
    {
        this.databases = databases;
        this.index = index;
    }

    /// <summary>The entries nearest to a question, nearest first; empty when none is near.</summary>
    /// <param name="mentor">Who asks; published entries and the drafts of their unit are looked at.</param>
    /// <param name="question">The question.</param>
    /// <param name="except">The entry that is being written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<NearDuplicate>> FindAsync(Actor mentor, string question, string? except, CancellationToken cancellationToken) =>
        await FindAsync(mentor, question, except, await UnpublishedAsync(mentor, cancellationToken), cancellationToken);

    internal async Task<IReadOnlyList<NearDuplicate>> FindAsync(
        Actor mentor, string question, string? except, IReadOnlyList<EntryVersion> unpublished, CancellationToken cancellationToken)
    {
        var pairs = Pairs(question);
        if (pairs.Count == 0) return [];
        var hits = await index.SearchAsync(new QaQuery(question, mentor.UnitPath, Candidates), cancellationToken);
        return [.. hits.Select(hit => (hit.Entry, Status: EntryStatus.Published))
            .Concat(unpublished.Select(version => (version.Entry, version.Status)))
            .Where(candidate => candidate.Entry.Id != except)
            .Select(candidate => Compare(pairs, candidate.Entry, candidate.Status))
            .Where(found => found.Likeness >= Near)
            .OrderByDescending(found => found.Likeness)
            .DistinctBy(found => found.EntryId, StringComparer.Ordinal)
            .Take(Most)];
    }

    /// <summary>What the index does not hold yet: drafts and versions in review of the mentor's unit.</summary>
    internal async Task<IReadOnlyList<EntryVersion>> UnpublishedAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Entries.AsNoTracking()
            .Where(entry => (entry.Status == EntryStatus.Draft || entry.Status == EntryStatus.InReview) && entry.UnitPath.StartsWith(mentor.UnitPath))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The share of character pairs that two questions have in common (Jaccard), 0 to 1.</summary>
    internal static double Likeness(string left, string right) => Jaccard(Pairs(left), Pairs(right));

    /// <summary>Whether two questions are so like that one of them is probably too many.</summary>
    internal static bool AreNear(string left, string right) => Likeness(left, right) >= Near;

    private static NearDuplicate Compare(HashSet<ulong> pairs, Entry entry, EntryStatus status)
    {
        var best = entry.Phrasings.Prepend(entry.Question).Select(wording => (Wording: wording, Likeness: Jaccard(pairs, Pairs(wording)))).MaxBy(item => item.Likeness);
        return new NearDuplicate(entry.Id, entry.Question, best.Wording, best.Likeness, status);
    }

    private static HashSet<ulong> Pairs(string text)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(text), TermView.Bigrams, terms);
        return [.. terms];
    }

    private static double Jaccard(HashSet<ulong> left, HashSet<ulong> right)
    {
        var shared = left.Count(right.Contains);
        return shared == 0 ? 0 : (double)shared / (left.Count + right.Count - shared);
    }
}
