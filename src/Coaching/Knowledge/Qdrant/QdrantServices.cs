using Coaching.Knowledge.Retrieval;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Coaching.Knowledge.Qdrant;

/// <summary>Makes Qdrant the index where the configuration names a server.</summary>
internal static class QdrantServices
{
    /// <summary>Registers <see cref="IQaIndex"/>: Qdrant with the embedded index behind it, or the embedded index alone.</summary>
    public static IServiceCollection AddQaIndex(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(QdrantOptions.Section);
        services.AddSingleton<ITextCutter, TextCutter>();
        services.AddSingleton<EmbeddedQaIndex>();
        services.AddOptions<QdrantOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QdrantOptions>, QdrantOptionsValidator>();
        if (!(section.Get<QdrantOptions>() ?? new QdrantOptions()).IsUsed)
        {
            return services.AddSingleton<IQaIndex>(provider => provider.GetRequiredService<EmbeddedQaIndex>());
        }

        services.AddQdrantClient();
        services.AddSingleton<QdrantQaIndex>();
        services.AddSingleton<FallbackQaIndex>();
        services.AddSingleton<IQaIndex>(provider => provider.GetRequiredService<FallbackQaIndex>());
        services.AddHostedService(provider => provider.GetRequiredService<FallbackQaIndex>());
        return services;
    }

    /// <summary>Registers the client alone, for whatever <see cref="QdrantOptions"/> say.</summary>
    public static IServiceCollection AddQdrantClient(this IServiceCollection services)
    {
        services.AddHttpClient<QdrantClient>((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptions<QdrantOptions>>().Value;
                http.BaseAddress = new Uri(options.Endpoint!.AbsoluteUri.TrimEnd('/') + "/");
                // Covers the body too, which a handler's timeout does not.
                http.Timeout = options.Timeout;
                if (options.ApiKey.Length > 0) http.DefaultRequestHeaders.Add("api-key", options.ApiKey);
            })
            // One client for the life of the process: connections are renewed underneath, so that a moved name is found.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddResilienceHandler("qdrant", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            }));
        return services;
    }
}
