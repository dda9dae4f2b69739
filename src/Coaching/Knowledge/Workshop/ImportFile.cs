using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Coaching.Scenarios;
using Coaching.Storage;
using CsvHelper;
using MiniExcelLibs;

namespace Coaching.Knowledge.Workshop;

/// <summary>A row as a file holds it: a whole entry, or the plain columns of a table, or why it cannot be read.</summary>
internal sealed record RawRow(int Number)
{
    public Entry? Whole { get; init; }
    public IReadOnlyDictionary<string, string>? Columns { get; init; }
    public string? Fault { get; init; }
}

/// <summary>Reads the four kinds of files. Files come from outside: sizes are limited and nothing in them is carried out.</summary>
internal static class ImportFile
{
    public const int LargestFile = 5 * 1024 * 1024;
    public const int MostRows = 2000;
    private const long LargestUnpacked = 60 * 1024 * 1024;

    // Question, answer and other phrasings as they are called in the wild; the first of each is ours.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["q"] = "q",
        ["question"] = "q",
        ["问题"] = "q",
        ["问"] = "q",
        ["a"] = "a",
        ["answer"] = "a",
        ["回答"] = "a",
        ["答案"] = "a",
        ["答"] = "a",
        ["indexes"] = "indexes",
        ["index"] = "indexes",
        ["phrasings"] = "indexes",
        ["其他问法"] = "indexes",
        ["相似问"] = "indexes",
        ["area"] = "area",
        ["方面"] = "area",
        ["tags"] = "tags",
        ["主题"] = "tags",
        ["标签"] = "tags",
        ["origin"] = "origin",
        ["来源"] = "origin",
        ["id"] = "id",
    };

    /// <summary>The rows of a file.</summary>
    /// <exception cref="WorkshopException">The file is of no known kind, too large, or broken as a whole.</exception>
    public static IReadOnlyList<RawRow> Read(string fileName, byte[] content)
    {
        if (content.Length > LargestFile) throw new WorkshopException(WorkshopRefusal.FileTooLarge);
        try
        {
            IReadOnlyList<RawRow> rows = Path.GetExtension(fileName).ToLowerInvariant() switch
            {
                ".csv" => ReadCsv(Decode(content)),
                ".xlsx" => ReadXlsx(content),
                ".jsonl" or ".ndjson" => ReadJsonLines(Decode(content)),
                ".md" => [ReadMarkdown(1, Path.GetFileName(fileName), Decode(content))],
                ".zip" => ReadZip(content),
                _ => throw new WorkshopException(WorkshopRefusal.FileUnknown),
            };
            return rows.Count <= MostRows ? rows : throw new WorkshopException(WorkshopRefusal.FileTooLarge);
        }
        catch (Exception fault) when (fault is InvalidDataException or CsvFormatException or System.Xml.XmlException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new WorkshopException(WorkshopRefusal.FileUnreadable);
        }
    }

    private static List<RawRow> ReadCsv(string text)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { Separator = SeparatorOf(text) });
        var rows = new List<RawRow>();
        while (csv.Read() && rows.Count <= MostRows)
        {
            rows.Add(Row(rows.Count + 1, csv.Headers.Select((header, i) => (header, i < csv.FieldCount ? csv.GetString(i) : null))));
        }

        return Named(csv.Headers, rows);
    }

    // By the headers alone: the phrasings below are full of bars that separate no columns.
    private static char SeparatorOf(string text)
    {
        var headers = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        return headers.Contains('\t') ? '\t' : headers.Contains(';') && !headers.Contains(',') ? ';' : ',';
    }

    private static List<RawRow> ReadXlsx(byte[] content)
    {
        RefuseBombs(content);
        using var stream = new MemoryStream(content);
        var rows = new List<RawRow>();
        ICollection<string>? headers = null;
        foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: true))
        {
            headers ??= row.Keys;
            rows.Add(Row(rows.Count + 1, row.Select(cell => (cell.Key, cell.Value?.ToString()))));
            if (rows.Count > MostRows) break;
        }

        return Named(headers ?? [], rows);
    }

    private static List<RawRow> ReadJsonLines(string text)
    {
        var rows = new List<RawRow>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            rows.Add(ReadJson(rows.Count + 1, line));
            if (rows.Count > MostRows) break;
        }

        return rows;
    }

    private static RawRow ReadJson(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return new RawRow(number) { Fault = "{…}" };
            if (!json.RootElement.TryGetProperty("q", out _)) return new RawRow(number) { Whole = json.RootElement.Deserialize<Entry>(CoachingDb.Json) };
            return Row(number, json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.ValueKind == JsonValueKind.Array
                ? string.Join('|', property.Value.EnumerateArray().Select(item => item.ToString()))
                : (string?)property.Value.ToString())));
        }
        catch (JsonException fault)
        {
            return new RawRow(number) { Fault = fault.Message };
        }
    }

    private static List<RawRow> ReadZip(byte[] content)
    {
        RefuseBombs(content);
        using var zip = new ZipArchive(new MemoryStream(content));
        var rows = new List<RawRow>();
        foreach (var file in zip.Entries.Where(file => file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(file.Open(), Encoding.UTF8);
            rows.Add(ReadMarkdown(rows.Count + 1, file.Name, reader.ReadToEnd()));
            if (rows.Count > MostRows) break;
        }

        return rows;
    }

    private static RawRow ReadMarkdown(int number, string file, string text)
    {
        try
        {
            return new RawRow(number) { Whole = EntryReader.ReadDraft(file, text) };
        }
        catch (InvalidContentException fault)
        {
            return new RawRow(number) { Fault = string.Join('\n', fault.Problems.Select(problem => $"{problem.File}:{problem.Line} {problem.Problem}")) };
        }
    }

    private static RawRow Row(int number, IEnumerable<(string Name, string? Value)> cells)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in cells)
        {
            if (Names.TryGetValue(name.Trim(), out var known) && !string.IsNullOrWhiteSpace(value)) columns[known] = TableText.FromCell(value.Trim());
        }

        return new RawRow(number) { Columns = columns };
    }

    // A table without a column of questions is not what it was taken for.
    private static List<RawRow> Named(IEnumerable<string> headers, List<RawRow> rows)
    {
        if (!headers.Any(header => Names.GetValueOrDefault(header.Trim()) == "q")) throw new WorkshopException(WorkshopRefusal.FileUnreadable);
        return [.. rows.Where(row => row.Columns!.Count > 0)];
    }

    // Tables out of a Chinese Excel are in GB 18030 unless somebody took care.
    private static string Decode(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(content);
        }
    }

    private static void RefuseBombs(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        if (zip.Entries.Sum(file => file.Length) > LargestUnpacked) throw new WorkshopException(WorkshopRefusal.FileTooLarge);
    }
}
