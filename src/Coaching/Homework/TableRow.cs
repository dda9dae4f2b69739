namespace Coaching.Homework;

/// <summary>What a row of a pasted table is.</summary>
internal enum TableRowKind
{
    /// <summary>Names of columns.</summary>
    Header,
    /// <summary>The line under them.</summary>
    Rule,
    /// <summary>Something to do.</summary>
    Content,
}

/// <summary>A row of a table in Markdown or out of a spreadsheet.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its cells as one sentence.</param>
/// <param name="Figure">A bare figure in a cell of its own; its unit is the usual one of the task.</param>
internal sealed record TableRow(TableRowKind Kind, string Text, double? Figure)
{
    private static readonly string[] ColumnNames =
        ["序号", "内容", "作业", "作业内容", "任务", "项目", "数量", "题量", "要求", "学科", "科目", "时间", "用时", "说明", "备注", "单位", "完成", "类型", "形式", "层次", "分钟", "预计用时"];

    /// <summary>The row that a line is; null where it is none.</summary>
    public static TableRow? Cells(string line)
    {
        if (!line.Contains('|', StringComparison.Ordinal) && !line.Contains('\t', StringComparison.Ordinal)) return null;
        var cells = line.Split(['|', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (cells.All(cell => cell.All(character => character is '-' or ':' or ' ' or '='))) return new TableRow(TableRowKind.Rule, "", null);
        if (cells.All(cell => ColumnNames.Contains(cell, StringComparer.Ordinal) || cell is "#")) return new TableRow(TableRowKind.Header, "", null);
        // The first cell often counts the rows.
        var content = cells.Length > 1 && cells[0].All(char.IsAsciiDigit) ? cells[1..] : cells;
        var figures = content.Skip(1).Select(ChineseNumber.Read).OfType<double>().Where(figure => figure is > 0 and <= 2000).ToList();
        return new TableRow(TableRowKind.Content, string.Join('，', content), figures is [var figure, ..] ? figure : null);
    }
}
