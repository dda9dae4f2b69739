using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Scenarios.Workshop;

/// <summary>What of mentors' scenarios a query may see. The unit is part of every question.</summary>
internal static class ScenarioAccess
{
    /// <summary>The drafts of the mentor's unit and of those below it.</summary>
    public static IQueryable<ScenarioDraft> WritableBy(this IQueryable<ScenarioDraft> drafts, Actor mentor) =>
        drafts.Where(draft => draft.UnitPath.StartsWith(mentor.UnitPath));

    /// <summary>The versions that somebody's unit may begin to rehearse: all that ship, and of mentors' scenarios the one in use.</summary>
    public static IQueryable<ScenarioVersion> InUseFor(this CoachingDb db, Actor actor) => db.ScenarioVersions.Where(version =>
        actor.UnitPath.StartsWith(version.UnitPath)
        && !db.ScenarioDrafts.Any(draft => draft.ScenarioId == version.ScenarioId && draft.PublishedHash != version.Hash));

    /// <summary>One of the mentor's drafts, to be changed.</summary>
    /// <exception cref="ScenarioDeskException">There is none.</exception>
    public static async Task<ScenarioDraft> WritableAsync(this CoachingDb db, Actor mentor, string scenarioId, CancellationToken cancellationToken) =>
        await db.ScenarioDrafts.WritableBy(mentor).SingleOrDefaultAsync(draft => draft.ScenarioId == scenarioId, cancellationToken)
        ?? throw new ScenarioDeskException(ScenarioDeskRefusal.NotFound);

    /// <summary>Stores, and tells the mentor when somebody else was first.</summary>
    /// <exception cref="ScenarioDeskException">Somebody else changed it meanwhile.</exception>
    public static async Task SaveOrTellAsync(this CoachingDb db, ScenarioDraft draft, CancellationToken cancellationToken)
    {
        draft.Revision++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            throw new ScenarioDeskException(ScenarioDeskRefusal.ChangedMeanwhile);
        }
    }
}
