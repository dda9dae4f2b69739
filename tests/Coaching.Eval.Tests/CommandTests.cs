using System.Text.Json;
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
    public async Task Moves_OnAFaultyFile_FailsAndNamesTheLine()
    {
        var test = Path.Combine(folder, "faulty.jsonl");
        await File.WriteAllTextAsync(test, """{"text":"您好","labels":["Greeting"]}""" + "\n", TestContext.Current.CancellationToken);

        (await RunAsync("moves", "--test", test)).ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<int> RunAsync(params string[] arguments) => Cli.Create().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
