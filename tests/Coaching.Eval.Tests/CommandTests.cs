using System.Text.Json;
using Coaching.Tests.Models;
using Shouldly;

namespace Coaching.Eval.Tests;

/// <summary>The commands as a researcher runs them, on the shipped content.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coaching-eval-").FullName;

    [Theory]
    [InlineData("scenarios")]
    [InlineData("moves")]
    [InlineData("entries")]
    [InlineData("schema")]
    public async Task Help_OfEveryCommand_IsThere(string command) => (await RunAsync(command, "--help")).ShouldBe(0);

    [Fact]
    public async Task Scenarios_OnTheShippedContent_HoldsEveryBar()
    {
        var json = Path.Combine(folder, "scenarios.json");

        (await RunAsync("scenarios", "--json", json)).ShouldBe(0);

        var scenarios = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
        scenarios.GetArrayLength().ShouldBeGreaterThanOrEqualTo(4);
        scenarios.EnumerateArray().ShouldAllBe(scenario => scenario.GetProperty("fewestInACell").GetInt32() >= 3);
    }

    [Fact]
    public async Task Entries_OnTheShippedCorpus_AreSound()
    {
        var json = Path.Combine(folder, "entries.json");

        (await RunAsync("entries", "--json", json)).ShouldBe(0);

        var result = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
        result.GetProperty("entries").GetInt32().ShouldBeGreaterThanOrEqualTo(200);
        result.GetProperty("byArea").EnumerateObject().ShouldAllBe(area => area.Value.GetInt32() >= 50);
        result.GetProperty("problems").GetArrayLength().ShouldBe(0);
        result.GetProperty("reading").GetProperty("longestSentence").GetInt32().ShouldBeInRange(10, 95);
    }

    [Fact]
    public async Task Entries_OnACorpusWithTwoAlike_FailsAndNamesThem()
    {
        var content = Path.Combine(folder, "content");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(new ContentOptions().Folder, "scenarios"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(content, Path.GetRelativePath(new ContentOptions().Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var shelf = Path.Combine(content, "scenarios", "qa", "home-school");
        var text = await File.ReadAllTextAsync(Path.Combine(shelf, "hs-homework-too-much.md"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(shelf, "hs-again.md"), text.Replace("id: hs-homework-too-much", "id: hs-again", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var json = Path.Combine(folder, "entries.json");

        (await RunAsync("entries", "--content", content, "--json", json)).ShouldBe(1);

        var problem = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        problem.GetProperty("problem").GetString()!.ShouldContain("hs-homework-too-much");
    }

    [Fact]
    public async Task Moves_OnASmallFile_WritesScoresForEveryLabel()
    {
        var test = Path.Combine(folder, "test.jsonl");
        await File.WriteAllTextAsync(test, """{"text":"再这样就别来上学了，你自己掂量。","labels":["Threaten"]}""" + "\n", TestContext.Current.CancellationToken);
        var json = Path.Combine(folder, "moves.json");

        (await RunAsync("moves", "--test", test, "--json", json)).ShouldBe(0);

        var scores = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
        scores.GetProperty("perLabel").GetArrayLength().ShouldBe(25);
        scores.GetProperty("macroF1").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Moves_TrainedOnLabelsOfAnotherDataSet_ScoresThose()
    {
        var (train, test, json) = (Path.Combine(folder, "train.jsonl"), Path.Combine(folder, "test.jsonl"), Path.Combine(folder, "moves.json"));
        await File.WriteAllLinesAsync(train, Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? $$"""{"text":"Where is room {{i}}?","labels":["question"]}"""
            : $$"""{"text":"Please open door {{i}}.","labels":["directive"]}"""), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(test, ["""{"text":"Where is he?","labels":["question"]}""", """{"text":"Please go.","labels":["directive"],"context":"What now?"}""", """{"text":"Oh!","labels":["interjection"]}"""], TestContext.Current.CancellationToken);

        (await RunAsync("moves", "--train", train, "--test", test, "--json", json)).ShouldBe(0);

        var scores = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
        scores.GetProperty("perLabel").EnumerateArray().Select(score => score.GetProperty("label").GetString()).ShouldBe(["directive", "question", "interjection"]);
        scores.GetProperty("perLabel").EnumerateArray().Select(score => score.GetProperty("recall").GetDouble()).ShouldBe([1, 1, 0]);
        scores.GetProperty("microF1").GetDouble().ShouldBe(2 / 3.0, 1e-9);
    }

    [Fact]
    public async Task Moves_WithALanguageModel_ComparesTheTwo()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Reply = request => request.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString().Contains("掂量", StringComparison.Ordinal) ? """["Threaten"]""" : "说不好";
        var (test, json) = (Path.Combine(folder, "test.jsonl"), Path.Combine(folder, "moves.json"));
        await File.WriteAllLinesAsync(test, ["""{"text":"再这样就别来上学了，你自己掂量。","labels":["Threaten"]}""", """{"text":"您坐。","labels":[]}"""], TestContext.Current.CancellationToken);
        using var configured = new ModelEnvironment(("Provider", "openai"), ("Endpoint", server.Endpoint.ToString()), ("Model", "local"), ("ApiKey", "key"));

        (await RunAsync("moves", "--test", test, "--llm", "--json", json)).ShouldBe(0);

        var llm = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement.GetProperty("llm");
        llm.GetProperty("model").GetString().ShouldBe("local");
        llm.GetProperty("scored").GetInt32().ShouldBe(1);
        llm.GetProperty("unscored").GetInt32().ShouldBe(1);
        llm.GetProperty("macroF1").GetDouble().ShouldBe(1);
        llm.GetProperty("perLabel").GetArrayLength().ShouldBe(25);
        llm.GetProperty("kappa").GetDouble().ShouldBeInRange(-1, 1);
    }

    [Fact]
    public async Task Moves_WithALanguageModelThatNobodyConfigured_SaysSo() =>
        (await RunAsync("moves", "--llm", "--test", Path.Combine(new ContentOptions().Folder, "moves", "dev.jsonl"))).ShouldBe(1);

    [Fact]
    public async Task Moves_OnAFaultyFile_FailsAndNamesTheLine()
    {
        var test = Path.Combine(folder, "faulty.jsonl");
        await File.WriteAllTextAsync(test, """{"text":"您好","labels":["Greeting"]}""" + "\n", TestContext.Current.CancellationToken);

        (await RunAsync("moves", "--test", test)).ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<int> RunAsync(params string[] arguments) => Cli.Create().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
