using System.IO.Compression;
using System.Text;
using Coaching.Knowledge.Workshop;
using CsCheck;
using CsvHelper;
using MiniExcelLibs;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Files come from strangers and from spreadsheets: whatever is in them is read as it stands, or refused in words.</summary>
public sealed class ImportFileTests
{
    private static readonly Gen<string> Cells = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 30],
        Gen.String[Gen.Char['\u4e00', '\u4eff'], 1, 20],
        Gen.OneOf<string>(["两行\n回答", "他说：\"好\"", "a,b", "a;b", "a\tb", "=SUM(A1)", "'-5", "'", "+86", "@所有人", "|", "\"", "\"\"", "，", "𠮷野家", "😀", "换行\r\n在中间"]));

    [Fact]
    public void ACsv_OfAnyCells_IsReadBackCellByCell() =>
        Gen.Select(Cells, Cells).Array[1, 6].Sample(rows =>
        {
            var expected = rows.Where(row => row.Item1.Trim().Length > 0).Select(row => (row.Item1.Trim(), row.Item2.Trim())).ToList();
            if (expected.Count == 0) return;

            var read = ImportFile.Read("表.csv", Csv(expected.Select(row => new[] { TableText.ToCell(row.Item1), TableText.ToCell(row.Item2) })));

            read.Select(row => (row.Columns!["q"], row.Columns.GetValueOrDefault("a", ""))).ShouldBe(expected);
        });

    [Fact]
    public void AnXlsx_OfAnyCells_IsReadBackCellByCell() =>
        Gen.Select(Cells, Cells).Array[1, 4].Sample(
            rows =>
            {
                // A workbook is XML, which knows no lone carriage returns.
                var expected = rows.Select(row => (Plain(row.Item1), Plain(row.Item2))).Where(row => row.Item1.Length > 0).ToList();
                if (expected.Count == 0) return;
                using var stream = new MemoryStream();
                stream.SaveAs(expected.Select(row => new Dictionary<string, object>(StringComparer.Ordinal) { ["q"] = TableText.ToCell(row.Item1), ["a"] = TableText.ToCell(row.Item2) }).ToList());

                var read = ImportFile.Read("表.xlsx", stream.ToArray());

                read.Select(row => (row.Columns!["q"], row.Columns.GetValueOrDefault("a", ""))).ShouldBe(expected);

                static string Plain(string cell) => cell.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
            },
            iter: 40);

    [Theory]
    [InlineData(".csv")]
    [InlineData(".xlsx")]
    [InlineData(".jsonl")]
    [InlineData(".md")]
    [InlineData(".zip")]
    public void Read_OfAnyBytes_ReadsOrRefuses(string kind)
    {
        var start = kind switch
        {
            ".csv" => "q,a,indexes\n问,\"答"u8.ToArray(),
            ".jsonl" => "{\"q\":\"问\",\"id\":null,\"phrasings\":[null],\"sections\":[{\"heading\":null}]}\n{\"id\":3"u8.ToArray(),
            ".md" => "---\nid: a\nversion: x\nphrasings: [~]\nquestion: &a *a\n---\n## "u8.ToArray(),
            _ => Zip(("xl/workbook.xml", "<workbook><sheets><sheet"), ("a.md", "---\nid: [\n---\n")),
        };
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Int[0, start.Length], Gen.Bool).Sample(
            (noise, keep, cut) =>
            {
                byte[] content = cut ? [.. start[..keep], .. noise] : [.. start[..keep], .. noise, .. start[keep..]];
                try
                {
                    ImportFile.Read("x" + kind, content).ShouldNotBeEmpty();
                }
                catch (ImportFileException refused)
                {
                    refused.File.ShouldBe("x" + kind);
                }
            },
            iter: 400);
    }

    [Theory]
    [InlineData("gb18030", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void ATable_InAnyEncodingOfAnExcel_IsRead(string encoding, bool marked)
    {
        var codes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] content = [.. marked ? codes.GetPreamble() : [], .. codes.GetBytes("q\ta\r\n粉笔灰过敏、嗓子哑“怎么办”？\t换无尘粉笔。\r\n")];

        var row = ImportFile.Read("表.csv", content).ShouldHaveSingleItem();

        row.Columns!["q"].ShouldBe("粉笔灰过敏、嗓子哑“怎么办”？");
        row.Columns["a"].ShouldBe("换无尘粉笔。");
    }

    [Fact]
    public void TooManyRows_AndTooMuchUnpacked_AreRefused()
    {
        ImportFile.Read("x.csv", Csv(Enumerable.Range(1, ImportFile.MostRows).Select(i => new[] { $"问题{i}", "答" }))).Count.ShouldBe(ImportFile.MostRows);
        Refused(() => ImportFile.Read("x.csv", Csv(Enumerable.Range(0, ImportFile.MostRows + 1).Select(i => new[] { $"问题{i}", "答" })))).ShouldBe(ImportFileFault.TooManyRows);
        Refused(() => ImportFile.Read("x.csv", new byte[ImportFile.LargestFile + 1])).ShouldBe(ImportFileFault.TooLarge);
        var bomb = Zip(("a.md", new string('0', 40_000_000)), ("b.md", new string('0', 40_000_000)));
        bomb.Length.ShouldBeLessThan(ImportFile.LargestFile);
        Refused(() => ImportFile.Read("x.zip", bomb)).ShouldBe(ImportFileFault.TooLarge);

        static ImportFileFault Refused(Action read) => Should.Throw<ImportFileException>(read).Fault;
    }

    [Fact]
    public void AJsonLine_ThatSaysNull_IsAnUnfinishedEntryOrAFaultyRow()
    {
        const string lines = """
            {"id":"a","version":1,"area":"homeSchool","question":"问","phrasings":null,"answer":null,"author":"导师","reviewer":null,"status":"draft","validFrom":"2026-09-01"}
            {"id":"b","version":1,"area":"homeSchool","question":"问","phrasings":[null],"answer":"答","author":"导师","reviewer":"","status":"draft","validFrom":"2026-09-01"}
            """;

        var rows = ImportFile.Read("x.jsonl", Encoding.UTF8.GetBytes(lines));

        rows[0].Whole!.Phrasings.ShouldBeEmpty();
        rows[0].Whole!.Answer.ShouldBe("");
        rows[1].Whole.ShouldBeNull();
    }

    private static byte[] Csv(IEnumerable<string[]> rows)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, leaveOpen: true))
        {
            csv.WriteRecord(["q", "a"]);
            foreach (var row in rows) csv.WriteRecord(row);
        }

        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var file = zip.CreateEntry(name).Open();
                file.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
