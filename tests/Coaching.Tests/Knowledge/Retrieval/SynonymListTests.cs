using Coaching.Knowledge.Retrieval;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

public sealed class SynonymListTests
{
    private static readonly SynonymList Synonyms = SynonymList.Parse(["# 备注", "", "作业 = 功课", "抄作业 = 抄袭作业", "人工智能 = AI"], "synonyms.txt");

    [Theory]
    [InlineData("功课太多", "作业")]
    [InlineData("讓孩子寫功課", "作业")]
    [InlineData("ＡＩ写的", "人工智能")]
    [InlineData("他在抄作业", "抄袭作业")]
    public void Read_OfAWordInAGroup_FindsTheOthers(string text, string expected) => Synonyms.Read(text).Synonyms.ShouldBe([expected]);

    [Theory]
    [InlineData("")]
    [InlineData("家长来访")]
    public void Read_OfNoSuchWord_FindsNone(string text) => Synonyms.Read(text).Synonyms.ShouldBeEmpty();

    [Fact]
    public void Search_ForASynonym_FindsTheWord_BelowWhoeverHoldsTheSynonymItself()
    {
        var index = LexicalIndex.Build([new FieldSettings("text", 1)], [.. new[] { "走廊安静", "作业太多", "功课太多" }.Select(text => new IReadOnlyList<string>[] { [text] })]);

        index.Search("功课", 3).Select(hit => hit.Document).ShouldBe([2]);
        index.Search(Synonyms.Read("功课"), 3).Select(hit => hit.Document).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData("作业")]
    [InlineData("作业 = ")]
    public void Parse_OfALineThatIsNoGroup_NamesTheLine(string line) =>
        Should.Throw<InvalidContentException>(() => SynonymList.Parse(["# 备注", line], "synonyms.txt")).Problems.ShouldHaveSingleItem().ToString().ShouldContain("2");

    [Fact]
    public void Parse_OfAWordInTwoGroups_NamesTheWord() =>
        Should.Throw<InvalidContentException>(() => SynonymList.Parse(["作业 = 功课", "作业 = 练习"], "synonyms.txt")).Problems.ShouldHaveSingleItem().ToString().ShouldContain("作业");

    [Fact]
    public void ShippedList_IsInOrder() => SynonymList.ReadFile(Path.Combine(Shipped.Repository, "scenarios", "qa", "synonyms.txt")).Read("班主").Synonyms.ShouldContain("班主任");
}
