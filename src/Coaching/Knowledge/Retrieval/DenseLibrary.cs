using System.Threading.Channels;
using Coaching.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coaching.Knowledge.Retrieval;

/// <summary>A text of an entry and, once it is made, its vector.</summary>
/// <param name="text">The text.</param>
internal sealed class DenseText(string text)
{
    private float[]? vector;

    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>Its vector, of length one; null until it is made.</summary>
    public float[]? Vector
    {
        get => Volatile.Read(ref vector);
        set => Volatile.Write(ref vector, value);
    }
}

/// <summary>
/// The vectors of all entries, made in the background: whoever names a text gets it at once and its vector when it is
/// there. A service that is away is asked again, at growing intervals; until then the texts are found lexically.
/// </summary>
internal sealed class DenseLibrary(DenseEncoder encoder, TimeProvider time, ILogger<DenseLibrary> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock state = new();
    private readonly Dictionary<string, WeakReference<DenseText>> known = new(StringComparer.Ordinal);
    private readonly Channel<DenseText> wanted = Channel.CreateUnbounded<DenseText>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int nextSweep = 1024;
    private int waiting;
    private int made;
    private int dimension;

    /// <summary>The model's name, for pages.</summary>
    public string Model => encoder.Model;

    /// <summary>Tells vectors of one model from those of another. Not for the way of a request.</summary>
    public string Identity => encoder.Identity;

    /// <summary>The length of the vectors; 0 until the first is made.</summary>
    public int Dimension => Volatile.Read(ref dimension);

    /// <summary>How many vectors have been made or read so far; grows.</summary>
    public int Made => Volatile.Read(ref made);

    /// <summary>How many texts are still without.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Whether vectors take part in searches at the moment.</summary>
    public bool IsInUse => Dimension > 0 && !encoder.IsPaused;

    /// <summary>Names texts.</summary>
    public IReadOnlyList<DenseText> Of(IEnumerable<string> texts) => [.. texts.Select(Of)];

    /// <summary>A question's vector; null where there is none to be had in time.</summary>
    public ValueTask<float[]?> QuestionAsync(string text, CancellationToken cancellationToken) =>
        Dimension == 0 || ChineseText.Normalise(text).Trim().Length == 0 ? ValueTask.FromResult<float[]?>(null) : encoder.QuestionAsync(text, cancellationToken);

    /// <summary>Waits for the first vector, but not for ever.</summary>
    public async Task FirstAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            await first.Task.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // There is none yet.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await wanted.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<DenseText>(encoder.BatchSize);
            while (batch.Count < encoder.BatchSize && wanted.Reader.TryRead(out var text)) batch.Add(text);
            await MakeAsync(batch, stoppingToken);
            if (Interlocked.Add(ref waiting, -batch.Count) == 0) logger.LogInformation("百问百答: vectors of {Model} are complete, {Count} so far", Model, Made);
        }
    }

    private DenseText Of(string text)
    {
        DenseText named;
        lock (state)
        {
            if (known.TryGetValue(text, out var reference) && reference.TryGetTarget(out var there)) return there;
            // Texts that no index holds any more leave their names behind.
            if (known.Count >= nextSweep)
            {
                foreach (var gone in known.Where(pair => !pair.Value.TryGetTarget(out _)).Select(pair => pair.Key).ToList()) known.Remove(gone);
                nextSweep = Math.Max(nextSweep, known.Count * 2);
            }

            named = new DenseText(text);
            known[text] = new WeakReference<DenseText>(named);
        }

        Interlocked.Increment(ref waiting);
        wanted.Writer.TryWrite(named);
        return named;
    }

    // Until it is done, or until nothing but the text itself can be the reason that it is not.
    private async Task MakeAsync(List<DenseText> batch, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var vectors = await encoder.DocumentsAsync(batch.ConvertAll(text => text.Text), cancellationToken);
                foreach (var (text, vector) in batch.Zip(vectors)) text.Vector = vector;
                Volatile.Write(ref dimension, vectors[0].Length);
                Interlocked.Add(ref made, batch.Count);
                first.TrySetResult();
                return;
            }
            catch (ModelUnavailableException fault) when (fault is { Failure: ModelFailure.Rejected, Status: not (401 or 403 or 404) })
            {
                if (batch.Count > 1)
                {
                    foreach (var text in batch) await MakeAsync([text], cancellationToken);
                    return;
                }

                logger.LogWarning("A text of 百问百答 stays without a vector: {Reason}, status {Status}", fault.Failure, fault.Status);
                return;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                if (pause == FirstPause) logger.LogWarning("百问百答 is found lexically until its vectors can be made: {Reason}", DenseEncoder.Reason(fault));
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
