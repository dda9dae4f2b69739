using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Coaching.Models.Embeddings;

/// <summary>
/// Embeds each text once: what is in the file is not asked for again, after a restart neither. For published texts only.
/// From a vector its text can be guessed roughly, so what teachers ask is never written there.
/// </summary>
/// <param name="inner">Makes what is missing.</param>
/// <param name="file">Where vectors are kept.</param>
/// <param name="options">The model: its vectors are no others'.</param>
/// <param name="time">Paces the wait for other processes.</param>
/// <param name="logger">Told once where the disk does not serve.</param>
internal sealed class CachedEmbeddingGenerator(
    IEmbeddingGenerator<string, Embedding<float>> inner, VectorFile file, EmbeddingOptions options, TimeProvider time, ILogger<CachedEmbeddingGenerator> logger)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private readonly Lazy<string> identity = new(() => EmbeddingIdentity.Of(options));
    private int warned;

    /// <summary>All that a vector depends on besides the text. Reads a model's file the first time: not for the way of a request.</summary>
    public string Identity => identity.Value;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? generation = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var keys = texts.ConvertAll(text => VectorKey.Of(Identity, text));
        var known = Read(keys);
        var missing = keys.Zip(texts).Where(pair => !known.ContainsKey(pair.First)).DistinctBy(pair => pair.First).ToList();
        if (missing.Count > 0)
        {
            var made = await base.GenerateAsync(missing.Select(pair => pair.Second), generation, cancellationToken);
            if (made.Count != missing.Count) throw new ModelUnavailableException(ModelFailure.Garbled);
            var fresh = missing.Zip(made, (pair, vector) => KeyValuePair.Create(pair.First, vector.Vector.ToArray())).ToList();
            foreach (var (key, vector) in fresh) known[key] = vector;
            await WriteAsync(fresh, cancellationToken);
        }

        return [.. keys.Select(key => new Embedding<float>(known[key]))];
    }

    private Dictionary<VectorKey, float[]> Read(List<VectorKey> keys)
    {
        try
        {
            return file.Read(keys);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Warn(fault);
            return [];
        }
    }

    private async Task WriteAsync(List<KeyValuePair<VectorKey, float[]>> fresh, CancellationToken cancellationToken)
    {
        try
        {
            await file.AddAsync(fresh, time, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Warn(fault);
        }
    }

    private void Warn(Exception fault)
    {
        if (Interlocked.Exchange(ref warned, 1) == 0) logger.LogWarning(fault, "Vectors are not kept on disk: texts are embedded anew after a restart");
    }
}
