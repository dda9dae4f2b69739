using System.Buffers;

namespace Coaching.Models;

/// <summary>Finds roster names in a text: leftmost first, at one place the longest.</summary>
internal sealed class NameMatcher
{
    public static readonly NameMatcher None = new([]);

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names;
    private readonly int[] lengths;
    private readonly SearchValues<string>? search;

    public NameMatcher(IEnumerable<string> roster)
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in roster.Select(name => name.Trim()))
        {
            // One character would hide every 王 and 李 of the language; brackets are the placeholders' own.
            if (name.EnumerateRunes().Count() < 2 || name.AsSpan().IndexOfAny('〔', '〕') >= 0) continue;
            set.Add(name);
            // Lists pad two-character names to align them with three.
            if (name.Length == 2 && !char.IsAscii(name[0])) set.UnionWith([$"{name[0]} {name[1]}", $"{name[0]}\u3000{name[1]}"]);
        }

        names = set.GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = [.. set.Select(name => name.Length).Distinct().OrderDescending()];
        search = set.Count == 0 ? null : SearchValues.Create([.. set], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The next name at or after <paramref name="from"/>; a length of zero means none.</summary>
    public (int Index, int Length) Next(string text, int from)
    {
        while (search is not null && from < text.Length)
        {
            var ahead = text.AsSpan(from).IndexOfAny(search);
            if (ahead < 0) break;
            var index = from + ahead;
            foreach (var length in lengths)
            {
                if (index + length <= text.Length && names.Contains(text.AsSpan(index, length)) && StandsAlone(text, index, length))
                    return (index, length);
            }

            from = index + 1;
        }

        return (int.MaxValue, 0);
    }

    // Chinese has no word breaks, Latin has: "Li" is not in "Listen".
    private static bool StandsAlone(string text, int index, int length) =>
        !(index > 0 && char.IsAsciiLetter(text[index]) && char.IsAsciiLetter(text[index - 1]))
        && !(index + length < text.Length && char.IsAsciiLetter(text[index + length - 1]) && char.IsAsciiLetter(text[index + length]));
}
