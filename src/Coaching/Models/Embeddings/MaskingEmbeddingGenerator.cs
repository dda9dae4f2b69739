using Microsoft.Extensions.AI;

namespace Coaching.Models.Embeddings;

/// <summary>Masks what is embedded by a network provider; vectors need no restoring.</summary>
internal sealed class MaskingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, RosterNames roster)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var names = await roster.MatcherAsync(cancellationToken);
        if (options?.RawRepresentationFactory is not null)
        {
            options = options.Clone();
            options.RawRepresentationFactory = null;
        }

        // Each text has its own numbering: its vector must not depend on which others were in the batch.
        return await base.GenerateAsync([.. values.Select(value => new Masking(names).Mask(value))], options, cancellationToken);
    }
}
