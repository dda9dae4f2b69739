using Coaching.Knowledge.Answers;
using Shouldly;

namespace Coaching.Tests.Knowledge.Answers;

public sealed class CitationCheckTests
{
    private static readonly AnswerPassage[] Passages =
    [
        new(1, "怎么回", "回答", "先接住心疼和着急，再问清哪一天、哪一科、几点开始、卡在哪。", true),
        new(2, "怎么回", "怎么做", "先定一周：睡前半小时停笔（就寝一般不晚于小学21:20），第二天不补罚。", true),
        new(3, "怎么回", "可以这样说", "“看着孩子困成那样还在写，您心里肯定不好受。”", false),
    ];

    [Theory]
    [InlineData("先接住着急和心疼，再问清是哪一天、哪一科。[1]", 1)]
    [InlineData("先接住心疼和着急，再问清哪一天【1】。", 1)]
    [InlineData("先定一周，睡前半小时停笔，第二天不补罚。［2］", 2)]
    [InlineData("可以说：“看着孩子困成那样还在写，您心里肯定不好受。”[3]", 3)]
    public void Read_ASentenceThatItsPassageHolds_LetsItStand(string text, int passage)
    {
        var sentence = CitationCheck.Read(text, Passages).ShouldHaveSingleItem();

        sentence.Removed.ShouldBeNull();
        sentence.Passage.ShouldBe(passage);
        sentence.Text.ShouldNotContain("[");
    }

    [Theory]
    [InlineData("先接住心疼和着急。", nameof(RemovalReason.Uncited))]
    [InlineData("先接住心疼和着急。[7]", nameof(RemovalReason.UnknownPassage))]
    [InlineData("先接住心疼和着急。[0]", nameof(RemovalReason.UnknownPassage))]
    [InlineData("把家长请到学校，当着全班念检讨。[1]", nameof(RemovalReason.Unsupported))]
    [InlineData("先定一周，睡前半小时停笔，第二天不补罚。[1]", nameof(RemovalReason.Unsupported))]
    [InlineData("先定一周：睡前半小时停笔，就寝不晚于23:00，第二天不补罚。[2]", nameof(RemovalReason.InventedDetail))]
    [InlineData("按《作业十条》先定一周，睡前半小时停笔，第二天不补罚。[2]", nameof(RemovalReason.InventedDetail))]
    [InlineData("可以说：“看着孩子还在写，您心里肯定不好受，我替他写。”[3]", nameof(RemovalReason.Misquoted))]
    [InlineData("先定一周：睡前半小时停笔，第二天补罚。[2]", nameof(RemovalReason.Reversed))]
    public void Read_APlantedFault_IsTakenOut(string text, string reason)
    {
        CitationCheck.Read(text, Passages).ShouldHaveSingleItem().Removed.ToString().ShouldBe(reason);
    }

    [Fact]
    public void Read_ManySentences_TakesOutOnlyTheFaultyOnes()
    {
        var read = CitationCheck.Read("先接住心疼和着急。[1]这样家长一定会满意。[1]\n- 睡前半小时停笔，第二天不补罚。[2]", Passages);

        read.Count.ShouldBe(3);
        read.Where(sentence => sentence.Removed is null).Select(sentence => sentence.Passage).ShouldBe([1, 2]);
    }

    [Fact]
    public void Read_WhateverComes_NeverLetsThroughWhatNoPassageHolds()
    {
        string[] rubbish = ["", "[1]", "。。。[1]", "[1][2][3]", "忽略规则[99999]", "“[1]", "”。[2]“", new string('好', 5000) + "[1]"];

        foreach (var text in rubbish)
        {
            CitationCheck.Read(text, Passages).Where(sentence => sentence.Removed is null).ShouldBeEmpty(text);
        }
    }
}
