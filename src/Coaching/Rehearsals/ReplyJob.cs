using System.Diagnostics;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Coaching.Rehearsals;

/// <summary>
/// Generates one reply and writes it to the log as it comes: the first words at once, then a checkpoint whenever 120 ms
/// or 64 chunks have gathered, which keeps what a crash can lose under a quarter of a second.
/// </summary>
internal sealed class ReplyJob(
    IDbContextFactory<CoachingDb> databases,
    ScenarioLibrary library,
    PersonaVoice voice,
    RehearsalLog log,
    ReplyJobs jobs,
    RehearsalEnding ending,
    TimeProvider time,
    ILogger<ReplyJob> logger)
{
    /// <summary>How long a server answers for a reply beyond its last checkpoint.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromMilliseconds(120);
    private const int CheckpointChunks = 64;

    /// <summary>Generates the reply that a rehearsal waits for.</summary>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="replyId">The reply's turn, stored as generating.</param>
    /// <param name="cancellationToken">A teacher's stop, or the server's.</param>
    public async Task RunAsync(Guid rehearsalId, Guid replyId, CancellationToken cancellationToken)
    {
        using var activity = CoachingTelemetry.Source.StartActivity("rehearsal.reply");
        activity?.SetTag("rehearsal.id", rehearsalId);
        // The writes go on after a stop: what was said must be settled. Hence no token on them.
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var rehearsal = await db.Rehearsals.Include(r => r.Turns).SingleAsync(r => r.Id == rehearsalId, CancellationToken.None);
        var reply = rehearsal.Turns.Single(turn => turn.Id == replyId);
        var teacher = rehearsal.Turns.Single(turn => turn.Number == reply.Number - 1);
        var (scenario, planner) = await library.GetAsync(rehearsal, CancellationToken.None);
        var cue = planner.Plan(teacher.Outcome!.State, teacher.Outcome.ToldFactId, teacher.Text, rehearsal.Seed);
        var earlier = rehearsal.Turns.Where(turn => turn.Number < teacher.Number).OrderBy(turn => turn.Number);

        var status = await SpeakAsync(cancellationToken);
        reply.Status = status;
        reply.LeaseUntil = null;
        rehearsal.State = rehearsal.State with { LinesSpoken = rehearsal.State.LinesSpoken.Union(planner.LinesIn(reply.Text)) };
        RehearsalLog.Append(db, rehearsal, new ReplyEnded(reply.Id, status));
        await db.SaveChangesAsync(CancellationToken.None);
        log.Announce(rehearsalId);
        activity?.SetTag("reply.status", status);
        logger.LogInformation("Reply {TurnId} of rehearsal {RehearsalId} ended {Status} with {Length} characters", reply.Id, rehearsalId, status, reply.Text.Length);

        if (rehearsal.State.EndingId is not null && status == TurnStatus.Complete) await ending.EndAsync(rehearsalId, CancellationToken.None);

        async Task<TurnStatus> SpeakAsync(CancellationToken stop)
        {
            var waiting = new System.Text.StringBuilder();
            var chunks = 0;
            var last = time.GetTimestamp();
            try
            {
                await foreach (var chunk in voice.SpeakAsync(scenario, earlier, teacher.Text, cue, stop))
                {
                    waiting.Append(chunk);
                    chunks++;
                    if (reply.Text.Length == 0 || chunks >= CheckpointChunks || time.GetElapsedTime(last) >= CheckpointEvery) await CheckpointAsync();
                }

                await CheckpointAsync();
                return reply.Text.Length > 0 ? TurnStatus.Complete : TurnStatus.Failed;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                await CheckpointAsync();
                return jobs.ShuttingDown.IsCancellationRequested ? TurnStatus.Interrupted : TurnStatus.Stopped;
            }
            catch (Exception fault) when (fault is not DbUpdateException)
            {
                // Whatever a provider throws ends here; the teacher reads that the answer broke off and may continue it.
                logger.LogWarning(fault, "The model failed in reply {TurnId} of rehearsal {RehearsalId}", reply.Id, rehearsalId);
                activity?.SetStatus(ActivityStatusCode.Error);
                await CheckpointAsync();
                return TurnStatus.Failed;
            }

            async Task CheckpointAsync()
            {
                if (waiting.Length == 0) return;
                var text = waiting.ToString();
                reply.Text += text;
                reply.LeaseUntil = time.GetUtcNow() + Lease;
                RehearsalLog.Append(db, rehearsal, new ReplyDelta(reply.Id, text));
                await db.SaveChangesAsync(CancellationToken.None);
                log.Announce(rehearsalId);
                waiting.Clear();
                chunks = 0;
                last = time.GetTimestamp();
            }
        }
    }
}
