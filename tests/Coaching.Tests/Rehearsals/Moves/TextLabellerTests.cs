using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class TextLabellerTests : IDisposable
{
    private static readonly string[] Places = ["school", "the station", "the library", "your house", "the market", "the office", "our garden", "the lake"];

    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Read_OfEnglishDialogueActs_GivesTheOneLikeliest()
    {
        var labeller = TextLabeller.Train([.. Places.SelectMany(place => new[]
        {
            new LabelledText($"Where is {place}, please?", ["question"]),
            new LabelledText($"Could you tell me how to get to {place}?", ["question"]),
            new LabelledText($"Please walk with me to {place}.", ["directive"]),
            new LabelledText($"Take the bus to {place} now.", ["directive"]),
        })]);

        labeller.Labels.ShouldBe(["directive", "question"]);
        labeller.Read(new LabelledText("Where is the museum, please?", [])).ShouldBe(["question"]);
        labeller.Read(new LabelledText("Please walk to the museum.", [])).ShouldBe(["directive"]);
    }

    [Fact]
    public void Read_WhereTextsHaveSeveralLabelsOrNone_GivesEachThatFits()
    {
        var labeller = TextLabeller.Train([.. Places.SelectMany(place => new[]
        {
            new LabelledText($"Thank you for {place}.", ["thanks"]),
            new LabelledText($"Is that {place}?", ["question"]),
            new LabelledText($"Thank you! Is that {place}?", ["thanks", "question"]),
            new LabelledText($"That over there, {place}.", []),
        })]);

        labeller.Read(new LabelledText("Thank you! Is that the museum?", [])).ShouldBe(["question", "thanks"], ignoreOrder: true);
        labeller.Read(new LabelledText("That over there, the museum.", [])).ShouldBeEmpty();
    }

    [Fact]
    public void Read_WhereOnlyWhatWasSaidBeforeTellsThemApart_ListensToIt()
    {
        var labeller = TextLabeller.Train([.. Places.SelectMany(place => new[]
        {
            new LabelledText("Yes.", ["answer"], $"Is this {place}?"),
            new LabelledText("Yes.", ["agreement"], $"I really like {place}."),
        })]);

        labeller.Read(new LabelledText("Yes.", [], "Is this the museum?")).ShouldBe(["answer"]);
        labeller.Read(new LabelledText("Yes.", [], "I really like the museum.")).ShouldBe(["agreement"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Train_OnHardlyAnything_StillReads(int count)
    {
        var labeller = TextLabeller.Train([.. Enumerable.Repeat(new LabelledText("Hello there.", ["greeting"]), count)]);

        labeller.Read(new LabelledText("Something else entirely", [])).Count.ShouldBe(count);
    }

    [Fact]
    public void ReadFile_TakesLabelsOfAnyNameOrNumber_OnceEach()
    {
        File.WriteAllLines(file,
        [
            """{"text":"Where?","labels":["wh-question","wh-question"],"context":"It is not here."}""",
            """{"text":"Yes.","labels":3,"speaker":"B"}""",
            "",
            """{"text":"Hm.","labels":[],"context":null}""",
        ]);

        var texts = LabelledText.ReadFile(file);

        texts.Select(text => string.Join('|', text.Labels)).ShouldBe(["wh-question", "3", ""]);
        texts[0].Context.ShouldBe("It is not here.");
        texts[2].Context.ShouldBeNull();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"labels":["question"]}""")]
    [InlineData("""{"text":" ","labels":[]}""")]
    [InlineData("""{"text":"Where?"}""")]
    [InlineData("""{"text":"Where?","labels":[{"name":"question"}]}""")]
    public void ReadFile_WithFaultyLines_NamesEachOfThem(string line)
    {
        File.WriteAllLines(file, [line, """{"text":"Hm.","labels":[]}""", line]);

        var problems = Should.Throw<InvalidContentException>(() => LabelledText.ReadFile(file)).Problems;

        problems.Select(problem => problem.Line).ShouldBe([1, 3]);
        problems.ShouldAllBe(problem => problem.File == Path.GetFileName(file));
    }

    [Fact]
    public void ReadFile_WhereThereIsNone_SaysSo() =>
        Should.Throw<InvalidContentException>(() => LabelledText.ReadFile(file + ".gone")).Problems.ShouldHaveSingleItem().Problem.ShouldContain("no file");

    public void Dispose() => File.Delete(file);
}
