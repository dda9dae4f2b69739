using Coaching.Knowledge.Retrieval;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge.Qdrant;

/// <summary>
/// Qdrant while it answers and holds what the database says, the embedded index otherwise: no teacher waits for a server
/// that is away. Filling it and finding it again happen in the background.
/// </summary>
internal sealed class FallbackQaIndex(QdrantQaIndex qdrant, EmbeddedQaIndex embedded, TimeProvider time, ILogger<FallbackQaIndex> logger, DenseLibrary? library = null)
    : BackgroundService, IQaIndex
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private int changes;
    private volatile bool ready;
    private bool warned;
    private int vectorsStored;

    public string Name => ready ? qdrant.Name : embedded.Name;

    public bool IsFallback => !ready;

    public string? Vectors => ready ? qdrant.Vectors : embedded.Vectors;

    public async Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
    {
        if (ready)
        {
            try
            {
                return await qdrant.SearchAsync(query, cancellationToken);
            }
            catch (QdrantException fault)
            {
                FallBack(fault);
            }
        }

        return await embedded.SearchAsync(query, cancellationToken);
    }

    public async Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken)
    {
        await embedded.UpdateAsync(entryIds, cancellationToken);
        await WriteAsync(() => qdrant.UpdateAsync(entryIds, cancellationToken));
    }

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await embedded.RebuildAsync(cancellationToken);
        await WriteAsync(() => qdrant.RebuildAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TryAgain, time);
        do
        {
            // Vectors come in the background, after their entries.
            if (!ready || (library?.Made ?? 0) != vectorsStored) await TryQdrantAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Counted before it is tried: whoever brings Qdrant in line meanwhile sees that there is more. What cannot be written
    // now is found when all is compared again, so a write that fails is no fault of the caller's.
    private async Task WriteAsync(Func<Task> write)
    {
        Interlocked.Increment(ref changes);
        if (!ready) return;
        try
        {
            await write();
        }
        catch (QdrantException fault)
        {
            FallBack(fault);
        }
    }

    private async Task TryQdrantAsync(CancellationToken cancellationToken)
    {
        var was = ready;
        try
        {
            int before;
            var vectors = library?.Made ?? 0;
            do
            {
                before = Volatile.Read(ref changes);
                await qdrant.EnsureAsync(cancellationToken);
                ready = true;
                // A change may have come after the last look at the database and before the line above.
                Interlocked.MemoryBarrier();
            }
            while (Volatile.Read(ref changes) != before);
            warned = false;
            vectorsStored = vectors;
            if (!was) logger.LogInformation("百问百答 is searched in Qdrant");
        }
        catch (QdrantException fault)
        {
            FallBack(fault);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault that leaves a background service takes the whole host down; a database may be away for a minute.
            ready = false;
            logger.LogError(fault, "Qdrant could not be brought in line; it is tried again in {Period}", TryAgain);
        }
    }

    private void FallBack(QdrantException fault)
    {
        var was = ready;
        ready = false;
        if (!was && warned) return;
        warned = true;
        logger.LogWarning("百问百答 is searched in memory until Qdrant answers again: {Failure}, status {Status}", fault.Failure, fault.Status);
    }
}
