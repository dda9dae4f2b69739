using System.Threading.Channels;
using Coaching.Knowledge.Workshop;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge;

/// <summary>
/// Keeps the index in line with the database by following the outbox: at once when this server published something,
/// and by looking twice a second for what others did. Each row is applied at least once on every server, as an index in
/// memory needs it; <see cref="OutboxMessage.ProcessedAt"/> says that some index has it.
/// </summary>
internal sealed class IndexKeeper(
    IDbContextFactory<CoachingDb> databases, IQaIndex index, RegressionSet regression, TimeProvider time, ILogger<IndexKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Rows may become visible late and out of order (a slow transaction, a server whose clock is behind): a row this young
    // is looked at although others were applied after it.
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(10);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<long, DateTimeOffset> applied = [];
    private Task<bool>? newsToCome;
    private DateTimeOffset seenUntil;
    private string today = "";

    /// <summary>Something was written to the outbox here: no need to wait for the next look.</summary>
    public void Announce() => news.Writer.TryWrite(true);

    /// <summary>Reads everything anew; what the outbox holds by then is done with. Called before the first request.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        seenUntil = time.GetUtcNow();
        today = CurrentEntries.Today(time);
        var pending = await PendingAsync(cancellationToken);
        await index.RebuildAsync(cancellationToken);
        await SettleAsync(pending, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(failures == 0 ? PollEvery : Pause(failures), announced: failures == 0, stoppingToken);
                await CatchUpAsync(stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                failures++;
                logger.LogError(fault, "The index could not be updated ({Failures} times in a row); it is tried again in {Pause}", failures, Pause(failures));
            }
        }
    }

    private static TimeSpan Pause(int failures) => TimeSpan.FromMilliseconds(Math.Min(PollEvery.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 10)), LongestPause.TotalMilliseconds));

    private async Task WaitAsync(TimeSpan longest, bool announced, CancellationToken cancellationToken)
    {
        if (!announced)
        {
            await Task.Delay(longest, time, cancellationToken);
            return;
        }

        try
        {
            // One standing wait, whatever the number of looks: a timed-out one goes on.
            newsToCome ??= news.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            await newsToCome.WaitAsync(longest, time, cancellationToken);
            newsToCome = null;
            news.Reader.TryRead(out _);
        }
        catch (TimeoutException)
        {
            // Nobody said anything; look all the same.
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ApplyDatesAsync(cancellationToken);
        var pending = await PendingAsync(cancellationToken);
        if (pending.Count > 0)
        {
            var ids = pending.Select(message => message.EntryId).Distinct(StringComparer.Ordinal).ToList();
            await index.UpdateAsync(ids, cancellationToken);
            var first = pending.Where(message => message.ProcessedAt is null).Select(message => message.EntryId).Distinct(StringComparer.Ordinal).ToList();
            await SettleAsync(pending, cancellationToken);
            if (first.Count > 0) await TryRegressionAsync(first, cancellationToken);
        }

        seenUntil = now;
        foreach (var old in applied.Where(row => row.Value < now - Lateness - Lateness).Select(row => row.Key).ToList()) applied.Remove(old);
    }

    private async Task TryRegressionAsync(List<string> entryIds, CancellationToken cancellationToken)
    {
        try
        {
            await regression.RunAfterAsync(entryIds, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The index is right; only the check of it is missing, and a mentor can ask for it.
            logger.LogError(fault, "The regression set could not be run");
        }
    }

    // An entry comes into force, or runs out, without anybody writing anything.
    private async Task ApplyDatesAsync(CancellationToken cancellationToken)
    {
        var day = CurrentEntries.Today(time);
        if (day == today) return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking().Where(entry => entry.Status == EntryStatus.Published).ToListAsync(cancellationToken);
        var before = today;
        var turned = published
            .Where(version => Between(version.Entry.ValidFrom, before, day) || CurrentEntries.HasRunOut(version.Entry, day) != CurrentEntries.HasRunOut(version.Entry, before))
            .Select(version => version.EntryId).Distinct(StringComparer.Ordinal).ToList();
        if (turned.Count > 0) await index.UpdateAsync(turned, cancellationToken);
        today = day;

        static bool Between(string date, string after, string until) => string.CompareOrdinal(date, after) > 0 && string.CompareOrdinal(date, until) <= 0;
    }

    private async Task<List<OutboxMessage>> PendingAsync(CancellationToken cancellationToken)
    {
        var from = seenUntil - Lateness;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Outbox.AsNoTracking()
            .Where(message => message.ProcessedAt == null || message.At >= from)
            .OrderBy(message => message.Sequence)
            .ToListAsync(cancellationToken);
        return [.. rows.Where(message => message.ProcessedAt is null || !applied.ContainsKey(message.Sequence))];
    }

    private async Task SettleAsync(List<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = messages.Where(message => message.ProcessedAt is null).Select(message => message.Sequence).ToList();
        if (open.Count > 0)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Outbox.Where(message => open.Contains(message.Sequence) && message.ProcessedAt == null)
                .ExecuteUpdateAsync(rows => rows.SetProperty(message => message.ProcessedAt, now), cancellationToken);
        }

        foreach (var message in messages) applied[message.Sequence] = message.At;
    }
}
