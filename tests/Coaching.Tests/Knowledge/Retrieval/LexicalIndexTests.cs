using Coaching.Knowledge.Retrieval;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

public sealed class LexicalIndexTests
{
    private static readonly string[] Texts = ["学生上课睡觉", "家长质疑作业太多", "作业抄袭怎么处理", "公开课冷场", "作业太多怎么减"];

    [Fact]
    public void Score_OfOneTerm_IsTheFormulas()
    {
        // 课 stands once in two of five texts; lengths in unigrams are 6, 8, 8, 5, 7.
        var index = TermIndex.Build(Texts, TermView.Unigrams, k1: 1.2, b: 0.75);
        var scores = new float[Texts.Length];

        index.Score([KeyValuePair.Create((ulong)'课', 1f)], scores);

        var idf = Math.Log(1 + ((5 - 2 + 0.5) / (2 + 0.5)));
        scores[0].ShouldBe((float)(idf * 2.2 / (1 + (1.2 * (0.25 + (0.75 * 6 / 6.8))))), 1e-5f);
        scores[3].ShouldBe((float)(idf * 2.2 / (1 + (1.2 * (0.25 + (0.75 * 5 / 6.8))))), 1e-5f);
        scores[1].ShouldBe(0);
    }

    [Fact]
    public void Search_ForADocumentsOwnText_FindsItFirst()
    {
        var index = Index(Texts);

        for (var i = 0; i < Texts.Length; i++) index.Search(Texts[i], 3)[0].Document.ShouldBe(i);
    }

    [Fact]
    public void Search_WithEqualDocuments_KeepsTheirOrder() =>
        Index(["作业太多", "作业太多", "作业太多"]).Search("作业太多", 2).Select(hit => hit.Document).ShouldBe([0, 1]);

    [Fact]
    public void Search_WithAGate_FindsNothingBehindIt() =>
        Index(Texts).Search("作业", 5, document => document == 2).Select(hit => hit.Document).ShouldBe([2]);

    [Theory]
    [InlineData("")]
    [InlineData("？！")]
    [InlineData("zebra")]
    public void Search_ForNothingKnown_FindsNothing(string text) => Index(Texts).Search(text, 5).ShouldBeEmpty();

    [Fact]
    public void Search_InAnEmptyIndex_FindsNothing() => Index([]).Search("作业", 5).ShouldBeEmpty();

    [Fact]
    public void Search_WithSeveralTextsADocument_TakesTheBest()
    {
        FieldSettings[] fields = [new("问法", 1)];
        var index = LexicalIndex.Build(fields, [[[]], [["完全无关的话", "作业太多怎么办"]], [["作业的另一种说法很长很长很长"]]]);

        index.Search("作业太多怎么办", 3).Select(hit => hit.Document).ShouldBe([1, 2]);
    }

    [Fact]
    public void Explain_SumsToTheScore()
    {
        FieldSettings[] fields = [new("题", 1), new("文", 0.4)];
        var index = LexicalIndex.Build(fields, [.. Texts.Select(text => new IReadOnlyList<string>[] { [text], [text + "，先听再说"] })]);
        var hits = index.Search("作业太多", 5);

        hits.ShouldNotBeEmpty();
        foreach (var hit in hits) index.Explain(SynonymList.None.Read("作业太多"), hit.Document).Sum(part => part.Score).ShouldBe(hit.Score, 1e-4);
    }

    private static LexicalIndex Index(IReadOnlyList<string> texts) =>
        LexicalIndex.Build([new FieldSettings("text", 1)], [.. texts.Select(text => new IReadOnlyList<string>[] { [text] })]);
}
