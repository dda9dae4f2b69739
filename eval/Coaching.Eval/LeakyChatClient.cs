using Coaching.Models;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.Extensions.AI;

namespace Coaching.Eval;

/// <summary>The embedded model, but every few answers it says a hidden fact in other words: proves that the leak check can fail.</summary>
internal sealed class LeakyChatClient() : DelegatingChatClient(new EmbeddedChatClient(TimeProvider.System, 0))
{
    private const int Every = 7;

    private readonly Dictionary<string, string> slips = new(StringComparer.Ordinal);
    private int answers;

    /// <summary>Tells it what must not be said.</summary>
    public void Knows(Scenario scenario)
    {
        lock (slips) slips[scenario.Lead.Name] = scenario.Lead.Facts[^1].Paraphrases[0];
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var given = messages.ToList();
        await foreach (var update in base.GetStreamingResponseAsync(given, options, cancellationToken)) yield return update;
        if (Interlocked.Increment(ref answers) % Every == 0 && CueMessage.Find(given) is ("persona", var cue) && Slip(CueMessage.As<PersonaCue>(cue).Speaker) is { } slip)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, slip);
        }
    }

    private string? Slip(string speaker)
    {
        lock (slips) return slips.GetValueOrDefault(speaker);
    }
}
