using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OllamaSharp;
using OpenAI;

namespace Coaching.Models;

/// <summary>Builds the clients for the configured provider; every cross-cutting concern is one small client in the chain.</summary>
internal static class ModelClients
{
    /// <summary>The source of spans and metrics; they carry no message text.</summary>
    public const string TelemetrySource = "Coaching.Models";

    /// <summary>The chat client that the whole product uses.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="roster">Names that never leave the house.</param>
    /// <param name="time">Drives timeouts and waits.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="embedded">The embedded model; used when it is the provider.</param>
    public static IChatClient Create(
        ModelOptions options, RosterNames roster, TimeProvider time, ILoggerFactory loggers, IChatClient embedded)
    {
        if (options.IsEmbedded) return embedded.AsBuilder().UseOpenTelemetry(loggers, TelemetrySource, Quiet).Build();

        var provider = options.IsOllama
            ? new OllamaApiClient(Http(options, time), options.Model)
            : OpenAI(options, time).GetChatClient(options.Model).AsIChatClient();
        var chain = provider.AsBuilder()
            .UseOpenTelemetry(loggers, TelemetrySource, Quiet)
            .ConfigureOptions(chat => Complete(chat, options));
        if (!options.IsStrict) chain.Use(inner => new PlainOutputChatClient(inner));
        return chain
            // Seeded by the process: many servers must not come back to a struggling service in step.
            .Use(inner => new RetryChatClient(inner, options, time, new Random(Environment.ProcessId), loggers.CreateLogger<RetryChatClient>()))
            .Use(inner => new TimeoutChatClient(inner, options, time))
            .Use(inner => new MaskingChatClient(inner, roster))
            .Use(inner => new ProviderChatClient(inner, options, loggers.CreateLogger<ProviderChatClient>()))
            .Build();
    }

    /// <summary>The embedding generator, or null where none is configured: retrieval is lexical then.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="roster">Names that never leave the house.</param>
    /// <param name="time">Drives the timeout.</param>
    /// <param name="loggers">Makes loggers.</param>
    public static IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddings(
        ModelOptions options, RosterNames roster, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.IsEmbedded || options.EmbeddingModel.Length == 0) return null;
        var provider = options.IsOllama
            ? new OllamaApiClient(Http(options, time), options.EmbeddingModel)
            : OpenAI(options, time).GetEmbeddingClient(options.EmbeddingModel).AsIEmbeddingGenerator();
        return provider.AsBuilder()
            .UseOpenTelemetry(loggers, TelemetrySource, generator => generator.EnableSensitiveData = false)
            .Use(inner => new TimeoutEmbeddingGenerator(inner, options, time))
            .Use(inner => new MaskingEmbeddingGenerator(inner, roster))
            .Build();
    }

    // Said explicitly, because the environment variable that turns text on in other programs must not do so here.
    private static void Quiet(OpenTelemetryChatClient client) => client.EnableSensitiveData = false;

    private static void Complete(ChatOptions chat, ModelOptions options)
    {
        chat.MaxOutputTokens ??= options.MaxOutputTokens;
        chat.Temperature ??= options.Temperature;
        if (options.IsStrict && chat.ResponseFormat is ChatResponseFormatJson { Schema: not null })
            (chat.AdditionalProperties ??= [])["strict"] = true;
    }

    private static OpenAIClient OpenAI(ModelOptions options, TimeProvider time) =>
        // Local services want no key, but the SDK insists on one.
        new(new ApiKeyCredential(options.ApiKey.Length == 0 ? "none" : options.ApiKey), new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            Transport = new HttpClientPipelineTransport(Http(options, time)),
            // Retries and timeouts are the chain's business, where they know a first token from a later one.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });

    // Lives as long as the program, like the client around it.
    private static HttpClient Http(ModelOptions options, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            // Draining would keep a connection, and with it the model generating, for seconds after a cancel.
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A redirect would carry key and text to an address nobody configured.
            AllowAutoRedirect = false,
        };
        return new HttpClient(new ProviderHandler(sockets, time))
        {
            BaseAddress = options.Endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
