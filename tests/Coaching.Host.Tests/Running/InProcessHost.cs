using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Coaching.Host.Tests.Running;

/// <summary>The product inside the test process, on a database of its own; for what needs no process to kill.</summary>
public sealed class InProcessHost : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("coaching-inproc-").FullName;

    /// <summary>The environment to run in; Production has no demo people.</summary>
    internal string EnvironmentName { get; init; } = "Development";

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Storage:Folder", folder);
        builder.UseSetting("Demo:Password", HostProcess.Password);
        builder.UseSetting("Answers:WarmUp", "false");
        builder.UseSetting("Models:EmbeddedCharactersPerSecond", "0");
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
