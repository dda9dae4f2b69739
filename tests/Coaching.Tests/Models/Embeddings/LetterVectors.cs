using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Coaching.Tests.Models.Embeddings;

/// <summary>
/// A model that tells texts apart by their character pairs, hashed to some dimensions: deterministic, no meaning, but near
/// for texts that share words. It remembers what it was asked, and waits or fails when told to.
/// </summary>
internal sealed class LetterVectors : IEmbeddingGenerator<string, Embedding<float>>
{
    public const int Size = 64;

    private readonly ConcurrentQueue<string> asked = new();

    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>Runs before every answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it makes of a text; <see cref="Of"/> unless a test knows better.</summary>
    public Func<string, float[]> Vector { get; set; } = Of;

    /// <summary>Settings of a product whose model this is to be.</summary>
    public static (string Key, string Value)[] Settings { get; } =
        [("Embeddings:Provider", "openai"), ("Embeddings:Endpoint", "http://127.0.0.1:9/v1"), ("Embeddings:Model", "letters")];

    /// <summary>Takes the place of the configured model.</summary>
    public void Replace(IServiceCollection services) => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(this);

    public static float[] Of(string text)
    {
        var vector = new float[Size];
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var hash = unchecked((uint)((text[i] * 31337) ^ (text[i + 1] * 7919))) * 2654435761u;
            vector[(hash >> 8) % Size] += (hash & 1) == 0 ? 1 : -1;
        }

        vector[0] += 0.01f;
        return Coaching.Models.Embeddings.OnnxPooling.Normalise(vector);
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Before(cancellationToken);
        var texts = values.ToList();
        foreach (var text in texts) asked.Enqueue(text);
        return [.. texts.Select(text => new Embedding<float>(Vector(text)))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
