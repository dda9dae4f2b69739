using Coaching.Feedback;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals;

/// <summary>Ends rehearsals. The end, the debrief and the machine's ratings are one transaction: never one without the others.</summary>
internal sealed class RehearsalEnding(
    IDbContextFactory<CoachingDb> databases,
    ScenarioLibrary library,
    DebriefWriter writer,
    DebriefSummaries summaries,
    RehearsalLog log,
    TimeProvider time)
{
    private const int MostAttempts = 4;

    /// <summary>Ends a rehearsal; nothing happens when it has ended already.</summary>
    public async Task EndAsync(Guid rehearsalId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryEndAsync(rehearsalId, cancellationToken);
                return;
            }
            catch (DbUpdateException) when (attempt < MostAttempts)
            {
                // Somebody wrote first, a second tap perhaps: look again whether there is anything left to end.
            }
        }
    }

    private async Task TryEndAsync(Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.Include(r => r.Turns).SingleAsync(r => r.Id == rehearsalId, cancellationToken);
        if (rehearsal.Status == RehearsalStatus.Ended) return;
        var (scenario, _) = await library.GetAsync(rehearsal, cancellationToken);
        var debrief = await writer.WriteAsync(scenario, rehearsal, cancellationToken);
        var ending = PersonaReducer.EndingOf(scenario, rehearsal.State);
        rehearsal.Status = RehearsalStatus.Ended;
        rehearsal.EndedAt = time.GetUtcNow();
        rehearsal.EndingId = ending.Id;
        db.Debriefs.Add(new DebriefRow { RehearsalId = rehearsalId, Debrief = debrief, At = time.GetUtcNow() });
        db.Ratings.AddRange(debrief.Criteria.Select(finding => RatingOf(finding, rehearsal)));
        RehearsalLog.Append(db, rehearsal, new RehearsalEnded(ending.Id, ending.Kind, ending.Narration));
        await db.SaveChangesAsync(cancellationToken);
        log.Announce(rehearsalId);
        summaries.Queue(rehearsalId);
    }

    private Rating RatingOf(CriterionFinding finding, Rehearsal rehearsal) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        RehearsalId = rehearsal.Id,
        UnitId = rehearsal.UnitId,
        UnitPath = rehearsal.UnitPath,
        CriterionId = finding.CriterionId,
        ScenarioHash = rehearsal.ScenarioHash,
        Rater = RaterKind.Machine,
        Verdict = finding.Verdict,
        Quote = finding.Quote,
        TurnId = finding.TurnId,
        At = time.GetUtcNow(),
    };
}
