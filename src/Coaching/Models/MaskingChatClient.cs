using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>The last client before a network provider: what must not leave the house is a placeholder beyond it.</summary>
internal sealed class MaskingChatClient(IChatClient inner, RosterNames roster) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var masking = new Masking(await roster.MatcherAsync(cancellationToken));
        // Instructions first: they repeat from turn to turn, and so then do their placeholders and the provider's cache.
        var maskedOptions = masking.Mask(options);
        var stream = new MaskedStream(masking);
        ChatResponseUpdate? last = null;
        await foreach (var update in base.GetStreamingResponseAsync(masking.Mask(messages), maskedOptions, cancellationToken))
        {
            Restore(update, masking, stream);
            yield return last = update;
        }

        if (stream.Flush() is { Length: > 0 } tail)
        {
            yield return new ChatResponseUpdate(last?.Role, tail)
            {
                ResponseId = last?.ResponseId,
                MessageId = last?.MessageId,
                ModelId = last?.ModelId,
            };
        }
    }

    private static void Restore(ChatResponseUpdate update, Masking masking, MaskedStream stream)
    {
        var contents = new List<AIContent>(update.Contents.Count);
        foreach (var content in update.Contents)
        {
            if (content is TextContent text)
            {
                Add(stream.Push(text.Text));
            }
            else
            {
                // Nothing can complete a placeholder across something that is not text.
                Add(stream.Flush());
                contents.Add(masking.Restore(content));
            }
        }

        if (update.FinishReason is not null) Add(stream.Flush());
        update.Contents = contents;
        // The provider's own object still says 〔姓名1〕.
        update.RawRepresentation = null;

        void Add(string text)
        {
            if (text.Length > 0) contents.Add(new TextContent(text));
        }
    }
}
