using Coaching.Storage;

namespace Coaching.Rehearsals;

/// <summary>
/// Appends to a rehearsal's log, and wakes those who follow it. An update is announced only once it is stored: nobody
/// ever sees what a crash could take back.
/// </summary>
internal sealed class RehearsalLog
{
    private readonly Announcements announcements = new();

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

    /// <inheritdoc cref="Announcements.NewsOf" />
    public Task NewsOf(Guid rehearsalId) => announcements.NewsOf(rehearsalId);

    /// <inheritdoc cref="Announcements.Announce" />
    public void Announce(Guid rehearsalId) => announcements.Announce(rehearsalId);
}
