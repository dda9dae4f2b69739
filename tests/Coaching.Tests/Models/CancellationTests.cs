using System.Diagnostics;
using Microsoft.Extensions.AI;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class CancellationTests : IAsyncLifetime
{
    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Stream_WhenCancelled_ReachesTheUpstreamWithinASecond()
    {
        // It would go on speaking for many seconds.
        server.Reply = _ => new string('嗯', 2000);
        server.Pace = TimeSpan.FromMilliseconds(20);
        using var client = server.Client();
        using var stop = new CancellationTokenSource();

        var watch = new Stopwatch();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("您好", cancellationToken: stop.Token))
            {
                if (update.Text.Length == 0) continue;
                watch.Start();
                await stop.CancelAsync();
            }
        });

        await server.Requests[0].Aborted.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Stream_WhenTheListenerJustLeaves_ReachesTheUpstreamToo()
    {
        server.Script(ProtocolBehaviours.StallAfter("我觉得"));
        using var client = server.Client();

        await foreach (var update in client.GetStreamingResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0) break;
        }

        await server.Requests[0].Aborted.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
    }
}
