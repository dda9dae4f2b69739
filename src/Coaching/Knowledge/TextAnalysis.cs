using System.Text;

namespace Coaching.Knowledge;

/// <summary>How Chinese text is cut into terms for matching: one analysis for 百问百答 and for authored answers.</summary>
internal static class TextAnalysis
{
    /// <summary>
    /// The terms of a text in order: each Han character alone and with its right neighbour, and each run of letters or
    /// digits whole. Widths and case are folded; punctuation separates.
    /// </summary>
    public static IEnumerable<string> Terms(string text)
    {
        var normal = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        for (var i = 0; i < normal.Length; i++)
        {
            if (IsHan(normal[i]))
            {
                yield return normal[i].ToString();
                if (i + 1 < normal.Length && IsHan(normal[i + 1])) yield return normal.Substring(i, 2);
            }
            else if (char.IsLetterOrDigit(normal[i]))
            {
                var start = i;
                while (i + 1 < normal.Length && char.IsLetterOrDigit(normal[i + 1]) && !IsHan(normal[i + 1])) i++;
                yield return normal[start..(i + 1)];
            }
        }
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';
}
