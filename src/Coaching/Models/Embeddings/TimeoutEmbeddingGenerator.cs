using Microsoft.Extensions.AI;

namespace Coaching.Models.Embeddings;

/// <summary>A batch of embeddings comes in time or not at all.</summary>
internal sealed class TimeoutEmbeddingGenerator(
    IEmbeddingGenerator<string, Embedding<float>> inner, TimeSpan longest, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var window = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, window.Token);
        try
        {
            return await base.GenerateAsync(values, options, either.Token);
        }
        catch (OperationCanceledException) when (window.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelUnavailableException(ModelFailure.FirstTokenTimeout);
        }
    }
}
