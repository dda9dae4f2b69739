using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Rehearsals;

/// <summary>
/// The replies this server is generating. They belong to the server, not to a connection: nobody has to listen. On an
/// orderly stop they are told apart from a teacher's stop, and settled as interrupted.
/// </summary>
internal sealed class ReplyJobs(ILogger<ReplyJobs> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Guid, (CancellationTokenSource Stop, Task Work)> jobs = new();
    private readonly CancellationTokenSource shutdown = new();

    /// <summary>Cancelled when this server is going down.</summary>
    public CancellationToken ShuttingDown => shutdown.Token;

    /// <summary>Starts a job for a rehearsal, after the one before it, if that is still winding up.</summary>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="work">Gets a token that a teacher's stop or a shutdown cancels. Handles its own faults.</param>
    public void Start(Guid rehearsalId, Func<CancellationToken, Task> work)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown.Token);
        var before = jobs.TryGetValue(rehearsalId, out var running) ? running.Work : Task.CompletedTask;
        jobs[rehearsalId] = (stop, Task.Run(() => RunAsync(rehearsalId, before, work, stop), CancellationToken.None));
    }

    /// <summary>Asks the job of a rehearsal to stop; nothing happens when none runs.</summary>
    public async Task StopAsync(Guid rehearsalId)
    {
        if (!jobs.TryGetValue(rehearsalId, out var job)) return;
        try
        {
            await job.Stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }

        await job.Work;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await shutdown.CancelAsync();
        await Task.WhenAll(jobs.Values.Select(job => job.Work)).WaitAsync(cancellationToken);
    }

    public void Dispose() => shutdown.Dispose();

    private async Task RunAsync(Guid rehearsalId, Task before, Func<CancellationToken, Task> work, CancellationTokenSource stop)
    {
        try
        {
            await before;
            await work(stop.Token);
        }
        catch (Exception fault)
        {
            // The job settles its own turn; whatever still gets here is a bug that must be seen, not one that may kill the process.
            logger.LogError(fault, "The reply of rehearsal {RehearsalId} ended in an unhandled fault", rehearsalId);
        }
        finally
        {
            if (jobs.TryGetValue(rehearsalId, out var job) && job.Stop == stop) jobs.TryRemove(KeyValuePair.Create(rehearsalId, job));
            stop.Dispose();
        }
    }
}
