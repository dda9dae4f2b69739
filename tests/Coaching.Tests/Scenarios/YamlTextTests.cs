using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class YamlTextTests
{
    private const string Text = """
        first: one
        list:
          - name: a
            deep: [x, y]
          - name: b
            deep:
              - z
        """;

    [Theory]
    [InlineData("first", 1)]
    [InlineData("list", 3)]
    [InlineData("list[0].deep[1]", 4)]
    [InlineData("list[1]", 5)]
    [InlineData("list[1].deep[0]", 7)]
    [InlineData("list[1].nowhere", 5)]
    [InlineData("list[9]", 3)]
    [InlineData("nowhere.at[0].all", 1)]
    public void LineOf_APath_IsItsValuesLineOrThatOfTheNearestParent(string path, long line) =>
        YamlText.Parse("any.yaml", Text).LineOf(path).ShouldBe(line);

    [Theory]
    [InlineData("a: &x 1\n", 1)]
    [InlineData("a: 1\nb: *x\n", 2)]
    [InlineData("a: 1\nb: !tag 2\n", 2)]
    [InlineData("a: 1\nb:\n  <<: *x\n", 3)]
    [InlineData("a: 1\nlist:\n  - one\n  -\n", 4)]
    [InlineData("a: 1\nlist: [one, ~]\n", 2)]
    [InlineData("a: 1\nb: 2\na: 3\n", 3)]
    [InlineData("a: 1\nb: [\n", 3)]
    public void Parse_OfWhatIsNotAllowed_NamesTheLine(string text, long line) =>
        Fault(text).Line.ShouldBe(line);

    [Theory]
    [InlineData("")]
    [InlineData("- a list\n")]
    [InlineData("just words\n")]
    [InlineData("a: 1\n---\nb: 2\n")]
    public void Parse_OfAnythingButOneMapping_Refuses(string text) =>
        Fault(text).Problem.ShouldBe("the file is not one mapping of keys to values");

    [Fact]
    public void Parse_OfAFileOfBrackets_RefusesInsteadOfOverflowingTheStack() =>
        Fault("a: " + new string('[', 100_000)).Problem.ShouldBe("the file is nested too deeply");

    [Fact]
    public void Parse_OfTheLongestFileAllowed_ReadsIt() =>
        YamlText.Parse("any.yaml", "a: 1\n".PadRight(YamlText.LargestFile, '\n')).LineOf("a").ShouldBe(1);

    private static ScenarioProblem Fault(string text)
    {
        var problem = Should.Throw<InvalidContentException>(() => YamlText.Parse("any.yaml", text)).Problems.ShouldHaveSingleItem();
        problem.File.ShouldBe("any.yaml");
        problem.Mend.ShouldNotBeNullOrWhiteSpace();
        return problem;
    }
}
