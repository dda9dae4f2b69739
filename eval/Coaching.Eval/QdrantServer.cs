using Coaching.Knowledge.Qdrant;
using Microsoft.Extensions.DependencyInjection;

namespace Coaching.Eval;

/// <summary>The Qdrant that a measurement speaks to.</summary>
internal sealed class QdrantServer : IAsyncDisposable
{
    /// <summary>Names the server where the command line does not.</summary>
    public const string Variable = "COACHING_TEST_QDRANT";

    /// <summary>Holds its key, if it wants one; on a command line anybody would read it.</summary>
    public const string KeyVariable = "COACHING_TEST_QDRANT_KEY";

    private readonly ServiceProvider services;

    private QdrantServer(ServiceProvider services) => this.services = services;

    /// <summary>What is missing where no server is named.</summary>
    public static string NoServer => $"--index qdrant needs a server: give --qdrant http://localhost:6333 or set {Variable} (and {KeyVariable} where it wants a key).";

    public QdrantClient Client => services.GetRequiredService<QdrantClient>();

    /// <summary>The server of this address, or of the environment; null where none is named or the address is none.</summary>
    public static QdrantServer? Find(string? address)
    {
        address ??= Environment.GetEnvironmentVariable(Variable);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https")) return null;
        var services = new ServiceCollection().AddLogging().AddQdrantClient();
        services.Configure<QdrantOptions>(options =>
        {
            options.Endpoint = endpoint;
            options.ApiKey = Environment.GetEnvironmentVariable(KeyVariable) ?? "";
            // A large set is stored in large requests.
            options.Timeout = TimeSpan.FromMinutes(2);
        });
        return new QdrantServer(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
