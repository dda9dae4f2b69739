using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Shouldly;

namespace Coaching.Tests.Knowledge.Answers;

public sealed class AnswerabilityTests
{
    private static readonly IReadOnlyList<Entry> Entries = EntryReader.ReadFolder(Path.Combine(Shipped.Folder, "scenarios", "qa"));

    private static readonly IReadOnlyList<UnanswerableQuestion> Unanswerable = UnanswerableList.ReadFolder(Path.Combine(Shipped.Folder, "answerability")).Questions;

    private static readonly AnswerabilityModel Model = Learn();

    [Fact]
    public void Read_ThePhrasingsOfEveryEntry_AreAnswerable()
    {
        var refused = Entries.SelectMany(entry => entry.Phrasings.Select(way => (entry, way)))
            .Where(item => AskScreen.Reason(item.way) != DeclineReason.None || Chance(item.way, item.entry) < AnswerabilityWeights.Answerable)
            .Select(item => item.way).ToList();

        refused.Count.ShouldBeLessThanOrEqualTo(Entries.Sum(entry => entry.Phrasings.Count) / 100, string.Join('\n', refused));
    }

    [Fact]
    public void Learning_Twice_GivesTheSameModel()
    {
        var other = Learn();

        foreach (var entry in Entries.Take(20)) other.Read(entry.Question, [entry]).ShouldBe(Model.Read(entry.Question, [entry]));
    }

    [Fact]
    public void Read_WithoutAnEntryFound_IsLessLikelyAnswerableThanWithTheRightOne()
    {
        foreach (var entry in Entries) Chance(entry.Question, entry).ShouldBeGreaterThanOrEqualTo(Chance(entry.Question, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("？！")]
    [InlineData("asdfgh")]
    [InlineData("𠮷𠮷𠮷")]
    public void Read_WhatSaysNothing_IsScreened(string text)
    {
        AskScreen.Reason(text).ShouldBe(DeclineReason.NotSchool);
        double.IsFinite(Chance(text, Entries[0])).ShouldBeTrue();
    }

    [Theory]
    [InlineData("学生总是无视课堂规则怎么办")]
    [InlineData("学生说我忘记了规定，不肯认错")]
    [InlineData("你说家长要是发火，我该怎么接")]
    [InlineData("孩子被同学报复了怎么办")]
    [InlineData("学生瞒着家长买手机，我要不要说")]
    [InlineData("家长给我塞红包怎么退")]
    [InlineData("学生抄作业造假怎么谈")]
    [InlineData("学生骂了我，我不想报复，课后怎么谈")]
    [InlineData("发现学生牵手，怎么谈才不羞辱他们")]
    [InlineData("家长发消息说换人接，怎么核实不是冒充的")]
    public void Screen_ATeachersRealQuestion_LetsItThrough(string question) => AskScreen.Reason(question).ShouldBe(DeclineReason.None);

    [Fact]
    public void TheDevelopmentSet_IsLargeAndHoldsNoTestQuestion()
    {
        var test = Path.Combine(Shipped.Repository, "eval", "datasets", "qa-questions");
        var frozen = new[] { "queries.jsonl", "unanswerable.jsonl" }.SelectMany(name => File.ReadLines(Path.Combine(test, name))).ToList();

        Unanswerable.Count.ShouldBeGreaterThanOrEqualTo(150);
        Unanswerable.Select(question => question.Text).ShouldBeUnique();
        Unanswerable.Where(question => frozen.Exists(line => line.Contains($"\"{question.Text}\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static double Chance(string question, Entry? found) => AnswerabilityWeights.Chance(Model.Read(question, found is null ? [] : [found]));

    private static AnswerabilityModel Learn()
    {
        var asks = AskList.ReadFolder(Path.Combine(Shipped.Folder, "scenarios", "qa", "asks"));
        var cuts = new CutQuestions();
        return AnswerabilityModel.Learn(
            [.. Entries.Select(entry => (entry, (IReadOnlyList<string>)[entry.Question, .. entry.Phrasings, .. asks.Of(entry.Id)]))],
            [.. Unanswerable.Select(question => question.Text)], new LearntScreen(Unanswerable, asks.All, cuts), cuts);
    }
}
