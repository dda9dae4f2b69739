using Coaching.Knowledge.Retrieval;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

public sealed class ChineseTextTests
{
    [Theory]
    [InlineData("ＡＩ　备课", "ai 备课")]
    [InlineData("學生上課說話，怎麼辦？", "学生上课说话 怎么办 ")]
    [InlineData("写到10点！！！😭太晚了", "写到10点 太晚了")]
    [InlineData("", "")]
    public void Normalise_FoldsWidthsCaseTraditionalAndSymbols(string text, string expected) => ChineseText.Normalise(text).ShouldBe(expected);

    [Fact]
    public void Normalise_Twice_ChangesNothingMore() => Gen.String.Sample(text =>
    {
        var once = ChineseText.Normalise(text);
        return ChineseText.Normalise(once) == once;
    });

    [Theory]
    [InlineData(TermView.Unigrams, 5)]
    [InlineData(TermView.Bigrams, 3)]
    public void Terms_KeepRunsOfLettersWhole(TermView view, int expected) => Terms("用ai备课吗", view).Count.ShouldBe(expected);

    [Fact]
    public void Terms_OfWords_FindDictionaryWords() => Terms("班主任布置作业", TermView.Words).Count.ShouldBeLessThan(7);

    [Fact]
    public void Terms_OfEqualText_AreEqualInEveryView()
    {
        foreach (var view in Enum.GetValues<TermView>()) Terms("家长质疑作业太多", view).ShouldBe(Terms("家长质疑作业太多", view));
    }

    [Fact]
    public void Terms_OnManyThreads_EqualThoseOnOne()
    {
        var texts = Enumerable.Range(0, 200).Select(i => $"第{i}次家访之前要不要先打电话约时间").ToList();
        var alone = texts.Select(text => Terms(text, TermView.Words)).ToList();

        var together = texts.AsParallel().AsOrdered().Select(text => Terms(text, TermView.Words)).ToList();

        for (var i = 0; i < texts.Count; i++) together[i].ShouldBe(alone[i]);
    }

    private static List<ulong> Terms(string text, TermView view)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(text), view, terms);
        return terms;
    }
}
