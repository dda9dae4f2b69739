using System.Collections.Concurrent;
using System.Text.Json;
using Coaching.Evaluation;
using Coaching.Prompts;
using Coaching.Rehearsals.Moves;
using Coaching.Tests.Models;
using Shouldly;

namespace Coaching.Tests.Evaluation;

public sealed class ModelLabellerTests
{
    private static readonly PromptCatalogue Prompts = PromptCatalogue.Load(Path.Combine(Shipped.Folder, "prompts"));

    [Fact]
    public async Task ReadMoves_OfAnsweringService_GivesItsLabelsInTheOrderOfTheTexts()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = request => Said(request).Contains("辛苦", StringComparison.Ordinal) ? """["Empathize"]""" : """["Blame","Threaten"]""";
        LabelledText[] texts = [.. Enumerable.Range(0, 12).Select(i => new LabelledText(i % 2 == 0 ? $"您辛苦了{i}" : $"第{i}次了", []))];

        var readings = await Labeller(server).ReadMovesAsync(texts, TestContext.Current.CancellationToken);

        readings.Select(reading => string.Join('|', reading.Labels!)).ShouldBe(Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "Empathize" : "Blame|Threaten"));
    }

    [Theory]
    [InlineData("我觉得是共情。")]
    [InlineData("""["Kindness"]""")]
    [InlineData("""["Empathize" """)]
    [InlineData("[1, 2]")]
    public async Task ReadMoves_OfAnAnswerThatCannotBeUsed_LeavesTheTextUnscored(string answer)
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = _ => answer;

        var reading = (await Labeller(server).ReadMovesAsync([new LabelledText("您坐。", [])], TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

        reading.Labels.ShouldBeNull();
        reading.Fault.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task ReadMoves_WhereTheServiceFailsOnce_LeavesOnlyThatTextUnscored()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = _ => "标签：[\"Refer\"]";
        server.Script(ProtocolBehaviours.ServerError());

        var readings = await Labeller(server).ReadMovesAsync([new LabelledText("一", []), new LabelledText("二", []), new LabelledText("三", [])], TestContext.Current.CancellationToken);

        readings.Count(reading => reading.Labels is null).ShouldBe(1);
        readings.Where(reading => reading.Labels is not null).ShouldAllBe(reading => reading.Labels!.Single() == "Refer");
    }

    [Fact]
    public async Task ReadMoves_SendsNoNumberOfAPerson()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = _ => "[]";

        await Labeller(server).ReadMovesAsync([new LabelledText("有事打我电话13812345678。", [], "我的号码是13987654321。")], TestContext.Current.CancellationToken);

        var body = server.Requests.ShouldHaveSingleItem().Body;
        body.ShouldNotContain("13812345678");
        body.ShouldNotContain("13987654321");
    }

    [Fact]
    public async Task Read_OfOtherLabels_TellsTheModelWhichThereAreAndWhatWasSaidBefore()
    {
        await using var server = await ProtocolServer.StartAsync();
        var cues = new ConcurrentBag<string>();
        server.Reply = request =>
        {
            cues.Add(request.GetProperty("messages")[1].GetRawText());
            return """["wh-question"]""";
        };

        var readings = await Labeller(server).ReadAsync(
            [new LabelledText("Where?", [], "It is gone.")], ["statement", "wh-question"], isExclusive: true, TestContext.Current.CancellationToken);

        readings.Single().Labels.ShouldBe(["wh-question"]);
        var cue = cues.ShouldHaveSingleItem();
        cue.ShouldContain("wh-question");
        cue.ShouldContain("It is gone.");
    }

    private static ModelLabeller Labeller(ProtocolServer server) => new(server.Client(options => options.Retries = 0), Prompts);

    private static string Said(JsonElement request) => request.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString();
}
