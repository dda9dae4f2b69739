using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Coaching.Tests.Rehearsals;

/// <summary>A provider whose every reply is scripted: chunks, then perhaps a fault. Keeps what it was asked.</summary>
internal sealed class StubChatClient(params IReadOnlyList<string> chunks) : IChatClient
{
    private readonly List<IReadOnlyList<ChatMessage>> asked = [];

    /// <summary>Waited for after the chunks; a model that hangs never completes it.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>Thrown after the chunks; none when null.</summary>
    public Exception? Fault { get; set; }

    public IReadOnlyList<IReadOnlyList<ChatMessage>> Asked
    {
        get
        {
            lock (asked) return [.. asked];
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Keep(messages);
        return Fault is null
            ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Concat(chunks))))
            : Task.FromException<ChatResponse>(Fault);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Keep(messages);
        foreach (var chunk in chunks)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, chunk);
        }

        await Until.WaitAsync(cancellationToken);
        if (Fault is not null) throw Fault;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("stub") : null;

    public void Dispose()
    {
    }

    private void Keep(IEnumerable<ChatMessage> messages)
    {
        lock (asked) asked.Add([.. messages]);
    }
}
