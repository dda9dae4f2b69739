using System.Security.Cryptography;
using System.Text;
using Coaching.Knowledge.Retrieval;
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
    /// <exception cref="WorkshopException">A file cannot be read as a whole.</exception>
    public async Task<IReadOnlyList<ImportRow>> PreviewAsync(Actor mentor, IReadOnlyList<(string Name, byte[] Content)> files, Area? area, CancellationToken cancellationToken)
    {
        var raw = files.SelectMany(file => ImportFile.Read(file.Name, file.Content)).Select((row, i) => row with { Number = i + 1 }).ToList();
        if (raw.Count > ImportFile.MostRows) throw new WorkshopException(WorkshopRefusal.FileTooLarge);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = (await db.Entries.AsNoTracking().Where(entry => entry.UnitPath.StartsWith(mentor.UnitPath)).ToListAsync(cancellationToken))
            .GroupBy(entry => entry.EntryId, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.OrderBy(version => version.Version).ToList(), StringComparer.Ordinal);
        var taken = (await db.Entries.Select(entry => entry.EntryId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var unpublished = await duplicates.UnpublishedAsync(mentor, cancellationToken);
        var rows = new List<ImportRow>();
        foreach (var row in raw)
        {
            var entry = await ReadAsync(mentor, row, area, cancellationToken);
            if (entry is null)
            {
                rows.Add(new ImportRow { Number = row.Number, Effect = ImportEffect.Faulty, Problems = [new EntryProblem(EntryFault.Unreadable, true, row.Fault ?? "")] });
                continue;
            }

            // An id that is somebody else's stays theirs: the row gets one of its own, the same each time.
            if (entry.Id.Length == 0 || (taken.Contains(entry.Id) && !own.ContainsKey(entry.Id)) || !IsId(entry.Id)) entry = entry with { Id = IdOf(mentor, entry.Question) };
            var hash = HashOf(row, entry);
            var problems = EntryCheck.Problems(entry, policies);
            var known = own.GetValueOrDefault(entry.Id);
            rows.Add(new ImportRow
            {
                Number = row.Number,
                Entry = entry,
                Hash = hash,
                Problems = problems,
                Effect = problems.Any(problem => problem.Blocking) ? ImportEffect.Faulty : EffectOf(known, hash, entry),
                Duplicates = await duplicates.FindAsync(mentor, entry.Question, entry.Id, unpublished, cancellationToken),
                DuplicateOfRow = rows.Find(earlier => earlier.Entry is { } other && NearDuplicates.AreNear(other.Question, entry.Question))?.Number,
            });
        }

        return rows;
    }

    /// <summary>Makes drafts of the chosen rows, all of them or none.</summary>
    /// <exception cref="WorkshopException">Somebody else changed something meanwhile.</exception>
    public async Task<ImportOutcome> ApplyAsync(Actor mentor, IReadOnlyList<ImportRow> chosen, CancellationToken cancellationToken)
    {
        var (created, changed, skipped) = (0, 0, 0);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var row in chosen.Where(row => row.CanImport).DistinctBy(row => row.Entry!.Id, StringComparer.Ordinal))
        {
            var entry = row.Entry!;
            var versions = await db.Entries.Where(version => version.EntryId == entry.Id).OrderBy(version => version.Version).ToListAsync(cancellationToken);
            if (versions.Exists(version => !version.IsWritableBy(mentor)) || (versions.Count > 0 && EffectOf(versions, row.Hash, entry) != ImportEffect.Change))
            {
                skipped++;
                continue;
            }

            var last = versions.LastOrDefault();
            if (last is { Status: EntryStatus.Draft })
            {
                last.Entry = Merge(last.Entry, row) with { Version = last.Version, Status = EntryStatus.Draft };
                last.ImportHash = row.Hash;
                last.ChangedAt = time.GetUtcNow();
                if (!last.Authors.Contains(mentor.PersonId)) last.Authors.Add(mentor.PersonId);
            }
            else
            {
                var draft = EntryDefaults.Draft(mentor, last is null ? entry : Merge(last.Entry, row), (last?.Version ?? 0) + 1, time.GetUtcNow(), last);
                draft.ImportHash = row.Hash;
                db.Entries.Add(draft);
            }

            if (last is null) created++;
            else changed++;
        }

        await db.SaveOrTellAsync(cancellationToken);
        return new ImportOutcome(created, changed, skipped);
    }

    private async Task<Entry?> ReadAsync(Actor mentor, RawRow row, Area? area, CancellationToken cancellationToken)
    {
        if (row.Whole is { } whole) return whole with { Origin = whole.Origin == EntryOrigin.Machine ? EntryOrigin.Machine : EntryOrigin.Imported };
        if (row.Columns is not { } columns) return null;
        var question = columns.GetValueOrDefault("q", "");
        return EntryDefaults.Blank(await AreaAsync(mentor, columns, question, area, cancellationToken), CurrentEntries.Today(time)) with
        {
            Id = columns.GetValueOrDefault("id", ""),
            Question = question,
            Answer = columns.GetValueOrDefault("a", ""),
            Phrasings = Parts(columns.GetValueOrDefault("indexes", ""), '|'),
            Tags = Parts(columns.GetValueOrDefault("tags", ""), '|', '、', ',', '，', ';'),
            Origin = columns.GetValueOrDefault("origin") is "machine" or "AI" ? EntryOrigin.Machine : EntryOrigin.Imported,
        };
    }

    private async Task<Area> AreaAsync(Actor mentor, IReadOnlyDictionary<string, string> columns, string question, Area? area, CancellationToken cancellationToken)
    {
        if (columns.TryGetValue("area", out var named) && EntryAreas.Parse(named) is { } given) return given;
        if (area is { } chosen) return chosen;
        var nearest = await index.SearchAsync(new QaQuery(question, mentor.UnitPath, 1), cancellationToken);
        return nearest.Count > 0 ? nearest[0].Entry.Area : Area.ClassroomManagement;
    }

    private static ImportEffect EffectOf(List<EntryVersion>? known, string hash, Entry entry) =>
        known is null ? ImportEffect.New
        : known.Exists(version => version.ImportHash == hash || SameText(version.Entry, entry)) ? ImportEffect.Known
        : known[^1].Status == EntryStatus.InReview ? ImportEffect.InReview
        : ImportEffect.Change;

    private static bool SameText(Entry left, Entry right) => EntryMarkdown.Write(Bare(left)) == EntryMarkdown.Write(Bare(right));

    private static Entry Bare(Entry entry) => entry with { Version = 0, Status = EntryStatus.Draft, Reviewer = "", Origin = EntryOrigin.Written };

    // A table knows question, answer and phrasings; what mentors wrote besides stays.
    private static Entry Merge(Entry there, ImportRow row) => row.Entry!.Sections.Count > 0
        ? row.Entry with { Origin = there.Origin }
        : there with { Question = row.Entry.Question, Answer = row.Entry.Answer, Phrasings = row.Entry.Phrasings, Tags = row.Entry.Tags.Count > 0 ? row.Entry.Tags : there.Tags };

    private static string IdOf(Actor mentor, string question) => "q-" + Hash(mentor.UnitPath + '\n' + ChineseText.Normalise(question))[..10];

    private static string HashOf(RawRow row, Entry entry) => Hash(row.Columns is { } columns
        ? string.Join('\n', columns.Where(column => column.Key != "area").OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}"))
        : EntryMarkdown.Write(Bare(entry)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static bool IsId(string id) => id.Length is > 1 and <= 60 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IReadOnlyList<string> Parts(string text, params char[] marks) =>
        [.. text.Split(marks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
