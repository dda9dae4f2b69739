using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>How an entry does among teachers.</summary>
/// <param name="Views">How often it was opened.</param>
/// <param name="Helpful">Teachers it helped.</param>
/// <param name="NotHelpful">Teachers it did not help.</param>
/// <param name="Reasons">What they said, newest first, without names.</param>
/// <param name="InHints">Hints that cited it, in rehearsals whose teachers share them.</param>
/// <param name="InTurns">Turns it bore on, in the same.</param>
/// <param name="InDebriefs">Debriefs that named it for reading, in the same.</param>
/// <param name="Rehearsals">Titles of those rehearsals, newest first.</param>
public sealed record EntryUsage(
    int Views, int Helpful, int NotHelpful, IReadOnlyList<(bool Helpful, string Reason, int Version)> Reasons,
    int InHints, int InTurns, int InDebriefs, IReadOnlyList<(string Title, DateTimeOffset At)> Rehearsals);

/// <summary>
/// Whether entries are read and help. Opening is counted without a name; citations are counted only in rehearsals that
/// their teachers share, because private practice enters no figure.
/// </summary>
public sealed class EntryUse
{
    /// <summary>Longest reason of a vote, in characters.</summary>
    public const int LongestReason = 300;

    private const int MostRehearsals = 500;
    private const int MostReasons = 30;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly TimeProvider time;

    internal EntryUse(IDbContextFactory<CoachingDb> databases, TimeProvider time)
    {
        this.databases = databases;
        this.time = time;
    }

    /// <summary>Counts that a version was opened.</summary>
    public async Task CountViewAsync(Actor reader, string entryId, int version, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await CountAsync() > 0) return;
        db.EntryViews.Add(new EntryViews { EntryId = entryId, Version = version, UnitPath = reader.UnitPath, Count = 1 });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody of the same unit opened it first at this moment.
            await CountAsync();
        }

        Task<int> CountAsync() => db.EntryViews.Where(views => views.EntryId == entryId && views.Version == version && views.UnitPath == reader.UnitPath)
            .ExecuteUpdateAsync(rows => rows.SetProperty(row => row.Count, row => row.Count + 1), cancellationToken);
    }

    /// <summary>Keeps a teacher's word on a version; a second one replaces the first.</summary>
    /// <exception cref="WorkshopException">There is no such entry for this teacher, or the reason is too long.</exception>
    public async Task VoteAsync(Actor teacher, string entryId, int version, bool helpful, string? reason, CancellationToken cancellationToken)
    {
        if (reason?.Length > LongestReason) throw new WorkshopException(WorkshopRefusal.TooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var seen = await db.Entries.AnyAsync(
            entry => entry.EntryId == entryId && entry.Version == version && entry.Status != EntryStatus.Draft && entry.Status != EntryStatus.InReview && teacher.UnitPath.StartsWith(entry.UnitPath),
            cancellationToken);
        if (!seen) throw new WorkshopException(WorkshopRefusal.NotFound);
        var vote = await db.EntryVotes.SingleOrDefaultAsync(candidate => candidate.EntryId == entryId && candidate.Version == version && candidate.PersonId == teacher.PersonId, cancellationToken);
        if (vote is null)
        {
            vote = new EntryVote { EntryId = entryId, Version = version, PersonId = teacher.PersonId, UnitPath = teacher.UnitPath };
            db.EntryVotes.Add(vote);
        }

        vote.Helpful = helpful;
        vote.Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        vote.At = time.GetUtcNow();
        await db.SaveOrTellAsync(cancellationToken);
    }

    /// <summary>A teacher's own word on a version; null when they said nothing.</summary>
    public async Task<EntryVote?> MyVoteAsync(Actor teacher, string entryId, int version, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.EntryVotes.AsNoTracking().SingleOrDefaultAsync(vote => vote.EntryId == entryId && vote.Version == version && vote.PersonId == teacher.PersonId, cancellationToken);
    }

    /// <summary>How an entry does in a mentor's unit and below.</summary>
    public async Task<EntryUsage> OfAsync(Actor mentor, string entryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var views = await db.EntryViews.Where(row => row.EntryId == entryId && row.UnitPath.StartsWith(mentor.UnitPath)).SumAsync(row => row.Count, cancellationToken);
        var votes = await db.EntryVotes.AsNoTracking().Where(vote => vote.EntryId == entryId && vote.UnitPath.StartsWith(mentor.UnitPath))
            .OrderByDescending(vote => vote.At).ToListAsync(cancellationToken);
        var shared = await db.Rehearsals.AsNoTracking()
            .Where(rehearsal => rehearsal.Visibility != Visibility.Private && rehearsal.UnitPath.StartsWith(mentor.UnitPath))
            .OrderByDescending(rehearsal => rehearsal.StartedAt).Take(MostRehearsals)
            .Select(rehearsal => new { rehearsal.Id, rehearsal.Title, rehearsal.StartedAt }).ToListAsync(cancellationToken);
        var ids = shared.Select(rehearsal => rehearsal.Id).ToList();
        var hints = await db.Hints.Where(hint => ids.Contains(hint.RehearsalId) && hint.EntryId == entryId).Select(hint => hint.RehearsalId).ToListAsync(cancellationToken);
        var turns = (await db.Turns.AsNoTracking().Where(turn => ids.Contains(turn.RehearsalId) && turn.PersonaId == null).Select(turn => new { turn.RehearsalId, turn.Outcome }).ToListAsync(cancellationToken))
            .Where(turn => turn.Outcome is { } outcome && outcome.Citations.Any(citation => citation.EntryId == entryId)).Select(turn => turn.RehearsalId).ToList();
        var debriefs = (await db.Debriefs.AsNoTracking().Where(debrief => ids.Contains(debrief.RehearsalId)).Select(debrief => new { debrief.RehearsalId, debrief.Debrief }).ToListAsync(cancellationToken))
            .Where(debrief => debrief.Debrief.Reading.Any(citation => citation.EntryId == entryId)).Select(debrief => debrief.RehearsalId).ToList();
        var helped = hints.Concat(turns).Concat(debriefs).ToHashSet();
        return new EntryUsage(
            views, votes.Count(vote => vote.Helpful), votes.Count(vote => !vote.Helpful),
            [.. votes.Where(vote => vote.Reason is not null).Take(MostReasons).Select(vote => (vote.Helpful, vote.Reason!, vote.Version))],
            hints.Count, turns.Count, debriefs.Count,
            [.. shared.Where(rehearsal => helped.Contains(rehearsal.Id)).Select(rehearsal => (rehearsal.Title, rehearsal.StartedAt))]);
    }
}
