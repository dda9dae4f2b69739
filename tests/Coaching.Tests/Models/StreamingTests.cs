using Coaching.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class StreamingTests : IAsyncLifetime
{
    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Stream_WhenAllIsWell_ComesInPiecesAndEndsWithAReason()
    {
        server.Reply = request => $"收到：{request.GetProperty("messages")[0].GetProperty("content").GetString()}";
        using var client = server.Client();

        var heard = await client.ListenAsync("作业太多了");

        heard.Text.ShouldBe("收到：作业太多了");
        heard.Updates.Count(update => update.Text.Length > 0).ShouldBeGreaterThan(2);
        heard.FinishReason.ShouldBe(ChatFinishReason.Stop);
        var request = server.Requests.ShouldHaveSingleItem();
        request.Json.GetProperty("max_completion_tokens").GetInt32().ShouldBe(400);
        request.Json.GetProperty("temperature").GetDouble().ShouldBe(0.7, 0.001);
        request.Authorization.ShouldBe("Bearer key");
        client.GetService<ChatClientMetadata>().ShouldNotBeNull();
    }

    [Fact]
    public async Task Stream_WhenTheServiceWantsMaxTokens_SendsThatNameOnly()
    {
        using var client = server.Client(options => options.MaxTokensParameter = "max_tokens");

        await client.ListenAsync();

        var request = server.Requests.ShouldHaveSingleItem().Json;
        request.GetProperty("max_tokens").GetInt32().ShouldBe(400);
        request.TryGetProperty("max_completion_tokens", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Stream_WhenTheModelReasons_LetsNoneOfItThrough()
    {
        server.Script(ProtocolBehaviours.Reasoning("这位老师其实很紧张", "您好"));
        using var client = server.Client();

        var heard = await client.ListenAsync();

        heard.Text.ShouldBe("您好");
        heard.Updates.SelectMany(update => update.Contents).ShouldNotContain(content => content is TextReasoningContent);
        heard.Updates.ShouldAllBe(update => update.RawRepresentation == null);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("insufficient_system_resource", "length")]
    [InlineData("eos_token", "stop")]
    public async Task Stream_WhenTheFinishReasonIsOdd_KeepsTheAnswer(string? sent, string? seen)
    {
        server.Script(ProtocolBehaviours.Finish("您好，老师。", sent));
        using var client = server.Client();

        var heard = await client.ListenAsync();

        heard.Fault.ShouldBeNull();
        heard.Text.ShouldBe("您好，老师。");
        heard.FinishReason?.Value.ShouldBe(seen);
    }

    [Fact]
    public async Task Stream_WhenAToolIsCalled_PutsItsArgumentsTogether()
    {
        server.Script(ProtocolBehaviours.ToolCall("look_up", """{"question":"作业多少合适"}"""));
        using var client = server.Client();

        var heard = await client.ListenAsync();

        var call = heard.Updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.Name.ShouldBe("look_up");
        call.Arguments!["question"]!.ToString().ShouldBe("作业多少合适");
        heard.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task Stream_WhenTheConnectionStalls_FailsWithATypedTimeout()
    {
        using var address = new StalledAddress();
        using var client = Chain.Client(Chain.Options(address.Endpoint, options =>
        {
            options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
            options.Retries = 0;
        }));

        var heard = await client.ListenAsync();

        heard.Fault.ShouldNotBeNull().Failure.ShouldBe(ModelFailure.ConnectTimeout);
    }

    [Fact]
    public async Task Stream_WhenNobodyListens_FailsAsUnreachable()
    {
        await using var gone = await ProtocolServer.StartAsync();
        var address = gone.Endpoint;
        await gone.DisposeAsync();
        using var client = Chain.Client(Chain.Options(address, options => options.Retries = 0));

        var heard = await client.ListenAsync();

        heard.Fault.ShouldNotBeNull().Failure.ShouldBe(ModelFailure.Unreachable);
    }

    [Fact]
    public async Task Stream_WhenFirstTokenNeverComes_FailsWithATypedTimeout()
    {
        server.Script(ProtocolBehaviours.Stall());
        var time = new FakeTimeProvider();
        using var client = server.Client(time: time);

        var listening = client.ListenAsync();
        await server.NextRequestAsync();
        time.Advance(TimeSpan.FromSeconds(19));
        listening.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));

        (await listening).Fault.ShouldNotBeNull().Failure.ShouldBe(ModelFailure.FirstTokenTimeout);
        // Silence is not retried: the teacher would wait three times as long for the same word.
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_WhenALaterTokenNeverComes_KeepsWhatCameAndFailsTyped()
    {
        server.Script(ProtocolBehaviours.StallAfter("我觉得作业"));
        var time = new FakeTimeProvider();
        using var client = server.Client(time: time);
        await using var updates = client.GetStreamingResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var text = "";
        while (text != "我觉得作业" && await updates.MoveNextAsync()) text += updates.Current.Text;

        var next = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(9));
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<ModelUnavailableException>(() => next)).Failure.ShouldBe(ModelFailure.InterTokenTimeout);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_WhenTheListenerIsSlow_DoesNotBlameTheModel()
    {
        var time = new FakeTimeProvider();
        using var scripted = new ScriptedChatClient(["作", "业", "多"]);
        using var client = new TimeoutChatClient(scripted, new ModelOptions(), time);
        var text = "";

        await foreach (var update in client.GetStreamingResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken))
        {
            time.Advance(TimeSpan.FromHours(1));
            text += update.Text;
        }

        text.ShouldBe("作业多");
    }

    [Theory]
    [InlineData("half-close", ModelFailure.Truncated)]
    [InlineData("garbage", ModelFailure.Garbled)]
    public async Task Stream_WhenItBreaksOffInMidAnswer_KeepsWhatCameAndNeverAsksAgain(string how, ModelFailure failure)
    {
        server.Script(how == "half-close" ? ProtocolBehaviours.HalfClose("我觉得作业") : ProtocolBehaviours.Garbage("我觉得作业"));
        using var client = server.Client();

        var heard = await client.ListenAsync();

        heard.Text.ShouldBe("我觉得作业");
        heard.Fault.ShouldNotBeNull().Failure.ShouldBe(failure);
        heard.Fault.ToString().ShouldNotContain("SECRET");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_WhenTheConnectionIsResetInMidAnswer_KeepsWhatCameAndNeverAsksAgain()
    {
        var begun = new TaskCompletionSource();
        server.Script(ProtocolBehaviours.Reset("我觉得作业", begun.Task));
        using var client = server.Client();
        var text = "";

        var fault = await Should.ThrowAsync<ModelUnavailableException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken))
            {
                text += update.Text;
                if (text == "我觉得作业") begun.TrySetResult();
            }
        });

        text.ShouldBe("我觉得作业");
        fault.Failure.ShouldBe(ModelFailure.Truncated);
        server.Requests.Count.ShouldBe(1);
    }
}
