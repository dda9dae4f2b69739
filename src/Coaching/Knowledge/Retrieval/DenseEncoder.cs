using Coaching.Models;
using Coaching.Models.Embeddings;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coaching.Knowledge.Retrieval;

/// <summary>Turns entries and questions into vectors of length one, with the prefixes that the model wants.</summary>
internal sealed class DenseEncoder
{
    // Nobody shall wait for a service that has just failed.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private const int RememberedQuestions = 256;

    private readonly IEmbeddingGenerator<string, Embedding<float>> questions;
    private readonly CachedEmbeddingGenerator documents;
    private readonly EmbeddingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<DenseEncoder> logger;
    private readonly Lock state = new();
    private readonly Dictionary<string, float[]> remembered = new(StringComparer.Ordinal);
    private readonly Queue<string> oldest = new();
    private long pausedUntil;

    public DenseEncoder(
        IEmbeddingGenerator<string, Embedding<float>> questions, CachedEmbeddingGenerator documents, IOptions<EmbeddingOptions> options, TimeProvider time, ILogger<DenseEncoder> logger)
    {
        this.options = options.Value;
        this.time = time;
        this.questions = questions;
        this.documents = documents;
        this.logger = logger;
    }

    /// <summary>The model's name, for pages.</summary>
    public string Model => options.DisplayName;

    /// <summary>All that an entry's vector depends on besides its text. Reads a model's file the first time: not for the way of a request.</summary>
    public string Identity => documents.Identity;

    /// <summary>How many texts are embedded together.</summary>
    public int BatchSize => options.BatchSize;

    /// <summary>Whether questions are not embedded for a moment, because that failed.</summary>
    public bool IsPaused => time.GetTimestamp() < Volatile.Read(ref pausedUntil);

    /// <summary>The vectors of entries' texts.</summary>
    public async Task<IReadOnlyList<float[]>> DocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Check(texts.Count, await documents.GenerateAsync([.. texts.Select(text => Cut(options.DocumentPrefix, text))], cancellationToken: cancellationToken));

    /// <summary>A question's vector; null where that fails or takes too long, and for a moment after it did.</summary>
    public async ValueTask<float[]?> QuestionAsync(string text, CancellationToken cancellationToken)
    {
        lock (state)
        {
            if (remembered.TryGetValue(text, out var known)) return known;
        }

        if (IsPaused) return null;
        using var window = new CancellationTokenSource(options.QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, window.Token);
        try
        {
            // A generator may be slow to notice that nobody waits any more.
            var made = await questions.GenerateAsync([Cut(options.QueryPrefix, text)], cancellationToken: either.Token).WaitAsync(either.Token);
            return Remember(text, Check(1, made)[0]);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref pausedUntil, time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency));
            logger.LogWarning("Questions are not embedded for {Pause}; search is lexical: {Reason}", Pause, window.IsCancellationRequested ? $"no answer within {options.QueryTimeout}" : Reason(fault));
            return null;
        }
    }

    /// <summary>A failure in words that repeat nothing of a text.</summary>
    public static string Reason(Exception fault) => fault is ModelUnavailableException or UnusableModelException ? fault.Message : fault.GetType().Name;

    private string Cut(string prefix, string text)
    {
        var whole = prefix + text;
        // An ONNX model's tokenizer cuts by itself.
        return options.IsOnnx || whole.Length <= options.MaxTokens ? whole : whole[..options.MaxTokens];
    }

    private float[][] Check(int wanted, GeneratedEmbeddings<Embedding<float>> made)
    {
        if (made.Count != wanted) throw new ModelUnavailableException(ModelFailure.Garbled);
        return [.. made.Select(vector => vector.Vector.Length > 0 && (options.Dimensions == 0 || vector.Vector.Length == options.Dimensions)
            ? OnnxPooling.Normalise(vector.Vector.ToArray())
            : throw new UnusableModelException($"{EmbeddingOptions.Section}:Dimensions is {options.Dimensions}, but {Model} gives {vector.Vector.Length}: write that number, or 0."))];
    }

    private float[] Remember(string text, float[] vector)
    {
        lock (state)
        {
            if (!remembered.TryAdd(text, vector)) return vector;
            oldest.Enqueue(text);
            if (oldest.Count > RememberedQuestions) remembered.Remove(oldest.Dequeue());
        }

        return vector;
    }
}
