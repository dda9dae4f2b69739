using System.Diagnostics;
using System.Text.Json;
using Coaching.Host.Tests.Running;
using Shouldly;

namespace Coaching.Host.Tests.Chat;

/// <summary>The stock JavaScript client holds a rehearsal over the public hub.</summary>
public sealed class JavaScriptClientTests(RunningHost host)
{
    [Fact]
    public async Task Play_WithSensibleReplies_EndsTrustingAndDebriefed()
    {
        var played = await PlayAsync(Conversations.Sensible);

        LastState(played).GetProperty("trust").GetInt32().ShouldBeGreaterThan(60);
        var findings = played.GetProperty("debrief").GetProperty("findings");
        findings.GetProperty("endingKind").GetString().ShouldBe("success");
        findings.GetProperty("criteria").EnumerateArray().Count(criterion => criterion.GetProperty("verdict").GetString() == "met").ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Play_WithHarmfulReplies_EscalatesAndSaysSo()
    {
        var played = await PlayAsync(Conversations.Harmful);

        LastState(played).GetProperty("agitation").GetInt32().ShouldBeGreaterThan(80);
        var findings = played.GetProperty("debrief").GetProperty("findings");
        findings.GetProperty("endingKind").GetString().ShouldBe("failure");
        findings.GetProperty("change").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Play_Always_NumbersItsUpdatesWithoutGaps()
    {
        var played = await PlayAsync(Conversations.Sensible[..2]);

        var sequences = Updates(played).Select(update => update.GetProperty("sequence").GetInt64()).ToList();
        sequences.ShouldBe(Enumerable.Range(1, sequences.Count).Select(number => (long)number));
    }

    private static IEnumerable<JsonElement> Updates(JsonElement played) => played.GetProperty("updates").EnumerateArray();

    private static JsonElement LastState(JsonElement played) => Updates(played).Last(update => update.GetProperty("type").GetString() == "state");

    private async Task<JsonElement> PlayAsync(string[] lines)
    {
        Machine.Require(Directory.Exists(Path.Combine(Machine.JavaScriptClient, "node_modules")), "Needs Node.js and `npm ci` in tests/Coaching.Host.Tests/JavaScriptClient.");
        using var node = Process.Start(new ProcessStartInfo(
            "node",
            ["play.mjs", host.Process.Address.ToString().TrimEnd('/'), "teacher", HostProcess.Password, "too-much-homework", "7"])
        {
            WorkingDirectory = Machine.JavaScriptClient,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(lines));
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var result = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0, await errors);
        return JsonDocument.Parse(result).RootElement;
    }
}
