using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Coaching.Models;

/// <summary>
/// Asks again when a request failed before its first token. After that the listener has heard the persona begin, and a
/// second beginning would contradict the first: the turn ends interrupted and the teacher decides.
/// </summary>
/// <param name="inner">The client to ask.</param>
/// <param name="options">How often.</param>
/// <param name="time">Waits.</param>
/// <param name="jitter">Spreads the waits of many servers; none makes them exact.</param>
/// <param name="logger">Told of every retry, never of a text.</param>
internal sealed partial class RetryChatClient(
    IChatClient inner, ModelOptions options, TimeProvider time, Random? jitter, ILogger<RetryChatClient> logger)
    : DelegatingChatClient(inner)
{
    /// <summary>Longer than this nobody is kept waiting; a service that asks for more is not asked again.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    private readonly Lock jitterLock = new();

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, chatOptions, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? chatOptions = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Asked more than once, so it must not be a query that reads differently the second time.
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? wait = null;
            var started = false;
            // Content-free beginnings are kept back: the listener must not see the head of an attempt that failed.
            var opening = new List<ChatResponseUpdate>();
            await using (var updates = base.GetStreamingResponseAsync(asked, chatOptions, cancellationToken).GetAsyncEnumerator(cancellationToken))
            {
                while (true)
                {
                    try
                    {
                        if (!await updates.MoveNextAsync()) break;
                    }
                    catch (ModelUnavailableException fault) when (!started && (wait = WaitBefore(attempt + 1, fault)) is not null)
                    {
                        LogRetry(logger, fault.Failure, fault.Status, fault.ProviderCode, attempt + 1, wait.Value);
                        break;
                    }

                    if (!started && updates.Current.Contents.Count == 0)
                    {
                        opening.Add(updates.Current);
                        continue;
                    }

                    if (!started)
                    {
                        started = true;
                        foreach (var update in opening) yield return update;
                    }

                    yield return updates.Current;
                }
            }

            if (wait is null)
            {
                if (!started) foreach (var update in opening) yield return update;
                yield break;
            }

            await Task.Delay(wait.Value, time, cancellationToken);
        }
    }

    private TimeSpan? WaitBefore(int attempt, ModelUnavailableException fault)
    {
        if (attempt > options.Retries || !fault.IsWorthRetrying || fault.RetryAfter > LongestWait) return null;
        var wait = FirstWait * Math.Pow(2, attempt - 1);
        if (jitter is not null)
        {
            lock (jitterLock) wait *= 0.5 + jitter.NextDouble();
        }

        // Never earlier than the service asked for.
        return wait > fault.RetryAfter || fault.RetryAfter is null ? wait : fault.RetryAfter;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model failed before its first token ({Failure}, HTTP {Status}, {ProviderCode}); attempt {Attempt} follows in {Wait}")]
    private static partial void LogRetry(ILogger logger, ModelFailure failure, int? status, string? providerCode, int attempt, TimeSpan wait);
}
