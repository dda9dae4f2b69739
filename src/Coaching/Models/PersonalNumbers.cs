using System.Text.RegularExpressions;

namespace Coaching.Models;

/// <summary>
/// Finds telephone and ID numbers. It would rather take a number too many than one too few: a placeholder is reversible,
/// a leak is not. Only lists of numbers (2 4 6 8 …), which lessons are full of, are kept legible on purpose.
/// </summary>
internal static partial class PersonalNumbers
{
    // Spaces, dashes, dots, and the invisible marks that come along when a number is copied from a contact.
    private const string Gap = @"(?:[^\S\r\n]|[\p{Pd}\p{Cf}._·]){0,2}";

    /// <summary>The next number at or after <paramref name="from"/>; a length of zero means none.</summary>
    /// <param name="text">The text with its full-width characters narrowed by <see cref="Narrow"/>.</param>
    /// <param name="from">Where to begin.</param>
    public static (int Index, int Length, string Kind) Next(string text, int from)
    {
        (int Index, int Length, string Kind) first = (int.MaxValue, 0, "");
        // In order of certainty: at one place the earlier in this list wins.
        Take(Identity18(), "证件", IsIdentity);
        Take(Identity15(), "证件", IsIdentity);
        Take(Mobile(), "电话", number => IsGrouped(number.Groups["number"].ValueSpan));
        Take(Landline(), "电话", _ => true);
        Take(LongRun(), "证件", _ => true);
        return first;

        void Take(Regex pattern, string kind, Func<Match, bool> accept)
        {
            for (var match = pattern.Match(text, from); match.Success; match = pattern.Match(text, match.Index + 1))
            {
                if (match.Index >= first.Index) return;
                if (!accept(match)) continue;
                first = (match.Index, match.Length, kind);
                return;
            }
        }
    }

    /// <summary>The same text, character for character, with full-width digits, X and marks made narrow.</summary>
    public static string Narrow(string text) => text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E')
        ? string.Create(text.Length, text, (narrow, wide) =>
        {
            for (var i = 0; i < wide.Length; i++) narrow[i] = wide[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(wide[i] - 0xFEE0) : wide[i];
        })
        : text;

    private static bool IsIdentity(Match match)
    {
        var digits = match.ValueSpan.ToString().Where(char.IsAsciiLetterOrDigit).ToArray();
        if (digits.Length == match.Length) return true;
        // A written-out one is believed by its birth date, or any fifteen spaced digits would be one.
        var date = digits.AsSpan(digits.Length == 18 ? 10 : 8, 4);
        return IsGrouped(match.ValueSpan)
            && int.Parse(date[..2]) is >= 1 and <= 12
            && int.Parse(date[2..]) is >= 1 and <= 31;
    }

    // Groups of two and more (138-1234-5678), or digit by digit throughout; "1 3 5 7 9 11 13 15" is a lesson.
    private static bool IsGrouped(ReadOnlySpan<char> number)
    {
        var (shortest, longest, run) = (int.MaxValue, 0, 0);
        for (var i = 0; i <= number.Length; i++)
        {
            if (i < number.Length && char.IsAsciiLetterOrDigit(number[i]))
            {
                run++;
                continue;
            }

            if (run > 0) (shortest, longest) = (Math.Min(shortest, run), Math.Max(longest, run));
            run = 0;
        }

        return shortest >= 2 || longest == 1;
    }

    [GeneratedRegex($@"(?<![0-9])[1-9](?:{Gap}[0-9]){{16}}{Gap}[0-9Xx](?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identity18();

    [GeneratedRegex($@"(?<![0-9])[1-9](?:{Gap}[0-9]){{14}}(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identity15();

    [GeneratedRegex($@"(?<![0-9])(?:\(?\+?(?:00)?86\)?{Gap})?(?<number>1{Gap}[3-9](?:{Gap}[0-9]){{9}})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mobile();

    [GeneratedRegex($@"(?<![0-9])\(?(?:(?:\+|00)86{Gap}\(?0?|0)[1-9][0-9]{{1,2}}\)?{Gap}[2-8][0-9]{{2,3}}{Gap}[0-9]{{4}}(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Landline();

    // Pupil numbers, cards, a number with a digit too many: nothing harmless is that long.
    [GeneratedRegex("[0-9]{11,}[Xx]?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongRun();
}
