using Coaching.Models;
using Microsoft.Extensions.AI;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class OllamaTests : IAsyncLifetime
{
    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Stream_WhenAllIsWell_ComesInPieces()
    {
        using var client = server.Ollama();

        var heard = await client.ListenAsync();

        heard.Text.ShouldBe("您好，我是小明的妈妈。");
        heard.Updates.Count(update => update.Text.Length > 0).ShouldBeGreaterThan(2);
        heard.FinishReason.ShouldBe(ChatFinishReason.Stop);
        var request = server.Requests.ShouldHaveSingleItem().Json;
        request.GetProperty("options").GetProperty("num_predict").GetInt32().ShouldBe(400);
        request.GetProperty("model").GetString().ShouldBe("local");
    }

    [Fact]
    public async Task Stream_WhenTheModelThinks_LetsNoneOfItThrough()
    {
        server.Script(OllamaBehaviours.Thinking("这位老师很紧张"));
        using var client = server.Ollama();

        (await client.ListenAsync()).Text.ShouldBe("您好，我是小明的妈妈。");
    }

    [Fact]
    public async Task Stream_WhenItEndsWithoutItsLastLine_IsTruncated()
    {
        server.Script(OllamaBehaviours.HalfClose("我觉得"));
        using var client = server.Ollama();

        var heard = await client.ListenAsync();

        heard.Text.ShouldBe("我觉得");
        heard.Fault.ShouldNotBeNull().Failure.ShouldBe(ModelFailure.Truncated);
    }

    [Fact]
    public async Task Stream_WhenTheModelIsMissing_IsRejectedInOurOwnWords()
    {
        server.Script(ProtocolBehaviours.Status(404, "model_not_found"));
        using var client = server.Ollama();

        var fault = (await client.ListenAsync()).Fault.ShouldNotBeNull();

        fault.Failure.ShouldBe(ModelFailure.Rejected);
        fault.ToString().ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task Stream_WhenTheListenerLeaves_ReachesTheUpstream()
    {
        server.Script(async exchange =>
        {
            await exchange.WriteLineAsync("""{"model":"local","message":{"role":"assistant","content":"我"},"done":false}""" + "\n", "application/x-ndjson");
            await Task.Delay(Timeout.Infinite, exchange.Gone);
        });
        using var client = server.Ollama();

        await foreach (var update in client.GetStreamingResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0) break;
        }

        await server.Requests[0].Aborted.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
    }
}
