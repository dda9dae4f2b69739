using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OllamaSharp;

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
            ? new OllamaApiClient(ProviderHttp.Client(options.Endpoint, options.ConnectTimeout, time), options.Model)
            : ProviderHttp.OpenAI(options.Endpoint, options.ApiKey, options.ConnectTimeout, time).GetChatClient(options.Model).AsIChatClient();
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

    // Said explicitly, because the environment variable that turns text on in other programs must not do so here.
    private static void Quiet(OpenTelemetryChatClient client) => client.EnableSensitiveData = false;

    private static void Complete(ChatOptions chat, ModelOptions options)
    {
        chat.MaxOutputTokens ??= options.MaxOutputTokens;
        chat.Temperature ??= options.Temperature;
        if (options.IsStrict && chat.ResponseFormat is ChatResponseFormatJson { Schema: not null })
            (chat.AdditionalProperties ??= [])["strict"] = true;
    }
}
