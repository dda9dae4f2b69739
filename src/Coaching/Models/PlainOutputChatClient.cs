using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>
/// For services that promise JSON but enforce no schema: the schema goes into the prompt, and what a model likes to put
/// around its JSON comes off. Callers ask every provider in the same way.
/// </summary>
internal sealed class PlainOutputChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(WithSchema(messages, options), WithoutSchema(options), cancellationToken);
        if (options?.ResponseFormat is not ChatResponseFormatJson || response.Messages is not [.., { } answer]) return response;
        var others = answer.Contents.Where(content => content is not TextContent);
        answer.Contents = [.. others, new TextContent(Bare(answer.Text))];
        return response;
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(WithSchema(messages, options), WithoutSchema(options), cancellationToken);

    private static IEnumerable<ChatMessage> WithSchema(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }
            ? [.. messages, new ChatMessage(ChatRole.User, $"只输出一个符合下面 JSON Schema 的 JSON，不要任何其他文字：\n{schema.GetRawText()}")]
            : messages;

    private static ChatOptions? WithoutSchema(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null }) return options;
        var plain = options.Clone();
        plain.ResponseFormat = ChatResponseFormat.Json;
        return plain;
    }

    private static string Bare(string text)
    {
        var start = text.AsSpan().IndexOfAny('{', '[');
        var end = text.AsSpan().LastIndexOfAny('}', ']');
        return start >= 0 && end > start ? text[start..(end + 1)] : text;
    }
}
