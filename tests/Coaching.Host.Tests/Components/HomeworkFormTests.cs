using System.Text.Json;
using Coaching.Homework;
using Coaching.Host.Components.Teacher.Homework;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class HomeworkFormTests
{
    private static readonly string[] Subjects = ["语文", "数学", "英语"];

    [Fact]
    public void ToInput_OfWhatWasOpened_IsTheSame()
    {
        var input = new AssignmentInput
        {
            Grade = 5,
            Subject = "数学",
            Days = 2,
            Text = "口算 20 题",
            Corrections = [new LineCorrection("宇宙飞船", TaskKind.Practical, 2, QuantityUnit.Item)],
            Others = new Dictionary<string, double> { ["语文"] = 12.5 },
        };

        JsonSerializer.Serialize(HomeworkForm.Of(input).ToInput(Subjects)).ShouldBe(JsonSerializer.Serialize(input));
    }

    [Theory]
    [InlineData("二十", true)]
    [InlineData("-5", true)]
    [InlineData("99999", true)]
    [InlineData("", false)]
    [InlineData("0", false)]
    public void IsWrong_OfMinutes_TellsNumbersFromWords(string typed, bool wrong)
    {
        var form = new HomeworkForm();
        form.Others["语文"] = typed;

        form.IsWrong("语文").ShouldBe(wrong);
        form.ToInput(Subjects).Others.ContainsKey("语文").ShouldBe(typed == "0");
    }

    [Fact]
    public void Restore_OfWhatTheBrowserKept_PutsEveryFieldBack()
    {
        var form = new HomeworkForm();
        var kept = new Dictionary<string, string>
        {
            ["grade"] = "8",
            ["subject"] = "英语",
            ["days"] = "3",
            ["text"] = "单词 20 个",
            ["other-语文"] = "30",
            ["corrections"] = """[{"Line":"甲","Kind":null,"Amount":1,"Unit":0}]""",
        };

        form.Restore(JsonSerializer.Serialize(kept)).ShouldBeTrue();

        var input = form.ToInput(Subjects);
        (input.Grade, input.Subject, input.Days, input.Text, input.Others["语文"]).ShouldBe((8, "英语", 3, "单词 20 个", 30));
        input.Corrections.ShouldBe([new LineCorrection("甲", null, 1, QuantityUnit.Item)]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("""{"corrections":"no json"}""")]
    [InlineData("""{"corrections":"[null,{},{\"Line\":\"甲\",\"Kind\":99,\"Amount\":1,\"Unit\":0}]","grade":"99","text":null}""")]
    public void Restore_OfAnything_NeverLeavesWhatCannotBeRead(string kept)
    {
        var form = new HomeworkForm { Text = "口算 20 题" };

        form.Restore(kept);

        form.Corrections.ShouldBeEmpty();
        (form.Grade, form.Text).ShouldBe((3, "口算 20 题"));
    }
}
