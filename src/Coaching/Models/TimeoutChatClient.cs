using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>
/// Waits for the first token and for each later one, no longer. A whole answer is asked for as a stream too: only a stream
/// shows that a slow model is still alive.
/// </summary>
internal sealed class TimeoutChatClient(IChatClient inner, ModelOptions options, TimeProvider time) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, chatOptions, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? chatOptions = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var window = new CancellationTokenSource(options.FirstTokenTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, window.Token);
        await using var updates = base.GetStreamingResponseAsync(messages, chatOptions, either.Token).GetAsyncEnumerator(either.Token);
        var started = false;
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync()) yield break;
            }
            catch (OperationCanceledException) when (window.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ModelUnavailableException(started ? ModelFailure.InterTokenTimeout : ModelFailure.FirstTokenTimeout);
            }

            // Updates without content (a role, reasoning, pieces of a tool call) show life but are no token yet.
            started |= updates.Current.Contents.Count > 0;
            // The listener's own time is not the model's.
            window.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            window.CancelAfter(started ? options.InterTokenTimeout : options.FirstTokenTimeout);
        }
    }
}
