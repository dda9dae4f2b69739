using System.Globalization;

namespace Coaching.Homework;

/// <summary>Numbers as teachers write them: 12, １２, 十二, 一百二十, 两, 半.</summary>
internal static class ChineseNumber
{
    /// <summary>A piece of a pattern that matches such a number.</summary>
    public const string Pattern = @"(?:\d{1,5}(?:\.\d)?|[零〇一二两三四五六七八九十百千半]{1,7})";

    private const string Digits = "零一二三四五六七八九";

    /// <summary>Full-width digits and letters become narrow ones; every other character keeps its place.</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var i = 0; i < narrow.Length; i++) narrow[i] = wide[i] is >= '！' and <= '～' && char.IsAsciiLetterOrDigit((char)(wide[i] - 0xFEE0)) ? (char)(wide[i] - 0xFEE0) : wide[i];
    });

    /// <summary>The number that a text stands for; null where it is none.</summary>
    public static double? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        if (text == "半") return 0.5;
        if (text.Length == 0) return null;
        var (total, digit) = (0.0, -1.0);
        foreach (var character in text)
        {
            switch (character)
            {
                case '十' or '百' or '千':
                    total += (digit < 0 ? 1 : digit) * (character switch { '十' => 10, '百' => 100, _ => 1000 });
                    digit = -1;
                    break;
                case '半':
                    total += 0.5;
                    break;
                default:
                    var value = character switch { '两' => 2, '〇' => 0, _ => Digits.IndexOf(character, StringComparison.Ordinal) };
                    if (value < 0) return null;
                    // 二三 is no number but two of them; the last one counts.
                    digit = value;
                    break;
            }
        }

        return total + Math.Max(0, digit);
    }
}
