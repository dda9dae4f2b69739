using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Coaching.Models.Embeddings;

/// <summary>A text-embedding model as an ONNX file with its tokenizer, in the form that sentence-transformers publishes.</summary>
internal sealed class OnnxModel : IDisposable
{
    private const string Tokens = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    private static readonly string[] Inputs = [Tokens, Mask, Types];

    private readonly InferenceSession session;
    private readonly OnnxTokenizer tokenizer;
    private readonly EmbeddingOptions options;
    private readonly string output;

    private OnnxModel(InferenceSession session, OnnxTokenizer tokenizer, EmbeddingOptions options, string output) =>
        (this.session, this.tokenizer, this.options, this.output) = (session, tokenizer, options, output);

    /// <summary>Loads the files that the options name.</summary>
    /// <exception cref="UnusableModelException">They cannot be loaded, or want or give something that is not known here.</exception>
    public static OnnxModel Load(EmbeddingOptions options)
    {
        var tokenizer = OnnxTokenizer.Load(options.Folder);
        InferenceSession session;
        try
        {
            session = new InferenceSession(options.ModelPath);
        }
        catch (OnnxRuntimeException)
        {
            throw new UnusableModelException($"'{options.ModelPath}' cannot be loaded as an ONNX model: copy it again from where it was published, with its external data files if it has any.");
        }

        try
        {
            CheckInputs(session, options);
            return new OnnxModel(session, tokenizer, options, Output(session, options));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The vectors of some texts, of length one, in one run of the model.</summary>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
    {
        var encoded = texts.Select(text => tokenizer.Encode(text, options.MaxTokens)).ToList();
        var width = Math.Max(1, encoded.Max(tokens => tokens.Count));
        var (tokens, mask) = (new long[texts.Count * width], new long[texts.Count * width]);
        tokens.AsSpan().Fill(tokenizer.Padding);
        foreach (var (row, ids) in encoded.Index())
        {
            for (var column = 0; column < ids.Count; column++) (tokens[(row * width) + column], mask[(row * width) + column]) = (ids[column], 1);
        }

        var inputs = session.InputMetadata.Select(input => Input(input.Key, input.Value, input.Key switch { Tokens => tokens, Mask => mask, _ => new long[tokens.Length] }, [texts.Count, width])).ToList();
        using var results = session.Run(inputs, [output]);
        var states = results[0].AsTensor<float>();
        var values = states is DenseTensor<float> dense ? dense.Buffer.Span : states.ToArray();
        var size = values.Length / texts.Count;
        var vectors = new List<float[]>(texts.Count);
        for (var row = 0; row < texts.Count; row++)
        {
            var own = values.Slice(row * size, size);
            vectors.Add(states.Dimensions.Length == 2 ? OnnxPooling.Normalise(own.ToArray())
                : options.PoolsFirstToken ? OnnxPooling.First(own, width)
                : OnnxPooling.Mean(own, mask.AsSpan(row * width, width)));
        }

        return vectors;
    }

    public void Dispose() => session.Dispose();

    private static void CheckInputs(InferenceSession session, EmbeddingOptions options)
    {
        var unknown = session.InputMetadata.Keys.Except(Inputs, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || !session.InputMetadata.ContainsKey(Tokens))
            throw new UnusableModelException($"'{options.ModelPath}' wants {string.Join(", ", session.InputMetadata.Keys)}; known are {string.Join(", ", Inputs)}. Take the model's export for feature extraction.");
        foreach (var (name, input) in session.InputMetadata)
        {
            if (input.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32))
                throw new UnusableModelException($"'{options.ModelPath}' wants {name} as {input.ElementDataType}; whole numbers of 32 or 64 bits are known.");
        }
    }

    // A finished vector where the model gives one, else the states of its tokens.
    private static string Output(InferenceSession session, EmbeddingOptions options)
    {
        foreach (var name in (string[])["sentence_embedding", "last_hidden_state", "token_embeddings"])
        {
            if (session.OutputMetadata.TryGetValue(name, out var known) && known is { ElementDataType: TensorElementType.Float, Dimensions.Length: 2 or 3 }) return name;
        }

        return session.OutputMetadata.FirstOrDefault(known => known.Value is { ElementDataType: TensorElementType.Float, Dimensions.Length: 3 }).Key
            ?? throw new UnusableModelException($"'{options.ModelPath}' gives {string.Join(", ", session.OutputMetadata.Keys)}; wanted is sentence_embedding or last_hidden_state as 32-bit numbers.");
    }

    private static NamedOnnxValue Input(string name, NodeMetadata declared, long[] values, int[] shape) => declared.ElementDataType == TensorElementType.Int32
        ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(Array.ConvertAll(values, value => (int)value), shape))
        : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(values, shape));
}
