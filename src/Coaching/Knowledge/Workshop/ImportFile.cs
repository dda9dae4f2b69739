using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Coaching.Scenarios;
using Coaching.Storage;
using CsvHelper;
using MiniExcelLibs;

namespace Coaching.Knowledge.Workshop;

/// <summary>A row as a file holds it: a whole entry, or the plain columns of a table, or neither when it cannot be read.</summary>
/// <param name="Number">Its number in the file, from 1; the heading of a table does not count.</param>
internal sealed record RawRow(int Number)
{
    public string File { get; init; } = "";
    public Entry? Whole { get; init; }
    public IReadOnlyDictionary<string, string>? Columns { get; init; }
    /// <summary>The line of the file where reading ended; empty when that is not known.</summary>
    public string Fault { get; init; } = "";
}

/// <summary>Reads the four kinds of files. Files come from outside: sizes are limited and nothing in them is carried out.</summary>
internal static class ImportFile
{
    public const int LargestFile = 5 * 1024 * 1024;
    public const int MostRows = 2000;
    private const long LargestUnpacked = 60 * 1024 * 1024;

    /// <summary>The rows of a file.</summary>
    /// <exception cref="ImportFileException">The file is of no known kind, too large, or broken as a whole.</exception>
    public static IReadOnlyList<RawRow> Read(string fileName, byte[] content)
    {
        if (content.Length > LargestFile) throw new ImportFileException(ImportFileFault.TooLarge, fileName);
        var rows = ReadKind(fileName, content);
        if (rows.Count > MostRows) throw new ImportFileException(ImportFileFault.TooManyRows, fileName);
        if (rows.Count == 0) throw new ImportFileException(ImportFileFault.Empty, fileName);
        return [.. rows.Select(row => row with { File = row.File.Length > 0 ? row.File : fileName })];
    }

    /// <summary>Text in whatever encoding a table comes in: with a mark, UTF-8, or what a Chinese Excel writes.</summary>
    public static string Decode(byte[] content)
    {
        try
        {
            // The reader goes by the mark where there is one; without, bytes that are no UTF-8 are GB 18030.
            using var reader = new StreamReader(new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(content);
        }
    }

    private static IReadOnlyList<RawRow> ReadKind(string fileName, byte[] content)
    {
        try
        {
            return Path.GetExtension(fileName).ToLowerInvariant() switch
            {
                ".csv" => ReadCsv(fileName, Decode(content)),
                ".xlsx" => ReadXlsx(fileName, content),
                ".jsonl" or ".ndjson" => ReadJsonLines(Decode(content)),
                ".md" or ".markdown" => ReadMarkdownFile(fileName, Decode(content)),
                ".zip" => ReadZip(fileName, content),
                _ => throw new ImportFileException(ImportFileFault.UnknownKind, fileName),
            };
        }
        catch (Exception fault) when (fault is not (ImportFileException or OutOfMemoryException))
        {
            // Three libraries with exceptions of their own read what strangers wrote: whatever they stumble over, it is the file.
            throw new ImportFileException(ImportFileFault.Unreadable, fileName);
        }
    }

    private static List<RawRow> ReadCsv(string fileName, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { Separator = SeparatorOf(text) });
        var rows = new List<RawRow>();
        while (csv.Read() && rows.Count <= MostRows)
        {
            rows.Add(ImportColumns.Row(rows.Count + 1, csv.Headers.Select((header, i) => (header, i < csv.FieldCount ? csv.GetString(i) : null))));
        }

        return Filled(fileName, csv.Headers, rows);
    }

    // By the headers alone: the phrasings below are full of bars that separate no columns.
    private static char SeparatorOf(string text)
    {
        var headers = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        return headers.Contains('\t') ? '\t' : headers.Contains(';') && !headers.Contains(',') ? ';' : ',';
    }

