using System.Collections.Concurrent;
using Coaching.Storage;

namespace Coaching.Rehearsals;

/// <summary>
/// Appends to a rehearsal's log, and wakes those who follow it. An update is announced only once it is stored: nobody
/// ever sees what a crash could take back.
/// </summary>
internal sealed class RehearsalLog
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> news = new();

    /// <summary>Numbers updates and adds them to the unit of work; they count once it is saved.</summary>
    public static void Append(CoachingDb db, Rehearsal rehearsal, params IEnumerable<TurnUpdate> updates)
    {
        foreach (var update in updates)
        {
            rehearsal.LastSequence++;
            db.Updates.Add(new TurnUpdateRow
            {
                RehearsalId = rehearsal.Id,
                Sequence = rehearsal.LastSequence,
                Update = update with { Sequence = rehearsal.LastSequence },
            });
        }

        rehearsal.Revision++;
    }

    /// <summary>Completes at the next announcement. Take it before reading, so that nothing slips between.</summary>
    public Task NewsOf(Guid rehearsalId) =>
        news.GetOrAdd(rehearsalId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes those who wait for this rehearsal.</summary>
    public void Announce(Guid rehearsalId)
    {
        if (news.TryRemove(rehearsalId, out var waiting)) waiting.TrySetResult();
    }
}
