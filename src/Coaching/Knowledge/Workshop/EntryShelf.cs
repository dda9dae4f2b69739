using Coaching.Knowledge.Retrieval;
using Coaching.People;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>Which entries a mentor wants to see; what is null does not matter.</summary>
public sealed record EntryFilter
{
    /// <summary>The area.</summary>
    public Area? Area { get; init; }
    /// <summary>Where the newest version, or for published the entry, is in its life.</summary>
    public EntryStatus? Status { get; init; }
    /// <summary>A topic.</summary>
    public string? Tag { get; init; }
    /// <summary>Years of service it is written for.</summary>
    public CareerStage? Stage { get; init; }
    /// <summary>A policy it rests on.</summary>
    public string? PolicyId { get; init; }
    /// <summary>Words that must all stand somewhere in it.</summary>
    public string? Text { get; init; }
}

/// <summary>An entry in a list: its newest version and what is published of it.</summary>
/// <param name="Newest">The newest version the mentor may see.</param>
/// <param name="Published">The version that is found; null when none is.</param>
/// <param name="Writable">Whether the mentor may change it.</param>
public sealed record EntryRow(EntryVersion Newest, EntryVersion? Published, bool Writable);

/// <summary>An entry with all its versions.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Names">Display names of authors and reviewers.</param>
/// <param name="Writable">Whether the mentor may change it.</param>
public sealed record EntryHistory(IReadOnlyList<EntryVersion> Versions, IReadOnlyDictionary<Guid, string> Names, bool Writable)
{
    /// <summary>The newest version.</summary>
    public EntryVersion Newest => Versions[0];

    /// <summary>The newest published version; null when none is.</summary>
    public EntryVersion? Published => Versions.FirstOrDefault(version => version.Status == EntryStatus.Published);
}

/// <summary>Lists and shows entries to mentors.</summary>
public sealed class EntryShelf
{
    private readonly IDbContextFactory<CoachingDb> databases;

    internal EntryShelf(IDbContextFactory<CoachingDb> databases) => this.databases = databases;

    /// <summary>The entries that pass a filter: those that hold the words in their question first, then the newest changes.</summary>
    public async Task<IReadOnlyList<EntryRow>> ListAsync(Actor mentor, EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await db.Entries.AsNoTracking().ReadableBy(mentor).ToListAsync(cancellationToken);
        var words = ChineseText.Normalise(filter.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. versions.GroupBy(version => version.EntryId, StringComparer.Ordinal)
            .Select(entry => entry.OrderByDescending(version => version.Version).ToList())
            .Select(entry => new EntryRow(entry[0], entry.Find(version => version.Status == EntryStatus.Published), entry[0].IsWritableBy(mentor)))
            .Where(row => Passes(row, filter))
            .Select(row => (Row: row, Rank: Rank(row.Newest.Entry, words)))
            .Where(item => item.Rank >= 0)
            .OrderBy(item => item.Rank)
            .ThenByDescending(item => item.Row.Newest.ChangedAt ?? DateTimeOffset.MinValue)
            .ThenBy(item => item.Row.Newest.EntryId, StringComparer.Ordinal)
            .Select(item => item.Row)];
    }

    /// <summary>All topics in use among the entries the mentor may see.</summary>
    public static IReadOnlyList<string> Tags(IEnumerable<EntryRow> rows) =>
        [.. rows.SelectMany(row => row.Newest.Entry.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>One entry with its versions; null when the mentor may not see it.</summary>
    public async Task<EntryHistory?> FindAsync(Actor mentor, string entryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await db.Entries.AsNoTracking().ReadableBy(mentor)
            .Where(entry => entry.EntryId == entryId).OrderByDescending(entry => entry.Version).ToListAsync(cancellationToken);
        if (versions.Count == 0) return null;
        return new EntryHistory(versions, await NamesAsync(db, mentor, versions, cancellationToken), versions[0].IsWritableBy(mentor));
    }

    /// <summary>What waits for review in the mentor's unit and below, the longest wait first, with the authors' names.</summary>
    public async Task<(IReadOnlyList<EntryVersion> Waiting, IReadOnlyDictionary<Guid, string> Names)> QueueAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Entries.AsNoTracking()
            .Where(entry => entry.Status == EntryStatus.InReview && entry.UnitPath.StartsWith(mentor.UnitPath))
            .OrderBy(entry => entry.SubmittedAt).ToListAsync(cancellationToken);
        return (waiting, await NamesAsync(db, mentor, waiting, cancellationToken));
    }

    private static bool Passes(EntryRow row, EntryFilter filter)
    {
        var entry = row.Newest.Entry;
        return (filter.Area is null || entry.Area == filter.Area)
            && (filter.Status is null || row.Newest.Status == filter.Status || (filter.Status == EntryStatus.Published && row.Published is not null))
            && (filter.Tag is null || entry.Tags.Contains(filter.Tag, StringComparer.Ordinal))
            && (filter.Stage is null || entry.Stage == filter.Stage)
            && (filter.PolicyId is null || entry.Policies.Any(policy => policy.Id == filter.PolicyId));
    }

    // 0: all words stand in a question; 1: somewhere; -1: not all of them.
    private static int Rank(Entry entry, string[] words)
    {
        if (words.Length == 0) return 0;
        var questions = ChineseText.Normalise(string.Join('\n', [entry.Question, .. entry.Phrasings]));
        if (words.All(word => questions.Contains(word, StringComparison.Ordinal))) return 0;
        var all = questions + ' ' + ChineseText.Normalise(string.Join('\n', [entry.Id, entry.Answer, .. entry.Tags, .. entry.Sections.Select(section => section.Markdown), .. entry.Practices.Select(practice => practice.Line)]));
        return words.All(word => all.Contains(word, StringComparison.Ordinal)) ? 1 : -1;
    }

    // Colleagues of the mentor's unit by name; who wrote in another unit is nobody's business here.
    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CoachingDb db, Actor mentor, List<EntryVersion> versions, CancellationToken cancellationToken)
    {
        var people = versions.SelectMany(version => version.Authors.Concat(version.ReviewerId is { } reviewer ? [reviewer] : [])).Distinct().ToList();
        return await db.Users.Where(person => people.Contains(person.Id) && person.UnitPath.StartsWith(mentor.UnitPath))
            .ToDictionaryAsync(person => person.Id, person => person.DisplayName, cancellationToken);
    }
}
