using System.Text.RegularExpressions;

namespace Coaching.Homework;

/// <summary>
/// Reads what a teacher pastes, line by line, by the words of the minute table and a few patterns. What it cannot read
/// it names; it never guesses a kind from nothing.
/// </summary>
internal sealed partial class AssignmentReader(MinuteTable table)
{
    // No line of an assignment says what it asks for later than here; what comes after is somebody's essay.
    private const int LongestRead = 300;

    private readonly List<(string Word, TaskKind Kind)> words =
        [.. table.Kinds.SelectMany(row => row.Words.Select(word => (word, row.Kind))).OrderByDescending(item => item.word.Length)];

    /// <summary>Every line that is not empty, in order, each as a task, a remark or unread.</summary>
    /// <param name="text">The pasted text; any text.</param>
    /// <param name="corrections">What the teacher says of single lines, over anything read here.</param>
    public IReadOnlyList<AssignmentLine> Read(string text, IReadOnlyList<LineCorrection> corrections)
    {
        var byText = corrections.GroupBy(correction => correction.Line, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        var lines = new List<AssignmentLine>();
        var afterQuestion = false;
        foreach (var (i, raw) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length == 0) continue;
            var read = byText.TryGetValue(line, out var correction) ? ByHand(i + 1, line, correction) : ReadLine(i + 1, line, afterQuestion);
            afterQuestion = IsQuestion(line) || (afterQuestion && read.Reading == LineReading.Remark);
            lines.Add(read);
        }

        return lines;
    }

    /// <summary>A line without its number or bullet.</summary>
    public static string WithoutMarker(string line) => Marker().Replace(TableRow.Cells(line)?.Text ?? line, "").Trim();

    private AssignmentLine ByHand(int number, string line, LineCorrection correction)
    {
        if (correction.Kind is not { } kind) return new AssignmentLine(number, line, LineReading.Remark, [], true);
        var row = table.Of(kind);
        var quantity = new Quantity(Math.Clamp(correction.Amount, 0.1, 10_000), correction.Unit);
        return new AssignmentLine(number, line, LineReading.Task, [TaskOf(line, row, quantity, false)], true);
    }

    private AssignmentLine ReadLine(int number, string line, bool afterQuestion)
    {
        var cells = TableRow.Cells(line);
        if (cells is { Kind: TableRowKind.Header or TableRowKind.Rule }) return Remark();
        var text = WithoutMarker(line);
        if (text.Length == 0 || !text.Any(char.IsLetterOrDigit)) return Remark();
        if (afterQuestion && Options().IsMatch(line)) return Remark();
        if (Condition().IsMatch(text) && QuantityReader.Read(Beginning(text)).Count == 0) return Remark();
        var tasks = Question(text) is { } question ? [question] : Tasks(Beginning(text), cells?.Figure);
        if (tasks.Count > 0) return new AssignmentLine(number, line, LineReading.Task, tasks, false);
        return IsRemark(text) ? Remark() : new AssignmentLine(number, line, LineReading.Unread, [], false);

        AssignmentLine Remark() => new(number, line, LineReading.Remark, [], false);
    }

    private static string Beginning(string text) =>
        text.Length <= LongestRead ? text : text[..(char.IsHighSurrogate(text[LongestRead - 1]) ? LongestRead - 1 : LongestRead)];

    // 口算 20 题，朗读课文 3 遍 asks for two things; 口算 20 题，写清步骤 for one.
    private List<HomeworkTask> Tasks(string text, double? figure)
    {
        var pieces = Pieces(text);
        var tasks = new List<HomeworkTask>();
        var (start, kind) = (0, (TaskKind?)null);
        foreach (var (from, length) in pieces)
        {
            var piece = text.Substring(from, length);
            var found = table.PunitiveWords.Any(word => piece.Contains(word, StringComparison.Ordinal)) && kind is not null ? null : KindOf(piece);
            if (found is null || found == kind) continue;
            if (kind is { } before) tasks.Add(Build(text[start..from], before, figure));
            (start, kind) = (kind is null ? 0 : from, found);
        }

        if (kind is { } last) tasks.Add(Build(text[start..], last, figure));
        else if (QuantityReader.Read(text).FirstOrDefault(amount => amount.Unit is QuantityUnit.Page || (amount.Unit is QuantityUnit.Item && text.Contains('题', StringComparison.Ordinal))) is { } amount)
        {
            tasks.Add(TaskOf(text, table.Of(TaskKind.ExerciseBook), amount, false));
        }

        return tasks;
    }

    private List<(int From, int Length)> Pieces(string text)
    {
        var pieces = new List<(int From, int Length)>();
        var start = 0;
        foreach (Match cut in Cuts().Matches(text))
        {
            var (left, right) = (text[start..cut.Index], text[(cut.Index + cut.Length)..]);
            // An enumeration is one task unless both of its sides are tasks with amounts of their own.
            if (cut.Value == "、" && !(KindOf(left) is { } one && KindOf(right) is { } two && one != two && QuantityReader.Read(left).Count > 0 && QuantityReader.Read(right).Count > 0)) continue;
            pieces.Add((start, cut.Index + cut.Length - start));
            start = cut.Index + cut.Length;
        }

        if (start < text.Length) pieces.Add((start, text.Length - start));
        return pieces;
    }

