using Coaching.Knowledge;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Knowledge;

public sealed class EntryReaderTests
{
    private const string File = "home-school/hs-homework-too-much.md";

    private static readonly string Shelf = Path.Combine(Shipped.Folder, "scenarios", "qa");
    private static readonly string Sound = System.IO.File.ReadAllText(Path.Combine(Shelf, File)).ReplaceLineEndings("\n");

    // What is replaced, by what, the line where that stands (1 for the entry as a whole), what is said, how to mend it.
    public static TheoryData<string, string, int, string, string> Faults => new()
    {
        { "id: hs-homework-too-much\n", "id: hs-else\n", 1, "id 'hs-else' is not the file's name", "name the file after the id" },
        { "version: 1\n", "version: 1\nmood: calm\n", 4, "'mood'", "this key does not exist here" },
        { "area: home-school\n", "area: home-scool\n", 4, "'home-scool' is not one of", "scenario.schema.json" },
        { "author: 小学班主任\n", "", 2, "required and not there: 'author'", "add the missing key" },
        { "validFrom: 2026-09-01\n", "validFrom: 2026-9-1\n", 1, "validFrom '2026-9-1' is no date", "write yyyy-MM-dd" },
        { "validTo:\n", "validTo: someday\n", 1, "validTo 'someday' is no date", "write yyyy-MM-dd or leave it empty" },
        { "grades: [1,", "grades: [13,", 1, "a grade is not 1 to 12", "use 1 to 12" },
        { "## 为什么\n", "## 为啥\n", 1, "the headings are not the five expected", "为什么、怎么做" },
        { "## 怎么做\n", "", 1, "the headings are not the five expected", "为什么、怎么做" },
        { "  - 家长质疑我们班作业超标\n  - 孩子每天十点多才睡，家长要个说法\n  - 别的孩子都写得完，就他家反映多，怎么答\n", "", 1, "3 other phrasings", "write 4 to 8" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_OfAFaultyEntry_NamesTheFileTheLineTheProblemAndTheMend(string old, string with, int line, string problem, string mend)
    {
        Sound.ShouldContain(old);

        var found = Problems(Sound.Replace(old, with, StringComparison.Ordinal)).ShouldHaveSingleItem();

        found.File.ShouldBe(File);
        found.Line.ShouldBe(line);
        found.Problem.ShouldContain(problem);
        found.Mend.ShouldContain(mend);
    }

    [Fact]
    public void Read_OfAnEmptySection_SaysWhich()
    {
        var start = Sound.IndexOf("## 不要这样\n", StringComparison.Ordinal);
        var next = Sound.IndexOf("## 何时请人帮忙", StringComparison.Ordinal);

        Problems(Sound[..start] + "## 不要这样\n\n" + Sound[next..]).ShouldHaveSingleItem().Problem.ShouldBe("'不要这样' is empty");
    }

    [Theory]
    [InlineData("没有头的文字")]
    [InlineData("---\nid: x\n没有尾")]
    [InlineData("")]
    public void Read_WithoutFrontMatter_SaysHowToStart(string text) =>
        Problems(text).ShouldHaveSingleItem().ShouldBe(new ScenarioProblem(File, 1, "no front matter", "start with a line ---, the keys, and a line ---"));

    [Fact]
    public void Read_OfWindowsLineEnds_ReadsTheSame() =>
        EntryReader.Read(File, Sound.ReplaceLineEndings("\r\n")).Section("怎么做").ShouldBe(EntryReader.Read(File, Sound).Section("怎么做"));

    [Fact]
    public void Read_GivesTheSectionsByTheirHeadings()
    {
        var entry = EntryReader.Read(File, Sound);

        entry.Sections.Select(section => section.Heading).ShouldBe(EntryReader.Headings);
        entry.Section("怎么做").ShouldNotBeNull().ShouldStartWith("1. ");
        entry.Section("没有这一节").ShouldBeNull();
        entry.ValidTo.ShouldBeNullOrEmpty();
    }

    [Fact]
    public void ReadFolder_OfWhatShips_FindsNoFaultNoBrokenRelationAndNoBrokenCitation()
    {
        var entries = EntryReader.ReadFolder(Shelf);

        entries.Count.ShouldBeGreaterThanOrEqualTo(20);
        EntryReader.BrokenRelations(entries).ShouldBeEmpty();
        PolicyList.Read(Path.Combine(Shelf, "policies.yaml")).BrokenCitations(entries).ShouldBeEmpty();
        var scenarios = Shipped.Catalogue.All.Select(scenario => scenario.Id).ToHashSet();
        entries.SelectMany(entry => entry.Scenarios).Distinct().Where(id => !scenarios.Contains(id)).ShouldBeEmpty();
    }

    [Fact]
    public void BrokenRelations_NamesWhatIsNotThere()
    {
        var entry = EntryReader.Read(File, Sound) with { Related = ["hs-nowhere"] };

        EntryReader.BrokenRelations([entry]).ShouldHaveSingleItem().Problem.ShouldBe("related entry 'hs-nowhere' does not exist");
    }

    private static IReadOnlyList<ScenarioProblem> Problems(string text) =>
        Should.Throw<InvalidContentException>(() => EntryReader.Read(File, text)).Problems;
}
