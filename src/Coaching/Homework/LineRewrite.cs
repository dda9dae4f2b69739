using System.Globalization;
using System.Text.RegularExpressions;

namespace Coaching.Homework;

/// <summary>Shows what one line of an assignment could become: the teacher's own words in an authored frame.</summary>
internal sealed partial class LineRewrite(HomeworkContent content, ParentWatch parents)
{
    /// <summary>The line as it could be written.</summary>
    /// <param name="criterion">What it does not meet.</param>
    /// <param name="line">The line.</param>
    /// <param name="grade">The grade, for minutes.</param>
    public string Of(AssignmentCriterion criterion, AssignmentLine line, int grade)
    {
        var frame = parents.DutiesIn(line.Text).FirstOrDefault() is { } duty && criterion.Id == AssignmentRule.NoParentTask ? duty.Instead : criterion.Rewrite;
        var task = line.Tasks is [var first, ..] ? first : null;
        return frame
            .Replace("{line}", line.Text, StringComparison.Ordinal)
            .Replace("{task}", Core(line.Text, criterion.Id), StringComparison.Ordinal)
            .Replace("{amount}", task is null ? "" : AmountText.Of(task.Quantity, content.Minutes.Of(task.Kind)), StringComparison.Ordinal)
            .Replace("{minutes}", HalfTheTime(task, grade), StringComparison.Ordinal);
    }

    // Without its number, without what goes to parents, and without the repetitions where they are the fault.
    private string Core(string line, AssignmentRule rule)
    {
        var text = AssignmentReader.WithoutMarker(line);
        var pieces = Clause().Split(text).Select(piece => piece.Trim()).Where(piece => piece.Length > 0 && !parents.DutiesIn(piece).Any());
        if (rule == AssignmentRule.LittleMechanical) pieces = pieces.Where(piece => !IsOnlyRepetition(piece));
        var core = string.Join('，', pieces);
        if (rule == AssignmentRule.LittleMechanical) core = Repeats().Replace(core, "");
        return core.Length > 0 ? core.TrimEnd('。', '.', '！') : "这一项";
    }

    private bool IsOnlyRepetition(string piece) =>
        content.Minutes.PunitiveWords.Any(word => piece.Contains(word, StringComparison.Ordinal))
        || (Repeats().IsMatch(piece) && Repeats().Replace(piece, "").Length <= 2);

    private string HalfTheTime(HomeworkTask? task, int grade)
    {
        if (task is null) return "15";
        var half = MinuteEstimate.Of(task, grade, content.Minutes).Likely / 2;
        return (Math.Max(1, Math.Round(half / 5)) * 5).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("[，,；;。]", RegexOptions.None, 1000)]
    private static partial Regex Clause();

    [GeneratedRegex($@"(每[个词字组行题课篇]|各)?\s*[抄写读]?\s*{ChineseNumber.Pattern}\s*遍", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repeats();
}

/// <summary>Amounts in the words of the page: 8 个 × 3 遍.</summary>
internal static class AmountText
{
    public static string Of(Quantity quantity, TaskMinutes row) =>
        $"{quantity.Amount.ToString("0.##", CultureInfo.InvariantCulture)} {Unit(quantity.Unit, row)}"
        + (quantity.Repeats == 1 ? "" : $" × {quantity.Repeats.ToString("0.##", CultureInfo.InvariantCulture)} 遍");

    /// <summary>What a unit is called in a kind of task.</summary>
    public static string Unit(QuantityUnit unit, TaskMinutes row) => unit switch
    {
        QuantityUnit.Item => row.ItemName ?? "题",
        QuantityUnit.Time => "遍",
        QuantityUnit.Page => "页",
        QuantityUnit.Character => "字",
        QuantityUnit.Line => "行",
        QuantityUnit.Passage => "篇（段）",
        QuantityUnit.Sheet => "张",
        _ => "分钟",
    };
}
