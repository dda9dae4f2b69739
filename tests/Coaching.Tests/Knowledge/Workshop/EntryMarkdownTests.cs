using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Knowledge.Workshop;

/// <summary>Entries go to files and come back the same.</summary>
public sealed class EntryMarkdownTests
{
    [Fact]
    public void Write_OfEveryShippedEntry_GivesItsVeryFile()
    {
        var files = Directory.GetFiles(Path.Combine(Shipped.Folder, "scenarios", "qa"), "*.md", SearchOption.AllDirectories);

        files.Length.ShouldBeGreaterThanOrEqualTo(200);
        foreach (var file in files) EntryMarkdown.Write(EntryReader.Read(Path.GetFileName(file), File.ReadAllText(file))).ShouldBe(File.ReadAllText(file), file);
    }

    [Fact]
    public void Write_OfAnyText_ReadsBackTheSame()
    {
        var texts = Gen.OneOf(
            Gen.String[Gen.Char[' ', '~'], 1, 20],
            Gen.String[Gen.Char['\u4e00', '\u4eff'], 1, 12],
            Gen.OneOf<string>(["true", "- 不是列表", "a: b", "井号 # 后面", "“引号”", "no", "[x]", "1.5", "尾巴 ", " 头", "{a}", "'单'", "\"双\"", "反\\斜", "?", "!x", "*y", "&z", "@", "`", "%", "|", ">"]));
        Gen.Select(texts, texts, texts, (question, answer, tag) => Mentors.Entry(question, "q-1") with { Answer = answer, Tags = [tag], Phrasings = [tag, question], Author = answer, Origin = EntryOrigin.Machine })
            .Sample(entry =>
            {
                var back = EntryReader.ReadDraft("q-1.md", EntryMarkdown.Write(entry));
                back.Question.ShouldBe(entry.Question);
                back.Answer.ShouldBe(entry.Answer);
                back.Tags.ShouldBe(entry.Tags);
                back.Phrasings.ShouldBe(entry.Phrasings);
                back.Author.ShouldBe(entry.Author);
                back.Origin.ShouldBe(EntryOrigin.Machine);
            });
    }

    [Fact]
    public void Compare_OfTwoTexts_KeepsWhatIsCommon()
    {
        var lines = LineDiff.Compare("一\n二\n三\n四\n", "一\n三\n三半\n四\n五\n");

        string.Join(' ', lines.Select(line => $"{line.Kind switch { DiffKind.Same => "", DiffKind.Added => "+", _ => "-" }}{line.Text}")).ShouldBe("一 -二 三 +三半 四 +五");
    }
}
