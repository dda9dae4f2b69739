using System.Collections.Concurrent;

namespace Coaching.Rehearsals;

/// <summary>Wakes those who wait for something about a rehearsal, on this server.</summary>
internal sealed class Announcements
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> news = new();

    /// <summary>Completes at the next announcement. Take it before reading, so that nothing slips between.</summary>
    public Task NewsOf(Guid rehearsalId) =>
        news.GetOrAdd(rehearsalId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes those who wait for this rehearsal.</summary>
    public void Announce(Guid rehearsalId)
    {
        if (news.TryRemove(rehearsalId, out var waiting)) waiting.TrySetResult();
    }
}
