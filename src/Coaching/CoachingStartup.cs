using Coaching.Knowledge;
using Coaching.Rehearsals;
using Coaching.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coaching;

/// <summary>
/// What must be true before the first request: the schema is current, the content is stored, the index is built, and
/// replies that a crash broke off are settled. Registered before every other hosted service.
/// </summary>
internal sealed class CoachingStartup(
    DatabaseSetup setup,
    ContentSync content,
    IndexKeeper keeper,
    IQaIndex index,
    RehearsalDesk desk,
    IOptions<StorageOptions> storage,
    TimeProvider time,
    ILogger<CoachingStartup> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(20);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await setup.MigrateAsync(cancellationToken);
        await content.RunAsync(cancellationToken);
        await keeper.RebuildAsync(cancellationToken);
        logger.LogInformation("百问百答 index: {Index}", index.Describe());
        // SQLite means one server: whatever is still generating was left by its crash.
        await desk.SweepAsync(all: storage.Value.Provider == "sqlite", cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await desk.SweepAsync(all: false, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // A fault that leaves a background service takes the whole host down; a database may be away for a minute.
                logger.LogError(fault, "The sweep failed; it is tried again in {Period}", SweepEvery);
            }
        }
    }
}
