using Coaching.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class RetryTests : IAsyncLifetime
{
    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Stream_WhenRefusedWithRetryAfter_WaitsThatLongAndSucceeds()
    {
        server.Script(ProtocolBehaviours.TooManyRequests("3"));
        var time = new FakeTimeProvider();
        using var client = server.Client(time: time);

        var listening = client.ListenAsync();
        await server.NextRequestAsync();
        var before = time.GetUtcNow();
        while (!listening.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            if (server.Requests.Count < 2) time.Advance(TimeSpan.FromMilliseconds(100));
        }

        (await listening).Text.ShouldBe("您好，我是小明的妈妈。");
        server.Requests.Count.ShouldBe(2);
        (time.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Stream_WhenRetryAfterIsTooLong_FailsAtOnceAndSaysHowLong()
    {
        server.Script(ProtocolBehaviours.TooManyRequests("120"));
        using var client = server.Client();

        var fault = (await client.ListenAsync()).Fault.ShouldNotBeNull();

        fault.Failure.ShouldBe(ModelFailure.RateLimited);
        fault.RetryAfter.ShouldBe(TimeSpan.FromMinutes(2));
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("half-close")]
    [InlineData("garbage")]
    [InlineData("streamed error")]
    [InlineData("wrong page")]
    public async Task Stream_WhenItFailsBeforeTheFirstToken_AsksAgainUnnoticed(string how)
    {
        server.Script(how switch
        {
            "500" => ProtocolBehaviours.ServerError(),
            "half-close" => ProtocolBehaviours.HalfClose(""),
            "garbage" => ProtocolBehaviours.Garbage(""),
            "streamed error" => ProtocolBehaviours.StreamedError(),
            _ => ProtocolBehaviours.WrongPage(),
        });
        using var client = server.Client();

        var heard = await client.ListenAsync();

        heard.Fault.ShouldBeNull();
        heard.Text.ShouldBe("您好，我是小明的妈妈。");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stream_WhenItKeepsFailing_StopsAfterTheConfiguredRetriesAndQuotesNothing()
    {
        server.Script(ProtocolBehaviours.ServerError(), ProtocolBehaviours.ServerError(), ProtocolBehaviours.ServerError());
        using var client = server.Client(options => options.Retries = 1);

        var fault = (await client.ListenAsync("家长的话")).Fault.ShouldNotBeNull();

        fault.Failure.ShouldBe(ModelFailure.ServerError);
        fault.Status.ShouldBe(500);
        fault.ProviderCode.ShouldBe("internal_error");
        fault.ToString().ShouldNotContain("SECRET");
        fault.ToString().ShouldNotContain("家长的话");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stream_WhenTheRequestIsRejected_IsNotSentAgain()
    {
        server.Script(ProtocolBehaviours.Status(401, "invalid_api_key"));
        using var client = server.Client();

        var fault = (await client.ListenAsync()).Fault.ShouldNotBeNull();

        fault.Failure.ShouldBe(ModelFailure.Rejected);
        fault.ProviderCode.ShouldBe("invalid_api_key");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whole_WhenItFailsBeforeTheFirstToken_AsksAgain()
    {
        server.Script(ProtocolBehaviours.ServerError());
        using var client = server.Client();

        var response = await client.GetResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldBe("您好，我是小明的妈妈。");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task Stream_WhenJitterIsSeeded_WaitsTheSameTimesEveryRun()
    {
        async Task<TimeSpan> RunAsync()
        {
            var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
            var options = new ModelOptions { Retries = 3 };
            using var failing = new ScriptedChatClient([], new ModelUnavailableException(ModelFailure.ServerError));
            using var client = new RetryChatClient(failing, options, time, new Random(7), NullLogger<RetryChatClient>.Instance);
            var listening = client.ListenAsync();
            var before = time.GetUtcNow();
            while (!listening.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(1));
            (await listening).Fault.ShouldNotBeNull();
            return time.GetUtcNow() - before;
        }

        var first = await RunAsync();

        first.ShouldBeInRange(TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(2700));
        (await RunAsync()).ShouldBe(first);
    }
}
