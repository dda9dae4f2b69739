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
    public async Task Entries_OnTheShippedCorpus_AreSound() => (await RunAsync("entries")).ShouldBe(0);

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
