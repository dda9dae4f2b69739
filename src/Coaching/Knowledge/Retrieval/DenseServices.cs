using Coaching.Models;
using Coaching.Models.Embeddings;
using Coaching.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coaching.Knowledge.Retrieval;

/// <summary>Vectors where the configuration names a model; nothing at all where it does not.</summary>
internal static class DenseServices
{
    /// <summary>Registers the embedding generator and what makes and keeps vectors.</summary>
    public static IServiceCollection AddVectors(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(EmbeddingOptions.Section);
        services.AddOptions<EmbeddingOptions>().Bind(section)
            .Validate(_ => string.IsNullOrEmpty(configuration["Models:EmbeddingModel"]), "Models:EmbeddingModel has moved: write Embeddings:Provider, Embeddings:Endpoint and Embeddings:Model.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>();
        if (!(section.Get<EmbeddingOptions>() ?? new EmbeddingOptions()).IsUsed) return services;

        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => EmbeddingClients.Create(
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value, provider.GetRequiredService<RosterNames>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>())!);
        services.AddSingleton(provider => new VectorFile(
            Path.Combine(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "embeddings"),
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value.CacheMegabytes * 1024L * 1024));
        services.AddSingleton(provider => new CachedEmbeddingGenerator(
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider.GetRequiredService<VectorFile>(),
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CachedEmbeddingGenerator>>()));
        services.AddSingleton<DenseEncoder>();
        services.AddSingleton<DenseLibrary>();
        services.AddHostedService(provider => provider.GetRequiredService<DenseLibrary>());
        return services;
    }
}
