using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OllamaSharp;

namespace Coaching.Models.Embeddings;

/// <summary>Builds the embedding generator for the configured provider.</summary>
internal static class EmbeddingClients
{
    /// <summary>The generator, or null where none is configured: retrieval is lexical then.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="roster">Names that never leave the house.</param>
    /// <param name="time">Drives the timeout.</param>
    /// <param name="loggers">Makes loggers.</param>
    public static IEmbeddingGenerator<string, Embedding<float>>? Create(EmbeddingOptions options, RosterNames roster, TimeProvider time, ILoggerFactory loggers)
    {
        if (!options.IsUsed) return null;
        IEmbeddingGenerator<string, Embedding<float>> provider = options switch
        {
            { IsOnnx: true } => new OnnxEmbeddingGenerator(options),
            { IsOllama: true } => new OllamaApiClient(ProviderHttp.Client(options.Endpoint, options.ConnectTimeout, time), options.Model),
            _ => ProviderHttp.OpenAI(options.Endpoint, options.ApiKey, options.ConnectTimeout, time).GetEmbeddingClient(options.Model).AsIEmbeddingGenerator(),
        };
        var chain = provider.AsBuilder()
            .UseOpenTelemetry(loggers, ModelClients.TelemetrySource, generator => generator.EnableSensitiveData = false)
            .ConfigureOptions(embedding => embedding.Dimensions ??= options.Dimensions > 0 ? options.Dimensions : null)
            .Use(inner => new TimeoutEmbeddingGenerator(inner, options.Timeout, time));
        // What stays in the house needs no mask.
        return (options.IsOnnx ? chain : chain.Use(inner => new MaskingEmbeddingGenerator(inner, roster))).Build();
    }
}
