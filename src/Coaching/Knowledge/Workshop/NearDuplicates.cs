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
public sealed record NearDuplicate(string EntryId, string Question, string Wording, double Likeness, EntryStatus Status)
{
    /// <summary>What it answers.</summary>
    public string Answer { get; init; } = "";
    /// <summary>Whether the mentor may change it.</summary>
    public bool Writable { get; init; }
}

/// <summary>Finds entries that a new question nearly repeats: candidates by the one retrieval path, likeness by character pairs.</summary>
public sealed class NearDuplicates
{
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
        await (await PrepareAsync(mentor, cancellationToken)).FindAsync(question, except, cancellationToken);

    /// <summary>Reads what the index does not hold, once for many questions.</summary>
    internal async Task<Search> PrepareAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = db.Entries.AsNoTracking().Where(entry => entry.UnitPath.StartsWith(mentor.UnitPath));
        var unpublished = await own.Where(entry => entry.Status == EntryStatus.Draft || entry.Status == EntryStatus.InReview).ToListAsync(cancellationToken);
        var ids = await own.Select(entry => entry.EntryId).Distinct().ToListAsync(cancellationToken);
        return new Search(index, mentor.UnitPath, unpublished, [.. ids]);
    }

    /// <summary>A look-out for duplicates among what there was when it began.</summary>
    internal sealed class Search(IQaIndex index, string unitPath, IReadOnlyList<EntryVersion> unpublished, HashSet<string> writable)
    {
        private readonly Dictionary<(string EntryId, int Version), List<(string Wording, WordingPairs Pairs)>> wordings = [];

        /// <summary>The entries nearest to a question, nearest first.</summary>
        public async Task<IReadOnlyList<NearDuplicate>> FindAsync(string question, string? except, CancellationToken cancellationToken)
        {
            var pairs = new WordingPairs(question);
            if (pairs.IsEmpty) return [];
            var hits = await index.SearchAsync(new QaQuery(question, unitPath, Candidates), cancellationToken);
            return [.. hits.Select(hit => (hit.Entry, Status: EntryStatus.Published))
                .Concat(unpublished.Select(version => (version.Entry, version.Status)))
                .Where(candidate => candidate.Entry.Id != except)
                .Select(candidate => Compare(pairs, candidate.Entry, candidate.Status))
                .Where(found => found.Likeness >= WordingPairs.Near)
                .OrderByDescending(found => found.Likeness)
                .DistinctBy(found => found.EntryId, StringComparer.Ordinal)
                .Take(Most)];
        }

        private NearDuplicate Compare(WordingPairs asked, Entry entry, EntryStatus status)
        {
            if (!wordings.TryGetValue((entry.Id, entry.Version), out var known))
            {
                known = [.. entry.Phrasings.Prepend(entry.Question).Select(wording => (wording, new WordingPairs(wording)))];
                wordings[(entry.Id, entry.Version)] = known;
            }

            var best = known.Select(item => (item.Wording, Likeness: asked.Likeness(item.Pairs))).MaxBy(item => item.Likeness);
            return new NearDuplicate(entry.Id, entry.Question, best.Wording, best.Likeness, status) { Answer = entry.Answer, Writable = writable.Contains(entry.Id) };
        }
    }
}
