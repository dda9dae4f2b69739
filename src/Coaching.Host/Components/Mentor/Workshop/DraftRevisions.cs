using Coaching.Knowledge;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>What saving wants to know of the version that was opened.</summary>
internal static class DraftRevisions
{
    /// <summary>The revision that is written over; null where the next version is made because this one is no draft.</summary>
    public static int? DraftRevision(this EntryVersion newest) => newest.Status == EntryStatus.Draft ? newest.Revision : null;
}
