using System.Text.RegularExpressions;

namespace Coaching.Homework;

/// <summary>Finds the amounts that a piece of an assignment names: 20 题, 第 12—15 页, 三遍, 半小时.</summary>
internal static partial class QuantityReader
{
    private const string Number = ChineseNumber.Pattern;
    private const string Dash = @"\s*(?:-|—|–|－|~|～|至|到)+\s*";
    private const string Countable = "自然段|小题|大题|页|面|题|段|章|节|课|单元";

    // No assignment has more; a greater figure is a year or a slip.
    private const double Most = 2000;

    /// <summary>Every amount named, in no order; units may repeat.</summary>
    public static IReadOnlyList<Quantity> Read(string text)
    {
        var rest = ChineseNumber.Narrow(text);
        var found = new List<Quantity>();
        rest = NotAnAmount().Replace(rest, Blank);
        Take(Hours(), match => Add(Duration(match), QuantityUnit.Minute));
        Take(Between(), match => Add((Value(match, "from") + Value(match, "to")) / 2, UnitOf(match.Groups["unit"].Value)));
        Take(PageMarks(), match => Add(Span(match), QuantityUnit.Page));
        Take(Spans(), match => Add(Span(match), UnitOf(match.Groups["unit"].Value)));
        Take(Lists(), match => Add(match.Groups["one"].Captures.Count, UnitOf(match.Groups["unit"].Value)));
        Take(Ordinals(), match =>
        {
            // 第 5 课 says where, 第 3 题 says which one.
            if (match.Groups["unit"].Value is not ("课" or "单元")) Add(1, UnitOf(match.Groups["unit"].Value));
        });
        Take(Counts(), match => Add(Value(match, "amount"), UnitOf(match.Groups["unit"].Value)));
        return found;

        void Take(Regex pattern, Action<Match> add)
        {
            rest = pattern.Replace(rest, match =>
            {
                add(match);
                return Blank(match);
            });
        }

        void Add(double amount, QuantityUnit unit)
        {
            if (amount is > 0 and <= Most) found.Add(new Quantity(amount, unit));
        }
    }

    // What was read is out of the way, and everything else stays where it is.
    private static string Blank(Match match) => new(' ', match.Length);

    private static double Value(Match match, string group) => ChineseNumber.Read(match.Groups[group].Value) ?? 0;

    private static double Span(Match match) => match.Groups["to"].Success ? Math.Max(1, Value(match, "to") - Value(match, "from") + 1) : 1;

    private static double Duration(Match match) => match.Groups["unit"].Value switch
    {
        "刻钟" => 15 * Value(match, "amount"),
        _ => 60 * (Value(match, "amount") + (match.Groups["half"].Success ? 0.5 : 0)),
    };

    private static QuantityUnit UnitOf(string unit) => unit switch
    {
        "分钟" or "分" or "min" => QuantityUnit.Minute,
        "遍" or "次" or "回" => QuantityUnit.Time,
        "页" or "面" => QuantityUnit.Page,
        "字" => QuantityUnit.Character,
        "行" or "句" or "句话" => QuantityUnit.Line,
        "段" or "自然段" or "篇" or "首" or "章" or "节" or "课" or "单元" or "则" => QuantityUnit.Passage,
        "张" or "份" or "套" => QuantityUnit.Sheet,
        _ => QuantityUnit.Item,
    };

    // Grades, units of a textbook, pairs of pupils, Roman school speech: figures that count nothing.
    [GeneratedRegex($@"{Number}\s*年级|{Number}\s*班|(?:Unit|Lesson|Module|U|L|M)\s*\d+|{Number}\s*人\s*一?\s*组|第\s*{Number}\s*(?:册|周|天|课时|次|遍|单元)|周[一二三四五六日]|{Number}\s*(?:以内|月|日|号)|一课一练|一起|一样|一定|一些|一下", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotAnAmount();

    [GeneratedRegex($@"(?<amount>{Number})\s*(个)?\s*(?<half>半)?\s*(?<unit>小时|刻钟)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hours();

    [GeneratedRegex($@"(?<from>{Number})\s*(字|分钟|遍|个|词|句)?{Dash}(?<to>{Number})\s*(?<unit>分钟|字|遍|个|词|句话|句)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Between();

    [GeneratedRegex($@"[Pp]\.?\s*(?<from>\d{{1,4}})(({Dash}|、)[Pp]?\.?\s*(?<to>\d{{1,4}}))?(\s*页)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageMarks();

    [GeneratedRegex($@"第?\s*(?<from>{Number})\s*({Countable})?{Dash}第?\s*(?<to>{Number})\s*(?<unit>{Countable})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spans();

    [GeneratedRegex($@"第?\s*(?<one>{Number})(\s*[、，,和]\s*第?\s*(?<one>{Number}))+\s*(?<unit>{Countable})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lists();

    [GeneratedRegex($@"第\s*{Number}\s*(?<unit>{Countable})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ordinals();

    [GeneratedRegex($@"(?<amount>{Number})\s*(?<unit>分钟|min|遍|次|回|道|小题|大题|题|个|单词|词|句话|句|条|组|例|页|面|自然段|段|篇|首|章|节|课|单元|则|张|份|套|行|字)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Counts();
}
