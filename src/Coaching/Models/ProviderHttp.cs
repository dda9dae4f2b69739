using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace Coaching.Models;

/// <summary>Connections to model services: the same for chat and for embeddings, whatever the provider.</summary>
internal static class ProviderHttp
{
    /// <summary>A client that lives as long as the program, like what is built around it.</summary>
    /// <param name="endpoint">The base address.</param>
    /// <param name="connectTimeout">How long a connection may take to stand.</param>
    /// <param name="time">Reads the dates in answers.</param>
    public static HttpClient Client(Uri? endpoint, TimeSpan connectTimeout, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = connectTimeout,
            // Draining would keep a connection, and with it the model generating, for seconds after a cancel.
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A redirect would carry key and text to an address nobody configured.
            AllowAutoRedirect = false,
        };
        return new HttpClient(new ProviderHandler(sockets, time))
        {
            BaseAddress = endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>A client for any service that speaks OpenAI's protocol.</summary>
    /// <param name="endpoint">The base address.</param>
    /// <param name="apiKey">The key; empty where the service wants none.</param>
    /// <param name="connectTimeout">How long a connection may take to stand.</param>
    /// <param name="time">Reads the dates in answers.</param>
    public static OpenAIClient OpenAI(Uri? endpoint, string apiKey, TimeSpan connectTimeout, TimeProvider time) =>
        // Local services want no key, but the SDK insists on one.
        new(new ApiKeyCredential(apiKey.Length == 0 ? "none" : apiKey), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            Transport = new HttpClientPipelineTransport(Client(endpoint, connectTimeout, time)),
            // Retries and timeouts are the chain's business, where they know a first token from a later one.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
}
