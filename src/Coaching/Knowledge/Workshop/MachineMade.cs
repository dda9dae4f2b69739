namespace Coaching.Knowledge.Workshop;

/// <summary>Texts of a machine say so wherever they go.</summary>
internal static class MachineMade
{
    /// <summary>What every shown, copied or written form of such a text carries.</summary>
    public const string Label = "AI 生成";

    /// <summary>Whether a machine wrote an entry: it is recorded, or its author line says so.</summary>
    public static bool Is(Entry entry) => entry.Origin == EntryOrigin.Machine || entry.Author.StartsWith("AI", StringComparison.Ordinal);

    /// <summary>Whether a cell says that a machine wrote the row.</summary>
    public static bool IsSaidBy(string cell) =>
        cell.StartsWith("AI", StringComparison.OrdinalIgnoreCase) || string.Equals(cell, nameof(EntryOrigin.Machine), StringComparison.OrdinalIgnoreCase);
}
