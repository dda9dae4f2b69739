using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>An embedding comes at once or not at all: it has the time a chat has for its first token.</summary>
internal sealed class TimeoutEmbeddingGenerator(
    IEmbeddingGenerator<string, Embedding<float>> inner, ModelOptions options, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? embeddingOptions = null, CancellationToken cancellationToken = default)
    {
        using var window = new CancellationTokenSource(options.FirstTokenTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, window.Token);
        try
        {
            return await base.GenerateAsync(values, embeddingOptions, either.Token);
        }
        catch (OperationCanceledException) when (window.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelUnavailableException(ModelFailure.FirstTokenTimeout);
        }
    }
}
