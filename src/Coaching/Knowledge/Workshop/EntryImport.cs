using Coaching.People;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>
/// Takes entries over from files. A preview says of every row what would become of it and what it nearly repeats; nothing
/// is written before the mentor has chosen. The same row again is no news.
/// </summary>
public sealed class EntryImport
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = ImportFile.LargestFile;

    /// <summary>Most rows of all files together.</summary>
    public const int MostRows = ImportFile.MostRows;

    private const int IdsAtOnce = 500;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly NearDuplicates duplicates;
    private readonly IQaIndex index;
    private readonly PolicyList policies;
    private readonly TimeProvider time;

    internal EntryImport(IDbContextFactory<CoachingDb> databases, NearDuplicates duplicates, IQaIndex index, PolicyList policies, TimeProvider time)
    {
        this.databases = databases;
        this.duplicates = duplicates;
        this.index = index;
        this.policies = policies;
        this.time = time;
    }

    /// <summary>Says what would become of every row. Writes nothing.</summary>
    /// <param name="mentor">Who imports; drafts will belong to their unit.</param>
    /// <param name="files">Names and contents: .csv, .xlsx, .jsonl, .md or a .zip of .md.</param>
    /// <param name="area">For rows that name none; null takes that of the nearest entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImportFileException">A file cannot be read as a whole, or there are too many rows.</exception>
    public async Task<IReadOnlyList<ImportRow>> PreviewAsync(Actor mentor, IReadOnlyList<(string Name, byte[] Content)> files, Area? area, CancellationToken cancellationToken)
    {
        var raw = files.SelectMany(file => ImportFile.Read(file.Name, file.Content)).ToList();
        if (raw.Count > MostRows) throw new ImportFileException(ImportFileFault.TooManyRows, files[^1].Name);
        var stock = await StockAsync(mentor, cancellationToken);
        var reader = new ImportReader(index, mentor, area, CurrentEntries.Today(time));
        var search = await duplicates.PrepareAsync(mentor, cancellationToken);
        var earlier = new List<(int Number, WordingPairs Pairs)>();
        var rows = new List<ImportRow>();
        foreach (var (place, row) in raw.Index())
        {
            var preview = new ImportRow { Number = place + 1, File = row.File, NumberInFile = row.Number, Effect = ImportEffect.Faulty };
            if (await reader.ReadAsync(row, cancellationToken) is not { } entry)
            {
                rows.Add(preview with { Problems = [new EntryProblem(EntryFault.Unreadable, true, row.Fault)] });
                continue;
            }

            var hash = ImportReader.HashOf(row, entry);
            entry = entry with { Id = IdOf(entry, hash, stock, reader) };
            var problems = EntryCheck.Problems(entry, policies);
            var known = stock.Own.GetValueOrDefault(entry.Id);
            var pairs = new WordingPairs(entry.Question);
            var nearest = earlier.Select(other => (other.Number, Likeness: pairs.Likeness(other.Pairs))).Where(other => other.Likeness >= WordingPairs.Near).DefaultIfEmpty().MaxBy(other => other.Likeness);
            rows.Add(preview with
            {
                Entry = entry,
                Hash = hash,
                Problems = problems,
                Existing = known?[^1],
                Effect = problems.Any(problem => problem.Blocking) ? ImportEffect.Faulty : EffectOf(known, hash, entry),
                Duplicates = await search.FindAsync(entry.Question, entry.Id, cancellationToken),
                DuplicateOfRow = nearest.Number == 0 ? null : nearest.Number,
            });
            earlier.Add((place + 1, pairs));
        }

        return rows;
    }

    /// <summary>Makes drafts of the chosen rows, all of them or none.</summary>
    /// <param name="mentor">Who imports.</param>
    /// <param name="chosen">Rows of a preview; their areas may be others, and they may go into entries that they resemble.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="WorkshopException">Somebody else changed something meanwhile.</exception>
    public async Task<ImportOutcome> ApplyAsync(Actor mentor, IReadOnlyList<ImportRow> chosen, CancellationToken cancellationToken)
    {
        var rows = chosen.Where(row => row.CanImport).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await StoredAsync(db, rows, cancellationToken);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var (skipped, drafts, changed) = (new List<int>(), new List<EntryVersion>(), 0);
        foreach (var row in rows)
        {
            var entry = row.Entry!;
            var versions = stored.GetValueOrDefault(entry.Id, []);
            if (!taken.Add(entry.Id) || versions.Exists(version => !version.IsWritableBy(mentor)) || (versions.Count > 0 && EffectOf(versions, row.Hash, entry) != ImportEffect.Change))
            {
                skipped.Add(row.Number);
                continue;
            }

            drafts.Add(Draft(db, mentor, row, versions.LastOrDefault()));
            if (versions.Count > 0) changed++;
        }

        await db.SaveOrTellAsync(cancellationToken);
        return new ImportOutcome(drafts.Count - changed, changed, skipped, drafts);
    }

    private EntryVersion Draft(CoachingDb db, Actor mentor, ImportRow row, EntryVersion? last)
    {
        var entry = last is null ? row.Entry! : Merge(last.Entry, row.Entry!);
        EntryVersion draft;
        if (last is { Status: EntryStatus.Draft })
        {
            draft = last;
            draft.ChangedAt = time.GetUtcNow();
            if (!draft.Authors.Contains(mentor.PersonId)) draft.Authors.Add(mentor.PersonId);
        }
        else
        {
            draft = EntryDefaults.Draft(mentor, entry, (last?.Version ?? 0) + 1, time.GetUtcNow(), last);
            db.Entries.Add(draft);
        }

        draft.Entry = entry with { Version = draft.Version, Status = EntryStatus.Draft, Reviewer = "" };
        draft.ImportHash = row.Hash;
        return draft;
    }

    private async Task<Stock> StockAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = await db.Entries.AsNoTracking().Where(entry => entry.UnitPath.StartsWith(mentor.UnitPath)).OrderBy(entry => entry.Version).ToListAsync(cancellationToken);
        // Of other units nothing but which ids they have taken.
        var taken = await db.Entries.Select(entry => entry.EntryId).Distinct().ToListAsync(cancellationToken);
        return new Stock(
            own.GroupBy(version => version.EntryId, StringComparer.Ordinal).ToDictionary(versions => versions.Key, versions => versions.ToList(), StringComparer.Ordinal),
            own.Where(version => version.ImportHash is not null).GroupBy(version => version.ImportHash!, StringComparer.Ordinal)
                .ToDictionary(versions => versions.Key, versions => versions.Last().EntryId, StringComparer.Ordinal),
            [.. taken]);
    }

    private static async Task<Dictionary<string, List<EntryVersion>>> StoredAsync(CoachingDb db, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var stored = new List<EntryVersion>();
        foreach (var ids in rows.Select(row => row.Entry!.Id).Distinct(StringComparer.Ordinal).Chunk(IdsAtOnce))
        {
            stored.AddRange(await db.Entries.Where(version => ids.Contains(version.EntryId)).OrderBy(version => version.Version).ToListAsync(cancellationToken));
        }

        return stored.GroupBy(version => version.EntryId, StringComparer.Ordinal).ToDictionary(versions => versions.Key, versions => versions.ToList(), StringComparer.Ordinal);
    }

    // A row that was taken over goes on belonging to that entry. An id that is somebody else's stays theirs, and what
    // stands twice in the files becomes two.
    private static string IdOf(Entry entry, string hash, Stock stock, ImportReader reader)
    {
        if (stock.IdByHash.TryGetValue(hash, out var before) && reader.Take(before)) return before;
        if (entry.Id.Length > 0 && (stock.Own.ContainsKey(entry.Id) || !stock.Taken.Contains(entry.Id)) && reader.Take(entry.Id)) return entry.Id;
        return reader.NewId(entry.Question);
    }

    private static ImportEffect EffectOf(List<EntryVersion>? known, string hash, Entry entry) =>
        known is null ? ImportEffect.New
        : known.Exists(version => version.ImportHash == hash || SameText(version.Entry, entry)) ? ImportEffect.Known
        : known[^1].Status == EntryStatus.InReview ? ImportEffect.InReview
        : ImportEffect.Change;

    private static bool SameText(Entry left, Entry right) => EntryMarkdown.Write(EntryMarkdown.Bare(left)) == EntryMarkdown.Write(EntryMarkdown.Bare(right));

    // A table knows question, answer and phrasings; what mentors wrote besides stays. What a machine had a part in says so.
    private static Entry Merge(Entry there, Entry row)
    {
        var origin = row.Origin == EntryOrigin.Machine ? EntryOrigin.Machine : there.Origin;
        return row.Sections.Count > 0
            ? row with { Origin = origin }
            : there with
            {
                Question = row.Question,
                Answer = row.Answer,
                Phrasings = row.Phrasings.Count > 0 ? row.Phrasings : there.Phrasings,
                Tags = row.Tags.Count > 0 ? row.Tags : there.Tags,
                Origin = origin,
            };
    }

    /// <summary>What is there before an import.</summary>
    /// <param name="Own">Versions of the mentor's entries, by entry.</param>
    /// <param name="IdByHash">The entries that earlier imports made, by what they were made from.</param>
    /// <param name="Taken">All ids in use, other units' included.</param>
    private sealed record Stock(Dictionary<string, List<EntryVersion>> Own, Dictionary<string, string> IdByHash, HashSet<string> Taken);
}
