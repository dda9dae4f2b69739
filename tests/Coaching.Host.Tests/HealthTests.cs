using Coaching.Host.Tests.Running;
using Shouldly;

namespace Coaching.Host.Tests;

/// <summary>What a probe and an operator read without signing in.</summary>
public sealed class HealthTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    [Fact]
    public async Task Ready_SaysWhichIndexAnswers()
    {
        using var client = host.CreateClient();

        var answer = await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.ShouldBe("""{"status":"Healthy","index":"embedded · lexical only"}""");
    }
}
