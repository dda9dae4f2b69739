using System.Text;
using System.Text.RegularExpressions;

namespace Coaching.Knowledge;

/// <summary>How hard a Chinese text is to take in on a phone between two lessons.</summary>
/// <param name="MeanSentence">Mean length of a sentence, in characters.</param>
/// <param name="LongestSentence">Length of the longest sentence, in characters.</param>
/// <param name="RareShare">
/// The share of Chinese characters outside the 3,755 common ones of GB 2312's first level, 0 to 1.
/// </param>
public sealed partial record ReadingLevel(double MeanSentence, int LongestSentence, double RareShare)
{
    private const byte FirstCommon = 0xB0;
    private const byte LastCommon = 0xD7;

    private static readonly Encoding Gb2312 = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

    /// <summary>Measures a text; list marks and quotation marks do not count.</summary>
    public static ReadingLevel Of(string text)
    {
        var sentences = Sentences(text);
        var characters = text.Where(c => c is >= '\u4e00' and <= '\u9fff').ToList();
        return new ReadingLevel(
            sentences.Select(sentence => sentence.Length).DefaultIfEmpty().Average(),
            sentences.Select(sentence => sentence.Length).DefaultIfEmpty().Max(),
            characters.Count == 0 ? 0 : (double)characters.Count(c => !IsCommon(c)) / characters.Count);
    }

    /// <summary>The sentences of a text, without the marks between them.</summary>
    public static IReadOnlyList<string> Sentences(string text) =>
        [.. End().Split(ListMark().Replace(text, "")).Select(sentence => sentence.Trim(' ', '“', '”', '"', '‘', '’')).Where(sentence => sentence.Length > 0)];

    // The first level is ordered by sound and holds what everybody reads; the second is ordered by radical and holds the rest.
    private static bool IsCommon(char c) => Gb2312.GetBytes([c]) is [>= FirstCommon and <= LastCommon, _];

    [GeneratedRegex(@"[。！？；\n]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^\s*(\d+\.|-)\s*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex ListMark();
}
