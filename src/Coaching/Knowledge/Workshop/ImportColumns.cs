namespace Coaching.Knowledge.Workshop;

/// <summary>The columns of a table of questions, as they are called in the wild.</summary>
internal static class ImportColumns
{
    // The first name of each column is ours.
    private static readonly Dictionary<string, string> Names = Known(
        ["q", "question", "问题", "问"],
        ["a", "answer", "回答", "答案", "答"],
        ["indexes", "index", "phrasings", "其他问法", "相似问"],
        ["area", "方面"],
        ["tags", "主题", "标签"],
        ["origin", "来源"],
        ["id", "编号"]);

    /// <summary>Whether a table with these headers has a column of questions.</summary>
    public static bool HaveQuestions(IEnumerable<string> headers) => headers.Any(header => NameOf(header) == "q");

    /// <summary>A row by our names for its columns; cells of other columns and empty ones are left out.</summary>
    public static RawRow Row(int number, IEnumerable<(string Header, string? Text)> cells)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, text) in cells)
        {
            if (NameOf(header) is { } name && !string.IsNullOrWhiteSpace(text)) columns[name] = TableText.FromCell(text.Trim());
        }

        return new RawRow(number) { Columns = columns };
    }

    private static string? NameOf(string header) => Names.GetValueOrDefault(header.Trim());

    private static Dictionary<string, string> Known(params string[][] columns) =>
        columns.SelectMany(names => names.Select(name => (Name: name, Ours: names[0]))).ToDictionary(item => item.Name, item => item.Ours, StringComparer.OrdinalIgnoreCase);
}
