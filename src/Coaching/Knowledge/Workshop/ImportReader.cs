using System.Security.Cryptography;
using System.Text;
using Coaching.Knowledge.Retrieval;
using Coaching.People;
using Coaching.Scenarios;

namespace Coaching.Knowledge.Workshop;

/// <summary>Makes entries of the rows of a file, and gives them ids that are the same each time.</summary>
/// <param name="index">Names the area of the nearest entry where a row names none.</param>
/// <param name="mentor">Who imports.</param>
/// <param name="area">For rows that name none; null takes that of the nearest entry.</param>
/// <param name="today">The first day of what says no other.</param>
internal sealed class ImportReader(IQaIndex index, Actor mentor, Area? area, string today)
{
    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    /// <summary>The entry of a row, without an id when the row gives none that may be used; null when it cannot be read.</summary>
    public async Task<Entry?> ReadAsync(RawRow row, CancellationToken cancellationToken)
    {
        if (row.Whole is { } whole) return whole with { Id = IsId(whole.Id) ? whole.Id : "", Origin = OriginOf(whole.Origin == EntryOrigin.Machine) };
        if (row.Columns is not { } columns) return null;
        var question = columns.GetValueOrDefault("q", "");
        var id = columns.GetValueOrDefault("id", "");
        return EntryDefaults.Blank(await AreaAsync(columns, question, cancellationToken), today) with
        {
            Id = IsId(id) ? id : "",
            Question = question,
            Answer = columns.GetValueOrDefault("a", ""),
            Phrasings = Parts(columns.GetValueOrDefault("indexes", ""), '|', '｜', '\n'),
            Tags = Parts(columns.GetValueOrDefault("tags", ""), '|', '、', ',', '，', ';', '\n'),
            Origin = OriginOf(MachineMade.IsSaidBy(columns.GetValueOrDefault("origin", ""))),
        };
    }

    /// <summary>Takes an id for a row; false when an earlier row of the same files has it.</summary>
    public bool Take(string id) => given.Add(id);

    /// <summary>An id of the mentor's own for a question: the same each time, and another for the same question again.</summary>
    public string NewId(string question)
    {
        var key = mentor.UnitPath + '\n' + ChineseText.Normalise(question);
        var id = "q-" + Hash(key)[..10];
        for (var again = 2; !given.Add(id); again++) id = "q-" + Hash($"{key}\n{again}")[..10];
        return id;
    }

    /// <summary>What a row says, hashed; the area does not count, since the mentor may choose another.</summary>
    public static string HashOf(RawRow row, Entry entry) => Hash(row.Columns is { } columns
        ? string.Join('\n', columns.Where(column => column.Key != "area").OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}"))
        : EntryMarkdown.Write(EntryMarkdown.Bare(entry) with { Area = default }));

    private async Task<Area> AreaAsync(IReadOnlyDictionary<string, string> columns, string question, CancellationToken cancellationToken)
    {
        if (columns.TryGetValue("area", out var named) && EntryAreas.Parse(named) is { } said) return said;
        if (area is { } chosen) return chosen;
        var nearest = await index.SearchAsync(new QaQuery(question, mentor.UnitPath, 1), cancellationToken);
        return nearest.Count > 0 ? nearest[0].Entry.Area : Area.ClassroomManagement;
    }

    private static EntryOrigin OriginOf(bool machine) => machine ? EntryOrigin.Machine : EntryOrigin.Imported;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static bool IsId(string id) => id.Length is > 1 and <= 60 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IReadOnlyList<string> Parts(string text, params char[] marks) =>
        [.. text.Split(marks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
