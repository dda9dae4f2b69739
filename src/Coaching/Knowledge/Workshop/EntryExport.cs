using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Coaching.People;
using Coaching.Storage;
using CsvHelper;
using MiniExcelLibs;

namespace Coaching.Knowledge.Workshop;

/// <summary>The kinds of files that entries go to.</summary>
public enum ExportFormat
{
    /// <summary>A table of question, answer and phrasings, with a mark that lets Excel read Chinese.</summary>
    Csv,
    /// <summary>The same table as a workbook.</summary>
    Xlsx,
    /// <summary>Whole entries, one a line.</summary>
    Jsonl,
    /// <summary>Whole entries as Markdown files in the folders of the repository, zipped.</summary>
    Markdown,
}

/// <summary>Writes entries to files that can be imported again.</summary>
public sealed class EntryExport
{
    private readonly EntryShelf shelf;

    internal EntryExport(EntryShelf shelf) => this.shelf = shelf;

    /// <summary>
    /// A file of the published text of every entry that passes a filter; of the newest text where none is published, or
    /// where the filter asks for what is not. Texts of machines carry their label in every kind of file.
    /// </summary>
    public async Task<byte[]> WriteAsync(Actor mentor, EntryFilter filter, ExportFormat format, CancellationToken cancellationToken)
    {
        var entries = (await shelf.ListAsync(mentor, filter, cancellationToken))
            .Select(row => (filter.Status is null or EntryStatus.Published ? row.Published ?? row.Newest : row.Newest).Entry).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        return format switch
        {
            ExportFormat.Csv => Csv(entries),
            ExportFormat.Xlsx => Xlsx(entries),
            ExportFormat.Jsonl => Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => JsonLine(entry) + '\n'))),
            _ => Markdown(entries),
        };
    }

    private static byte[] Csv(IEnumerable<Entry> entries)
    {
        using var stream = new MemoryStream();
        // The mark lets a Chinese Excel read UTF-8; cells that begin like a formula are held back from being one.
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord([.. Columns(null).Select(cell => cell.Key)]);
            foreach (var entry in entries) csv.WriteRecord([.. Columns(entry).Select(cell => cell.Value)]);
        }

        return stream.ToArray();
    }

    private static byte[] Xlsx(IEnumerable<Entry> entries)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(entries.Select(entry => Columns(entry).ToDictionary(cell => cell.Key, cell => (object)cell.Value, StringComparer.Ordinal)).ToList());
        return stream.ToArray();
    }

    private static string JsonLine(Entry entry)
    {
        var json = JsonSerializer.SerializeToNode(entry, CoachingDb.Json)!;
        if (MachineMade.Is(entry)) json["label"] = MachineMade.Label;
        return json.ToJsonString(CoachingDb.Json);
    }

    private static byte[] Markdown(IEnumerable<Entry> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var file = zip.CreateEntry($"scenarios/qa/{EntryAreas.Folder(entry.Area)}/{entry.Id}.md").Open();
                file.Write(Encoding.UTF8.GetBytes(EntryMarkdown.Write(entry)));
            }
        }

        return stream.ToArray();
    }

    private static IEnumerable<KeyValuePair<string, string>> Columns(Entry? entry) =>
    [
        Cell("q", entry?.Question), Cell("a", entry?.Answer), Cell("indexes", entry is null ? null : string.Join('|', entry.Phrasings)),
        Cell("area", entry is null ? null : EntryAreas.Name(entry.Area)), Cell("tags", entry is null ? null : string.Join('、', entry.Tags)),
        Cell("origin", entry is null ? null : OriginOf(entry)), Cell("id", entry?.Id), Cell("version", entry?.Version.ToString()), Cell("status", entry?.Status.ToString().ToLowerInvariant()),
    ];

    private static string OriginOf(Entry entry) => MachineMade.Is(entry) ? MachineMade.Label : entry.Origin == EntryOrigin.Imported ? "导入" : "导师编写";

    private static KeyValuePair<string, string> Cell(string name, string? value) => KeyValuePair.Create(name, TableText.ToCell(value ?? ""));
}