    private static List<RawRow> ReadXlsx(string fileName, byte[] content)
    {
        RefuseBombs(fileName, content);
        using var stream = new MemoryStream(content);
        var rows = new List<RawRow>();
        ICollection<string>? headers = null;
        foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: true))
        {
            headers ??= row.Keys;
            rows.Add(ImportColumns.Row(rows.Count + 1, row.Select(cell => (cell.Key, cell.Value?.ToString()))));
            if (rows.Count > MostRows) break;
        }

        return headers is null ? [] : Filled(fileName, headers, rows);
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
            if (json.RootElement.ValueKind != JsonValueKind.Object) return new RawRow(number);
            if (!json.RootElement.TryGetProperty("q", out _)) return WholeOf(number, json.RootElement.Deserialize<Entry>(CoachingDb.Json));
            return ImportColumns.Row(number, json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.ValueKind == JsonValueKind.Array
                ? string.Join('|', property.Value.EnumerateArray().Select(item => item.ToString()))
                : (string?)property.Value.ToString())));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NotSupportedException)
        {
            return new RawRow(number);
        }
    }

    private static List<RawRow> ReadZip(string fileName, byte[] content)
    {
        RefuseBombs(fileName, content);
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

    private static List<RawRow> ReadMarkdownFile(string fileName, string text) =>
        string.IsNullOrWhiteSpace(text) ? [] : [ReadMarkdown(1, Path.GetFileName(fileName), text)];

    private static RawRow ReadMarkdown(int number, string file, string text)
    {
        try
        {
            return WholeOf(number, EntryReader.ReadDraft(file, text)) with { File = file };
        }
        catch (InvalidContentException fault)
        {
            return new RawRow(number) { File = file, Fault = fault.Problems[0].Line.ToString() };
        }
    }

    // Files may say null, or leave the value out, where the product never does.
    private static RawRow WholeOf(int number, Entry? entry)
    {
        if (entry is null || !IsWhole(entry.Phrasings) || !IsWhole(entry.Tags) || !IsWhole(entry.Related) || !IsWhole(entry.Scenarios)
            || !IsWhole(entry.Policies) || !IsWhole(entry.Sections))
        {
            return new RawRow(number);
        }

        return new RawRow(number)
        {
            Whole = entry with
            {
                Id = entry.Id ?? "",
                Question = entry.Question ?? "",
                Phrasings = entry.Phrasings ?? [],
                Answer = entry.Answer ?? "",
                Grades = entry.Grades ?? [],
                Tags = entry.Tags ?? [],
                Related = entry.Related ?? [],
                Scenarios = entry.Scenarios ?? [],
                Policies = [.. (entry.Policies ?? []).Select(policy => new PolicyCitation { Id = policy.Id ?? "", Article = policy.Article ?? "" })],
                Author = entry.Author ?? "",
                Reviewer = entry.Reviewer ?? "",
                ValidFrom = entry.ValidFrom ?? "",
                Sections = [.. (entry.Sections ?? []).Select(section => new EntrySection(section.Heading ?? "", section.Markdown ?? ""))],
            },
        };

        static bool IsWhole<T>(IEnumerable<T?>? items)
            where T : class => items is null || items.All(item => item is not null);
    }

    // A table without a column of questions is not what it was taken for; rows without a word are no rows.
    private static List<RawRow> Filled(string fileName, IEnumerable<string> headers, List<RawRow> rows)
    {
        if (!ImportColumns.HaveQuestions(headers)) throw new ImportFileException(ImportFileFault.NoQuestionColumn, fileName);
        return rows.FindAll(row => row.Columns!.Count > 0);
    }

    // What an archive says of its own size need not be true, so it is unpacked once into nothing.
    private static void RefuseBombs(string fileName, byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        var buffer = new byte[64 * 1024];
        var unpacked = 0L;
        foreach (var file in zip.Entries)
        {
            using var stream = file.Open();
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                unpacked += read;
                if (unpacked > LargestUnpacked) throw new ImportFileException(ImportFileFault.TooLarge, fileName);
            }
        }
    }
}
