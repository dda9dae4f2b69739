using Microsoft.Extensions.AI;

namespace Coaching.Models.Embeddings;

/// <summary>
/// Embeds with a model's files and no network. The model is loaded when it is first used, for that takes seconds. Safe
/// for many threads; a cancelled call ends after the batch under way.
/// </summary>
internal sealed class OnnxEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingOptions options;
    private readonly Lazy<OnnxModel> model;
    private readonly EmbeddingGeneratorMetadata metadata;

    public OnnxEmbeddingGenerator(EmbeddingOptions options)
    {
        this.options = options;
        model = new Lazy<OnnxModel>(() => OnnxModel.Load(options));
        metadata = new EmbeddingGeneratorMetadata("onnx", defaultModelId: options.DisplayName, defaultModelDimensions: options.Dimensions > 0 ? options.Dimensions : null);
    }

    /// <exception cref="UnusableModelException">The files are no embedding model that can be used here.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        // Computing takes a core for a while: not the caller's.
        Task.Run(() => Generate([.. values], options?.Dimensions ?? 0, cancellationToken), cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata : serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        if (model.IsValueCreated) model.Value.Dispose();
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(IReadOnlyList<string> texts, int dimensions, CancellationToken cancellationToken)
    {
        var vectors = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        foreach (var batch in texts.Chunk(options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var vector in model.Value.Embed(batch)) vectors.Add(new Embedding<float>(OnnxPooling.Shorten(vector, dimensions)) { ModelId = options.DisplayName });
        }

        return vectors;
    }
}
