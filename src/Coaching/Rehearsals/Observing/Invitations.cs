using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals.Observing;

/// <summary>Somebody who can be invited.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Roles">Their roles.</param>
/// <param name="IsInvited">Whether they are invited already.</param>
public sealed record Colleague(Guid PersonId, string Name, IReadOnlyList<string> Roles, bool IsInvited);

/// <summary>An invitation as the invited sees it.</summary>
/// <param name="RehearsalId">The rehearsal.</param>
/// <param name="Teacher">Who invites.</param>
/// <param name="Title">The scenario's title.</param>
/// <param name="Status">Whether it still runs.</param>
/// <param name="InvitedAt">When.</param>
public sealed record Invitation(Guid RehearsalId, string Teacher, string Title, RehearsalStatus Status, DateTimeOffset InvitedAt);

/// <summary>Invites colleagues to one's own rehearsals and takes invitations back. Nobody but the teacher can do either.</summary>
public sealed class Invitations
{
    private const int MostFound = 50;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly RehearsalLog log;
    private readonly Announcements room;
    private readonly TimeProvider time;

    internal Invitations(IDbContextFactory<CoachingDb> databases, RehearsalLog log, Announcements room, TimeProvider time)
    {
        this.databases = databases;
        this.log = log;
        this.room = room;
        this.time = time;
    }

    /// <summary>Those whom a teacher can invite to a rehearsal of theirs, by name; empty when it is not theirs.</summary>
    /// <param name="owner">The teacher.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="name">Part of a name; empty for everybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Actor owner, Guid rehearsalId, string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Rehearsals.AnyAsync(r => r.Id == rehearsalId && r.PersonId == owner.PersonId, cancellationToken)) return [];
        var wanted = name.Trim();
        var people = await db.Users.AsNoTracking().Where(ObservingRights.InvitableTo(db, owner))
            .Where(person => person.DisplayName.Contains(wanted))
            .OrderBy(person => person.DisplayName).Take(MostFound)
            .Select(person => new { person.Id, person.DisplayName }).ToListAsync(cancellationToken);
        var ids = people.Select(person => person.Id).ToList();
        var roles = (await (from given in db.UserRoles
                            join role in db.Roles on given.RoleId equals role.Id
                            where ids.Contains(given.UserId)
                            select new { given.UserId, role.Name }).ToListAsync(cancellationToken)).ToLookup(given => given.UserId, given => given.Name!);
        var invited = await db.Observations.Where(observation => observation.RehearsalId == rehearsalId && observation.RevokedAt == null)
            .Select(observation => observation.PersonId).ToListAsync(cancellationToken);
        return [.. people.Select(person => new Colleague(person.Id, person.DisplayName, [.. roles[person.Id].Order(StringComparer.Ordinal)], invited.Contains(person.Id)))];
    }

    /// <summary>Invites a colleague, also one whose invitation was taken back before; inviting twice is inviting once.</summary>
    /// <exception cref="RehearsalException">The rehearsal is not this teacher's, or the person is no colleague.</exception>
    public async Task InviteAsync(Actor owner, Guid rehearsalId, Guid personId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await RequireOwnAsync(db, owner, rehearsalId, cancellationToken);
        if (!await db.Users.Where(ObservingRights.InvitableTo(db, owner)).AnyAsync(person => person.Id == personId, cancellationToken)) throw new RehearsalException(RehearsalRefusal.NotAColleague);
        var now = time.GetUtcNow();
        var renewed = await db.Observations.Where(observation => observation.RehearsalId == rehearsalId && observation.PersonId == personId && observation.RevokedAt != null)
            .ExecuteUpdateAsync(
                row => row.SetProperty(observation => observation.RevokedAt, (DateTimeOffset?)null)
                    .SetProperty(observation => observation.InvitedAt, now).SetProperty(observation => observation.LastSeenAt, (DateTimeOffset?)null),
                cancellationToken);
        if (renewed == 0 && !await db.Observations.AnyAsync(observation => observation.RehearsalId == rehearsalId && observation.PersonId == personId, cancellationToken))
        {
            db.Observations.Add(new Observation { Id = Guid.CreateVersion7(now), RehearsalId = rehearsalId, PersonId = personId, InvitedAt = now });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException)
            {
                // A second tap came first: it invited.
            }
        }

        room.Announce(rehearsalId);
    }

    /// <summary>Takes an invitation back, and the keyboard with it. It counts at once, also for whoever follows at this moment.</summary>
    /// <exception cref="RehearsalException">The rehearsal is not this teacher's.</exception>
    public async Task RevokeAsync(Actor owner, Guid rehearsalId, Guid personId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await RequireOwnAsync(db, owner, rehearsalId, cancellationToken);
        var now = time.GetUtcNow();
        await db.Observations.Where(observation => observation.RehearsalId == rehearsalId && observation.PersonId == personId && observation.RevokedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(observation => observation.RevokedAt, now), cancellationToken);
        await db.Rehearsals.Where(r => r.Id == rehearsalId && r.KeyboardWith == personId)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.KeyboardWith, (Guid?)null), cancellationToken);
        room.Announce(rehearsalId);
        // Those who follow the words look whether they still may.
        log.Announce(rehearsalId);
    }

    /// <summary>The invitations somebody holds, newest first: to rehearsals that run, and to those that ended lately.</summary>
    /// <param name="actor">The invited.</param>
    /// <param name="endedWithin">How long after its end a rehearsal is still listed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Invitation>> MineAsync(Actor actor, TimeSpan endedWithin, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - endedWithin;
        return await (from rehearsal in db.FollowableBy(actor).Where(r => r.PersonId != actor.PersonId && (r.EndedAt == null || r.EndedAt > since))
                      join observation in db.Observations on rehearsal.Id equals observation.RehearsalId
                      join teacher in db.Users on rehearsal.PersonId equals teacher.Id
                      where observation.PersonId == actor.PersonId
                      orderby rehearsal.Status, observation.InvitedAt descending
                      select new Invitation(rehearsal.Id, teacher.DisplayName, rehearsal.Title, rehearsal.Status, observation.InvitedAt)).ToListAsync(cancellationToken);
    }

    private static async Task RequireOwnAsync(CoachingDb db, Actor owner, Guid rehearsalId, CancellationToken cancellationToken)
    {
        if (!await db.Rehearsals.AnyAsync(r => r.Id == rehearsalId && r.PersonId == owner.PersonId, cancellationToken)) throw new RehearsalException(RehearsalRefusal.NotFound);
    }
}
