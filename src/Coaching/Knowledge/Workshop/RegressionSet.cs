using Coaching.People;
using Coaching.Storage;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>A unit's questions that must go on finding their entry; run when asked and after every change of an entry.</summary>
public sealed class RegressionSet
{
    /// <summary>Most questions of a unit: they are all run after every change.</summary>
    public const int MostCases = 300;

    /// <summary>Longest question, in characters.</summary>
    public const int LongestQuestion = 200;

    /// <summary>The entry must be among the first so many.</summary>
    public const int GoodRank = 3;

    private const int Looked = 10;
    private const int KeptRuns = 100;
    private const int NamedCauses = 20;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly IQaIndex index;
    private readonly TimeProvider time;

    internal RegressionSet(IDbContextFactory<CoachingDb> databases, IQaIndex index, TimeProvider time)
    {
        this.databases = databases;
        this.index = index;
        this.time = time;
    }

    /// <summary>The questions of the mentor's unit, the oldest first.</summary>
    public async Task<IReadOnlyList<RegressionCase>> CasesAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await OfUnit(db, mentor.UnitPath).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>Adds a question; nothing happens when it is there already.</summary>
    /// <exception cref="WorkshopException">There is no such entry for this mentor, the question is empty or too long, or the set is full.</exception>
    public async Task AddAsync(Actor mentor, string question, string entryId, CancellationToken cancellationToken)
    {
        question = question.Trim();
        if (question.Length is 0 or > LongestQuestion) throw new WorkshopException(WorkshopRefusal.TooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Entries.ReadableBy(mentor).AnyAsync(entry => entry.EntryId == entryId, cancellationToken)) throw new WorkshopException(WorkshopRefusal.NotFound);
        var there = await OfUnit(db, mentor.UnitPath).Select(item => new { item.Question, item.EntryId }).ToListAsync(cancellationToken);
        if (there.Exists(item => item.Question == question && item.EntryId == entryId)) return;
        if (there.Count >= MostCases) throw new WorkshopException(WorkshopRefusal.SetFull);
        db.RegressionCases.Add(Case(mentor, question, entryId));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds the questions of a table; those that are there already are counted and left alone.</summary>
    /// <param name="mentor">Who adds.</param>
    /// <param name="fileName">The file's name; its kind is read from it.</param>
    /// <param name="content">A table with the columns q and id.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="ImportFileException">The file cannot be read as a whole.</exception>
    public async Task<RegressionImport> ImportAsync(Actor mentor, string fileName, byte[] content, CancellationToken cancellationToken)
    {
        var rows = ImportFile.Read(fileName, content);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var readable = (await db.Entries.ReadableBy(mentor).Select(entry => entry.EntryId).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var there = (await OfUnit(db, mentor.UnitPath).Select(item => new { item.Question, item.EntryId }).ToListAsync(cancellationToken)).Select(item => (item.Question, item.EntryId)).ToHashSet();
        var (added, known, faulty) = (0, 0, new List<RegressionFault>());
        foreach (var row in rows)
        {
            var (question, entryId) = (row.Columns?.GetValueOrDefault("q") ?? "", row.Columns?.GetValueOrDefault("id") ?? "");
            if (question.Length is 0 or > LongestQuestion) faulty.Add(new RegressionFault(row.Number, question, WorkshopRefusal.TooLong));
            else if (!readable.Contains(entryId)) faulty.Add(new RegressionFault(row.Number, question, WorkshopRefusal.NotFound));
            else if (there.Contains((question, entryId))) known++;
            else if (there.Count >= MostCases) faulty.Add(new RegressionFault(row.Number, question, WorkshopRefusal.SetFull));
            else
            {
                there.Add((question, entryId));
                db.RegressionCases.Add(Case(mentor, question, entryId));
                added++;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RegressionImport(added, known, faulty);
    }

    /// <summary>The questions as a table that <see cref="ImportAsync"/> reads, with a mark that lets Excel read Chinese.</summary>
    public async Task<byte[]> ExportAsync(Actor mentor, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord(["q", "id"]);
            foreach (var item in await CasesAsync(mentor, cancellationToken)) csv.WriteRecord([TableText.ToCell(item.Question), item.EntryId]);
        }

        return stream.ToArray();
    }

    /// <summary>Removes a question.</summary>
    /// <returns>What was removed, for <see cref="RestoreAsync"/>; null when there was none.</returns>
    public async Task<RegressionCase?> RemoveAsync(Actor mentor, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.RegressionCases.SingleOrDefaultAsync(item => item.Id == caseId && item.UnitPath == mentor.UnitPath, cancellationToken) is not { } found) return null;
        db.RegressionCases.Remove(found);
        await db.SaveChangesAsync(cancellationToken);
        return found;
    }

    /// <summary>Puts a removed question back in its old place.</summary>
    public async Task RestoreAsync(Actor mentor, RegressionCase removed, CancellationToken cancellationToken)
    {
        if (removed.UnitPath != mentor.UnitPath) throw new WorkshopException(WorkshopRefusal.NotFound);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await OfUnit(db, mentor.UnitPath).AnyAsync(item => item.Id == removed.Id || (item.Question == removed.Question && item.EntryId == removed.EntryId), cancellationToken)) return;
        db.RegressionCases.Add(removed);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Runs the mentor's set now.</summary>
    /// <param name="mentor">Whose set.</param>
    /// <param name="progress">Told how many questions are done.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept then.</param>
    /// <returns>The run; null when the set is empty.</returns>
    public Task<RegressionRun?> RunAsync(Actor mentor, IProgress<int>? progress, CancellationToken cancellationToken) => RunAsync(mentor.UnitPath, null, progress, cancellationToken);

    /// <summary>The last runs of the mentor's unit, newest first.</summary>
    public async Task<IReadOnlyList<RegressionRun>> RunsAsync(Actor mentor, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.RegressionRuns.AsNoTracking().Where(run => run.UnitPath == mentor.UnitPath).OrderByDescending(run => run.At).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The questions of entries by id, as far as the mentor may see them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(Actor mentor, IEnumerable<string> entryIds, CancellationToken cancellationToken)
    {
        var ids = entryIds.Distinct(StringComparer.Ordinal).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await db.Entries.AsNoTracking().ReadableBy(mentor).Where(entry => ids.Contains(entry.EntryId)).ToListAsync(cancellationToken);
        return versions.GroupBy(version => version.EntryId, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Key, entry => entry.MaxBy(version => version.Version)!.Entry.Question, StringComparer.Ordinal);
    }

    /// <summary>Runs the sets of all units that see one of these entries.</summary>
    internal async Task RunAfterAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var units = await db.RegressionCases.Select(item => item.UnitPath).Distinct().ToListAsync(cancellationToken);
        if (units.Count == 0) return;
        var changed = await db.Entries.Where(entry => entryIds.Contains(entry.EntryId)).Select(entry => new { entry.EntryId, entry.UnitPath }).Distinct().ToListAsync(cancellationToken);
        foreach (var unit in units)
        {
            var causes = changed.Where(entry => unit.StartsWith(entry.UnitPath, StringComparison.Ordinal)).Select(entry => entry.EntryId).Distinct(StringComparer.Ordinal).Take(NamedCauses).ToList();
            if (causes.Count > 0) await RunAsync(unit, string.Join(',', causes), null, cancellationToken);
        }
    }

    private async Task<RegressionRun?> RunAsync(string unitPath, string? causedBy, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var cases = await OfUnit(db, unitPath).AsNoTracking().ToListAsync(cancellationToken);
        if (cases.Count == 0) return null;
        var results = new List<RegressionResult>();
        foreach (var item in cases)
        {
            var hits = await index.SearchAsync(new QaQuery(item.Question, unitPath, Looked), cancellationToken);
            var place = hits.Index().Where(hit => hit.Item.Entry.Id == item.EntryId).Select(hit => (int?)hit.Index + 1).FirstOrDefault();
            results.Add(new RegressionResult(item.Question, item.EntryId, place, hits.Count > 0 ? hits[0].Entry.Id : null, place <= GoodRank));
            progress?.Report(results.Count);
        }

        var now = time.GetUtcNow();
        var run = new RegressionRun { Id = Guid.CreateVersion7(now), UnitPath = unitPath, At = now, CausedBy = causedBy, Results = results };
        db.RegressionRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        await ForgetAsync(db, unitPath, cancellationToken);
        return run;
    }

    private static async Task ForgetAsync(CoachingDb db, string unitPath, CancellationToken cancellationToken)
    {
        var old = await db.RegressionRuns.Where(run => run.UnitPath == unitPath).OrderByDescending(run => run.At).Skip(KeptRuns).Select(run => run.Id).ToListAsync(cancellationToken);
        if (old.Count > 0) await db.RegressionRuns.Where(run => old.Contains(run.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private RegressionCase Case(Actor mentor, string question, string entryId)
    {
        var now = time.GetUtcNow();
        return new RegressionCase { Id = Guid.CreateVersion7(now), UnitId = mentor.UnitId, UnitPath = mentor.UnitPath, Question = question, EntryId = entryId, At = now };
    }

    private static IQueryable<RegressionCase> OfUnit(CoachingDb db, string unitPath) =>
        db.RegressionCases.Where(item => item.UnitPath == unitPath).OrderBy(item => item.At).ThenBy(item => item.Id);
}

/// <summary>What came of a table of regression questions.</summary>
/// <param name="Added">Questions that are new.</param>
/// <param name="Known">Questions that were there.</param>
/// <param name="Faulty">Rows that could not be taken, and why.</param>
public sealed record RegressionImport(int Added, int Known, IReadOnlyList<RegressionFault> Faulty);

/// <summary>A row that could not be taken.</summary>
/// <param name="Number">Its number in the file, from 1; the heading does not count.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Reason">Why.</param>
public sealed record RegressionFault(int Number, string Question, WorkshopRefusal Reason);
