namespace Coaching.Knowledge.Workshop;

/// <summary>Text in the cells of a table that a spreadsheet will open: what begins like a formula was held back from being one by an apostrophe.</summary>
internal static class TableText
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>The text that a cell stands for.</summary>
    public static string FromCell(string cell) => cell.Length > 1 && cell[0] == '\'' && FormulaStarts.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;
}
