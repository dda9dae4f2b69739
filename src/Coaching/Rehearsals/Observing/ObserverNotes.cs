using Coaching.People;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals.Observing;

/// <summary>A note as somebody may read it.</summary>
/// <param name="Id">The note.</param>
/// <param name="TurnId">The turn it is pinned to.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Author">Their name.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsShared">Whether everybody in the review may read it.</param>
public sealed record NoteReading(Guid Id, Guid TurnId, Guid AuthorId, string Author, string Text, bool IsShared);

/// <summary>A rehearsal as the teacher and those who observed it look back on it together.</summary>
/// <param name="Rehearsal">The rehearsal with its turns in order.</param>
/// <param name="Scenario">The scenario it was played on.</param>
/// <param name="Room">Who takes part.</param>
/// <param name="Notes">The reader's own notes and the shared ones, oldest first.</param>
public sealed record TogetherReading(Rehearsal Rehearsal, Scenario Scenario, Room Room, IReadOnlyList<NoteReading> Notes);

/// <summary>
/// Notes of those who take part in a rehearsal. A note is its author's alone; shared in the review, it is read by the
/// teacher and whoever is still invited.
/// </summary>
public sealed class ObserverNotes
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly RehearsalRoom room;
    private readonly TimeProvider time;

    internal ObserverNotes(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, RehearsalRoom room, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.room = room;
        this.time = time;
    }

    /// <summary>Pins a note to a turn.</summary>
    /// <param name="actor">The teacher, or an observer.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="turnId">One of its turns.</param>
    /// <param name="text">1 to <see cref="ObserverNote.LongestText"/> characters.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="RehearsalException">They do not take part, there is no such turn, or the text is empty or too long.</exception>
    public async Task AddAsync(Actor actor, Guid rehearsalId, Guid turnId, string text, CancellationToken cancellationToken)
    {
        text = text.Trim();
        if (text.Length == 0) throw new RehearsalException(RehearsalRefusal.EmptyText);
        if (text.Length > ObserverNote.LongestText) throw new RehearsalException(RehearsalRefusal.CommentTooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.FollowableBy(actor).AnyAsync(r => r.Id == rehearsalId && r.Turns.Any(turn => turn.Id == turnId), cancellationToken);
        if (!known) throw new RehearsalException(RehearsalRefusal.NotFound);
        var now = time.GetUtcNow();
        db.ObserverNotes.Add(new ObserverNote { Id = Guid.CreateVersion7(now), RehearsalId = rehearsalId, TurnId = turnId, AuthorId = actor.PersonId, Text = text, At = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Destroys a note of one's own, also after the invitation was taken back; nothing happens when there is none.</summary>
    public async Task EraseAsync(Actor author, Guid noteId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.ObserverNotes.Where(note => note.Id == noteId && note.AuthorId == author.PersonId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Lets everybody in the review read a note of one's own, or takes that back.</summary>
    /// <exception cref="RehearsalException">There is no such note of theirs where they still take part, or the rehearsal runs.</exception>
    public async Task ShareAsync(Actor author, Guid noteId, bool shared, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var note = await db.ObserverNotes.SingleOrDefaultAsync(candidate => candidate.Id == noteId && candidate.AuthorId == author.PersonId, cancellationToken);
        var status = note is null ? null : await db.FollowableBy(author).Where(r => r.Id == note.RehearsalId).Select(r => (RehearsalStatus?)r.Status).SingleOrDefaultAsync(cancellationToken);
        if (note is null || status is null) throw new RehearsalException(RehearsalRefusal.NotFound);
        // A teacher who is playing must not be looking sideways at what others think of it.
        if (status == RehearsalStatus.Active) throw new RehearsalException(RehearsalRefusal.NotOverYet);
        note.SharedAt = shared ? note.SharedAt ?? time.GetUtcNow() : null;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The notes on a rehearsal that somebody may read, oldest first: their own, and what others have shared; empty for whoever does not take part.</summary>
    public async Task<IReadOnlyList<NoteReading>> ReadAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (from rehearsal in db.FollowableBy(actor).Where(r => r.Id == rehearsalId)
                      join note in db.ObserverNotes on rehearsal.Id equals note.RehearsalId
                      join author in db.Users on note.AuthorId equals author.Id
                      where note.AuthorId == actor.PersonId || note.SharedAt != null
                      orderby note.At, note.Id
                      select new NoteReading(note.Id, note.TurnId, author.Id, author.DisplayName, note.Text, note.SharedAt != null)).ToListAsync(cancellationToken);
    }

    /// <summary>An ended rehearsal to look back on together; null for whoever does not take part, and while it runs.</summary>
    public async Task<TogetherReading?> TogetherAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.FollowableBy(actor).AsNoTracking().Include(r => r.Turns.OrderBy(turn => turn.Number))
            .SingleOrDefaultAsync(r => r.Id == rehearsalId && r.Status == RehearsalStatus.Ended, cancellationToken);
        if (rehearsal is null || await room.LookAsync(actor, rehearsalId, cancellationToken) is not { } present) return null;
        var (scenario, _) = await library.GetAsync(rehearsal, cancellationToken);
        return new TogetherReading(rehearsal, scenario, present, await ReadAsync(actor, rehearsalId, cancellationToken));
    }
}