    // The longest word decides, of equals the first: 看拼音写词语 is no copying, 抄写单词 no reading.
    private TaskKind? KindOf(string text)
    {
        var (best, place, kind) = (0, 0, (TaskKind?)null);
        foreach (var (word, candidate) in words)
        {
            if (word.Length < best) break;
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && (word.Length > best || at < place)) (best, place, kind) = (word.Length, at, candidate);
        }

        return kind;
    }

    private HomeworkTask Build(string what, TaskKind kind, double? figure)
    {
        var row = table.Of(kind);
        var named = QuantityReader.Read(what);
        if (named.Count == 0 && figure is { } amount) return TaskOf(what, row, new Quantity(amount, row.Assumed.Unit), false);
        if (named.FirstOrDefault(quantity => quantity.Unit == QuantityUnit.Minute) is { } minutes) return TaskOf(what, row, minutes, false);
        var repeats = named.FirstOrDefault(quantity => quantity.Unit == QuantityUnit.Time)?.Amount;
        var counted = row.Amounts.Where(entry => entry.Unit != QuantityUnit.Time)
            .Select(entry => named.FirstOrDefault(quantity => quantity.Unit == entry.Unit || (quantity.Unit == QuantityUnit.Line && entry.Unit == QuantityUnit.Item)))
            .FirstOrDefault(quantity => quantity is not null && quantity.Amount <= (row.MostAmount ?? double.MaxValue));
        if (counted is not null)
        {
            var unit = row.Amounts.Any(entry => entry.Unit == counted.Unit) ? counted.Unit : QuantityUnit.Item;
            return TaskOf(what, row, new Quantity(counted.Amount, unit, repeats ?? 1), false);
        }

        if (repeats is { } times && row.Amounts.Any(entry => entry.Unit == QuantityUnit.Time)) return TaskOf(what, row, new Quantity(times, QuantityUnit.Time), false);
        return TaskOf(what, row, new Quantity(row.Assumed.Amount, row.Assumed.Unit), true);
    }

    private HomeworkTask TaskOf(string what, TaskMinutes row, Quantity quantity, bool assumed)
    {
        var words = what.Trim().Trim('，', ',', '；', ';', '。', '、');
        return new HomeworkTask(words, row.Kind, quantity, assumed,
            table.ThinkingWords.Any(word => what.Contains(word, StringComparison.Ordinal)) ? TaskDemand.Thinking : row.Demand,
            row.Written && !table.OralWords.Any(word => what.Contains(word, StringComparison.Ordinal)));
    }

    private HomeworkTask? Question(string text)
    {
        if (!IsQuestion(text)) return null;
        var sums = Sums().Count(text);
        var kind = Blanks().IsMatch(text) ? TaskKind.ShortQuestions
            : sums > 0 ? TaskKind.Calculation
            : text.Any(char.IsAsciiDigit) && text.Length >= 12 ? TaskKind.WordProblem : TaskKind.ShortQuestions;
        return TaskOf(text, table.Of(kind), new Quantity(kind == TaskKind.Calculation ? sums : 1, QuantityUnit.Item), false);
    }

    private static bool IsQuestion(string text) => text[^1] is '？' or '?' || Blanks().IsMatch(text) || Sums().IsMatch(text);

    private bool IsRemark(string text) =>
        text[^1] is '：' or ':' || Heading().IsMatch(text) || Condition().IsMatch(text) || RemarkStart().IsMatch(text)
        || text.Contains("家长", StringComparison.Ordinal) || text.Contains("打卡", StringComparison.Ordinal)
        || table.DoneWords.Concat(table.ChoiceWords).Concat(table.PunitiveWords).Any(word => text.Contains(word, StringComparison.Ordinal));

    // 1. 一、 （二） ① - [ ] and their like, also one after the other.
    [GeneratedRegex(@"^(\s*([-*•·▪◆●○□☐★]|\[[ xX]?\]|\d{1,2}\s*[、)）．:：]|\d{1,2}\s*\.(?!\d)|[（(【]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）】]|[一二三四五六七八九十]{1,3}\s*[、.．:：]|[①-⑳㈠-㈩]))+\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("[，,；;。！!]|、|并且|并|然后|再(?=[朗背默抄听阅写做完读])", RegexOptions.None, 1000)]
    private static partial Regex Cuts();

    [GeneratedRegex(@"^[（(]?\s*[A-DＡ-Ｄ]\s*[)）.．、:：]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();

    [GeneratedRegex(@"_{2,}|[（(]\s*[)）]|＿{2,}|…{2,}\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\d\s*[)）]?\s*[+＋\-−×÷*/／]\s*[(（]?\s*\d[\d\s.+＋\-−×÷*/／()（）]*[=＝]?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sums();

    [GeneratedRegex(@"^.{0,14}(作业|任务|清单|年级|语文|数学|英语|物理|化学|生物|历史|地理|道法|政治|科学)[:：!！]?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    // 要求：书写工整 names a kind of task and asks for none.
    [GeneratedRegex("^(要求|注意|说明|备注|提示|温馨提示|目标)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Condition();

    [GeneratedRegex(@"^(必做|选做|【|（注|注[:：]|[A-C]层|同学们|祝|明天|时间)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RemarkStart();
}
