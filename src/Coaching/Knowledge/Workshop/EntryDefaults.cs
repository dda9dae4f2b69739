using Coaching.People;

namespace Coaching.Knowledge.Workshop;

/// <summary>What entries made in the workshop start with.</summary>
internal static class EntryDefaults
{
    /// <summary>The role that stands under a text reviewed here.</summary>
    public const string Reviewer = "导师";

    /// <summary>The role that stands under a text until its author names another.</summary>
    public const string Author = "导师";

    /// <summary>Longest comment of a reviewer, in characters.</summary>
    public const int LongestComment = 500;

    public static string NewId() => "q-" + Guid.NewGuid().ToString("N")[..10];

    public static Entry Blank(Scenarios.Area area, string today) => new()
    {
        Id = "",
        Version = 1,
        Area = area,
        Question = "",
        Phrasings = [],
        Answer = "",
        Grades = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        Author = Author,
        Reviewer = "",
        Status = EntryStatus.Draft,
        ValidFrom = today,
    };

    /// <summary>A draft in the mentor's unit, or in that of the version before it.</summary>
    public static EntryVersion Draft(Actor mentor, Entry entry, int version, DateTimeOffset now, EntryVersion? before = null) => new()
    {
        EntryId = entry.Id,
        Version = version,
        UnitId = before?.UnitId ?? mentor.UnitId,
        UnitPath = before?.UnitPath ?? mentor.UnitPath,
        Status = EntryStatus.Draft,
        Entry = entry with { Version = version, Status = EntryStatus.Draft, Reviewer = "", Origin = before?.Entry.Origin ?? entry.Origin },
        Authors = [mentor.PersonId],
        ChangedAt = now,
    };
}
