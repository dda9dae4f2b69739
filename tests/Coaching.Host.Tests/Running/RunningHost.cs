namespace Coaching.Host.Tests.Running;

/// <summary>One product process that most tests share.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    internal HostProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await HostProcess.StartAsync();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
