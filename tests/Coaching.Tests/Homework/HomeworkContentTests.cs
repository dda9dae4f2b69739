using Coaching.Homework;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Homework;

public sealed class HomeworkContentTests
{
    [Fact]
    public void Shipped_Content_HasNoFault() => Should.NotThrow(() => HomeworkContentReader.ReadFolder(ShippedHomework.Folder));

    [Theory]
    [InlineData("minutes.yaml", "amount: 10, unit: item", "amount: 10, unit: sheet", "no minutes are given for Sheet")]
    [InlineData("minutes.yaml", "[0.4, 0.6, 1.2]", "[0.6, 0.4, 1.2]", "not three rising figures")]
    [InlineData("minutes.yaml", "[70, 100, 110, 140, 170]", "[70, 100]", "not five figures")]
    [InlineData("minutes.yaml", "words: [听写, 默写", "words: [抄写, 默写", "stands for Copying and Dictation")]
    [InlineData("pupils.yaml", "id: strong", "id: middle", "Strong stands there 0 times")]
    [InlineData("parent.yaml", "{task}（不用拍，明天课前三分钟在班里展示）", "不用拍", "the task is lost")]
    [InlineData("criteria.yaml", "mostMechanicalShare: 0.4", "mostMechanicalShare: 4", "not between 0 and 1")]
    [InlineData("practice.yaml", "grade: 3", "grade: 13", "13 is no grade")]
    [InlineData("practice.yaml", "subject: 英语", "subject: 外语", "'外语' is no subject")]
    public void Read_OfAFaultyFile_SaysWhereAndHowToMendIt(string file, string right, string wrong, string problem)
    {
        var folder = Directory.CreateTempSubdirectory("coaching-homework-");
        try
        {
            foreach (var path in Directory.GetFiles(ShippedHomework.Folder))
            {
                var text = File.ReadAllText(path);
                if (Path.GetFileName(path) == file) text.ShouldContain(right);
                File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(path)), Path.GetFileName(path) == file ? text.Replace(right, wrong, StringComparison.Ordinal) : text);
            }

            var fault = Should.Throw<InvalidContentException>(() => HomeworkContentReader.ReadFolder(folder.FullName)).Problems
                .ShouldContainOne(candidate => candidate.Problem.Contains(problem, StringComparison.Ordinal));
            fault.File.ShouldBe($"homework/{file}");
            fault.Line.ShouldBeGreaterThan(0);
            fault.Mend.ShouldNotBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Words_OfTheTable_AllReadAsTheirKind()
    {
        var reader = new AssignmentReader(ShippedHomework.Content.Minutes);

        foreach (var kind in ShippedHomework.Content.Minutes.Kinds)
        {
            foreach (var word in kind.Words) reader.Read($"{word} 2 遍", []).Single().Tasks.Select(task => task.Kind).ShouldBe([kind.Kind], word);
        }
    }
}

file static class OneOf
{
    public static ScenarioProblem ShouldContainOne(this IReadOnlyList<ScenarioProblem> problems, Func<ScenarioProblem, bool> such) =>
        problems.FirstOrDefault(such) ?? throw new ShouldAssertException($"none of: {string.Join(Environment.NewLine, problems)}");
}
