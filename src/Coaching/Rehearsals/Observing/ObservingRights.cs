using System.Linq.Expressions;
using Coaching.People;
using Coaching.Storage;

namespace Coaching.Rehearsals.Observing;

/// <summary>Who may see a rehearsal as it is played, and who may type in it. Each right is a query, so that no row is read without it.</summary>
internal static class ObservingRights
{
    /// <summary>The rehearsals a person may follow: their own, and those of their unit or below that they are invited to.</summary>
    public static IQueryable<Rehearsal> FollowableBy(this CoachingDb db, Actor actor) => db.Rehearsals.Where(rehearsal =>
        rehearsal.PersonId == actor.PersonId
        || (rehearsal.UnitPath.StartsWith(actor.UnitPath)
            && db.Observations.Any(observation => observation.RehearsalId == rehearsal.Id && observation.PersonId == actor.PersonId && observation.RevokedAt == null)));

    /// <summary>The rehearsals a person may set going: their own, and those whose keyboard was handed to them.</summary>
    public static IQueryable<Rehearsal> PlayableBy(this CoachingDb db, Actor actor) =>
        db.FollowableBy(actor).Where(rehearsal => rehearsal.PersonId == actor.PersonId || rehearsal.KeyboardWith == actor.PersonId);

    /// <summary>Those who may be invited to the rehearsals of a unit: its people, and mentors who look after it from above.</summary>
    public static Expression<Func<Person, bool>> InvitableTo(CoachingDb db, Actor owner) => person =>
        person.Id != owner.PersonId
        && (person.UnitPath == owner.UnitPath
            || (owner.UnitPath.StartsWith(person.UnitPath)
                && (from given in db.UserRoles join role in db.Roles on given.RoleId equals role.Id where given.UserId == person.Id select role.Name).Contains(Roles.Mentor)));

    /// <summary>Whether somebody types for themselves: their own rehearsal with the keyboard at hand, or another's that was handed to them.</summary>
    public static bool HoldsKeyboard(this Rehearsal rehearsal, Actor actor) =>
        (rehearsal.KeyboardWith ?? rehearsal.PersonId) == actor.PersonId;
}
