namespace Coaching.Knowledge.Workshop;

/// <summary>Text in the cells of a table that a spreadsheet will open: what begins like a formula is held back from being one by an apostrophe.</summary>
internal static class TableText
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>The cell that stands for a text.</summary>
    public static string ToCell(string text) => LooksLikeFormula(text) ? "'" + text : text;

    /// <summary>The text that a cell stands for.</summary>
    public static string FromCell(string cell) => cell.Length > 1 && cell[0] == '\'' && LooksLikeFormula(cell) ? cell[1..] : cell;

    // With any number of apostrophes before it, so that a text that has one of its own comes back with it.
    private static bool LooksLikeFormula(string text) => text.AsSpan().TrimStart('\'') is { Length: > 0 } rest && FormulaStarts.Contains(rest[0], StringComparison.Ordinal);
}
