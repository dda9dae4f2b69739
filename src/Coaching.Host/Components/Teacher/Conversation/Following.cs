using Coaching.Rehearsals;

namespace Coaching.Host.Components.Teacher.Conversation;

/// <summary>Keeps following what happens in a rehearsal: whatever breaks on the way is taken up again.</summary>
internal static class Following
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Follows until it is over, the page is left, or it is no longer allowed.</summary>
    /// <param name="follow">Begins to follow, from where it stands.</param>
    /// <param name="apply">Takes what has happened.</param>
    /// <param name="isOver">Whether there is nothing more to follow.</param>
    /// <param name="refused">Told when it is no longer allowed; trying again would not change that.</param>
    /// <param name="failed">Told of faults that are tried again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="leaving">The page is left.</param>
    public static async Task RunAsync<T>(
        Func<IAsyncEnumerable<T>> follow, Action<T> apply, Func<bool> isOver, Action<RehearsalRefusal> refused, Action<Exception> failed, TimeProvider time, CancellationToken leaving)
    {
        while (!isOver() && !leaving.IsCancellationRequested)
        {
            try
            {
                await foreach (var news in follow()) apply(news);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                return;
            }
            catch (RehearsalException refusal)
            {
                refused(refusal.Reason);
                return;
            }
            catch (Exception fault)
            {
                failed(fault);
                try
                {
                    await Task.Delay(AgainAfter, time, leaving);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
