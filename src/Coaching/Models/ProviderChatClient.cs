using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI.Chat;

namespace Coaching.Models;

/// <summary>
/// Wraps a provider's SDK so that everything above sees one behaviour: answers only (no reasoning), one kind of failure,
/// the name of the token limit that this service understands.
/// </summary>
internal sealed partial class ProviderChatClient(IChatClient inner, ModelOptions options, ILogger<ProviderChatClient> logger)
    : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, chatOptions, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages,
        ChatOptions? chatOptions = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, Adapt(chatOptions), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var empty = true;
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync()) break;
            }
            catch (Exception fault) when (fault is not ModelUnavailableException and not OperationCanceledException)
            {
                // The handler has named every failure of the connection, so this is the SDK failing to read an answer. Its
                // message may quote the answer: the type must do.
                LogGarbled(logger, fault.GetType().Name);
                throw new ModelUnavailableException(ModelFailure.Garbled);
            }

            empty = false;
            var update = updates.Current;
            // Thinking is not speech. The update itself goes on, as a sign of life.
            update.Contents = [.. update.Contents.Where(content => content is not TextReasoningContent and not TextContent { Text.Length: 0 })];
            yield return update;
        }

        if (empty) throw new ModelUnavailableException(ModelFailure.Garbled);
    }

    private ChatOptions? Adapt(ChatOptions? chatOptions)
    {
        if (!options.IsOpenAI || !options.SendsMaxTokens || chatOptions?.MaxOutputTokens is not { } limit) return chatOptions;
        var adapted = chatOptions.Clone();
        adapted.MaxOutputTokens = null;
        adapted.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // Patch is the SDK's only way to a parameter it has no property for.
            raw.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
            return raw;
        };
        return adapted;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider's answer could not be read: {Fault}")]
    private static partial void LogGarbled(ILogger logger, string fault);
}
