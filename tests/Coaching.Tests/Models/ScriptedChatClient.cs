using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Coaching.Tests.Models;

/// <summary>Says these pieces, then fails if told to. For what needs no socket.</summary>
internal sealed class ScriptedChatClient(IReadOnlyList<string> pieces, Exception? fault = null) : IChatClient
{
    /// <summary>The last message of each request.</summary>
    public List<string> Heard { get; } = [];

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        Heard.Add(messages.Last().Text);
        foreach (var piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        if (fault is not null) throw fault;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted") : null;

    public void Dispose()
    {
    }
}
