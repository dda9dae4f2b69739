using System.Runtime.CompilerServices;
using Coaching.People;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals.Observing;

/// <summary>
/// Who is there in a rehearsal and who types. This is how things stand and not what was said: it is read afresh and
/// followed beside the log, so that coming and going neither lengthens the log nor disturbs an answer that is being written.
/// </summary>
public sealed class RehearsalRoom
{
    // Absence announces itself to nobody: it is noticed by looking.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly Announcements news;
    private readonly TimeProvider time;

    internal RehearsalRoom(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, Announcements news, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.news = news;
        this.time = time;
    }

    /// <summary>A rehearsal that somebody observes, without its turns, and its scenario; null when they are not invited or it is their own.</summary>
    public async Task<(Rehearsal Rehearsal, Scenario Scenario)?> FindAsync(Actor observer, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.FollowableBy(observer).AsNoTracking().SingleOrDefaultAsync(r => r.Id == rehearsalId && r.PersonId != observer.PersonId, cancellationToken);
        return rehearsal is null ? null : (rehearsal, (await library.GetAsync(rehearsal, cancellationToken)).Scenario);
    }

    /// <summary>How the room stands now; null for whoever may not follow the rehearsal.</summary>
    public async Task<Room?> LookAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stands = await db.FollowableBy(actor).Where(r => r.Id == rehearsalId).Select(r => new { r.PersonId, r.KeyboardWith }).SingleOrDefaultAsync(cancellationToken);
        if (stands is null) return null;
        var observers = await (from observation in db.Observations
                               join person in db.Users on observation.PersonId equals person.Id
                               where observation.RehearsalId == rehearsalId && observation.RevokedAt == null
                               orderby observation.InvitedAt, observation.Id
                               select new { person.Id, person.DisplayName, observation.LastSeenAt }).ToListAsync(cancellationToken);
        var names = await db.Users
            .Where(person => person.Id == stands.PersonId || db.Turns.Any(turn => turn.RehearsalId == rehearsalId && turn.SpokenById == person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.DisplayName, cancellationToken);
        foreach (var observer in observers) names[observer.Id] = observer.DisplayName;
        var present = time.GetUtcNow() - Observation.PresentFor;
        return new Room(stands.PersonId, [.. observers.Select(observer => new Observer(observer.Id, observer.DisplayName, observer.LastSeenAt >= present))], stands.KeyboardWith, names);
    }

    /// <summary>The room as it stands, then again with every change, until cancelled or the invitation is taken back.</summary>
    /// <param name="actor">The teacher, or an observer.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="cancellationToken">Ends the looking, and nothing else.</param>
    /// <exception cref="RehearsalException">There is no such rehearsal for them, or no longer.</exception>
    public async IAsyncEnumerable<Room> FollowAsync(Actor actor, Guid rehearsalId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Room? last = null;
        while (true)
        {
            var change = news.NewsOf(rehearsalId);
            var room = await LookAsync(actor, rehearsalId, cancellationToken)
                ?? throw new RehearsalException(last is null ? RehearsalRefusal.NotFound : RehearsalRefusal.InvitationTakenBack);
            if (last?.IsLike(room) != true) yield return room;
            last = room;
            try
            {
                await change.WaitAsync(LookAgainAfter, time, cancellationToken);
            }
            catch (TimeoutException)
            {
            }
        }
    }

    /// <summary>A sign of life of an observer's page; it counts for <see cref="Observation.PresentFor"/>.</summary>
    /// <exception cref="RehearsalException">They are not invited, or no longer.</exception>
    public async Task SeenAsync(Actor observer, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var seen = await db.Observations
            .Where(observation => observation.RehearsalId == rehearsalId && observation.PersonId == observer.PersonId && db.FollowableBy(observer).Any(r => r.Id == rehearsalId))
            .ExecuteUpdateAsync(row => row.SetProperty(observation => observation.LastSeenAt, now), cancellationToken);
        if (seen == 0) throw new RehearsalException(RehearsalRefusal.NotFound);
        news.Announce(rehearsalId);
    }

    /// <summary>Hands the keyboard to an observer.</summary>
    /// <exception cref="RehearsalException">The rehearsal is not this teacher's or over, or the person is not invited.</exception>
    public async Task HandOverAsync(Actor owner, Guid rehearsalId, Guid personId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var status = await db.Rehearsals.Where(r => r.Id == rehearsalId && r.PersonId == owner.PersonId).Select(r => (RehearsalStatus?)r.Status).SingleOrDefaultAsync(cancellationToken);
        if (status is null) throw new RehearsalException(RehearsalRefusal.NotFound);
        if (status == RehearsalStatus.Ended) throw new RehearsalException(RehearsalRefusal.AlreadyEnded);
        // The invitation is part of the statement: one that is being taken back hands nothing over.
        var handed = await db.Rehearsals
            .Where(r => r.Id == rehearsalId && db.Observations.Any(observation => observation.RehearsalId == rehearsalId && observation.PersonId == personId && observation.RevokedAt == null))
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.KeyboardWith, personId), cancellationToken);
        if (handed == 0) throw new RehearsalException(RehearsalRefusal.NotInvited);
        news.Announce(rehearsalId);
    }

    /// <summary>The teacher takes the keyboard back; nothing happens when they have it.</summary>
    /// <exception cref="RehearsalException">The rehearsal is not this teacher's.</exception>
    public async Task TakeBackAsync(Actor owner, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await ReturnAsync(db.Rehearsals.Where(r => r.Id == rehearsalId && r.PersonId == owner.PersonId), rehearsalId, cancellationToken);
    }

    /// <summary>An observer gives the keyboard back to the teacher.</summary>
    /// <exception cref="RehearsalException">They do not hold it.</exception>
    public async Task GiveBackAsync(Actor observer, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await ReturnAsync(db.FollowableBy(observer).Where(r => r.Id == rehearsalId && r.KeyboardWith == observer.PersonId), rehearsalId, cancellationToken);
    }

    private async Task ReturnAsync(IQueryable<Rehearsal> rehearsal, Guid rehearsalId, CancellationToken cancellationToken)
    {
        // Past the revision on purpose: an answer that is being written is none the worse for it.
        if (await rehearsal.ExecuteUpdateAsync(row => row.SetProperty(r => r.KeyboardWith, (Guid?)null), cancellationToken) == 0) throw new RehearsalException(RehearsalRefusal.NotFound);
        news.Announce(rehearsalId);
    }
}
