namespace Coaching.Models.Embeddings;

/// <summary>Which model turns texts into vectors, if any does: retrieval is lexical with none.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Embeddings";

    /// <summary><c>none</c> (default), <c>openai</c> (any compatible service), <c>ollama</c> or <c>onnx</c> (a model's files, no network).</summary>
    public string Provider { get; set; } = "none";

    /// <summary>
    /// The base address: with <c>openai</c> everything before <c>/embeddings</c>, with <c>ollama</c> everything before
    /// <c>/api/embed</c>. Required for both, so that nothing is ever sent to a service nobody chose.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The model's name: as the service knows it, or for <c>onnx</c> as pages shall show it (the folder's name when empty).</summary>
    public string Model { get; set; } = "";

    /// <summary>The key; empty where the service wants none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// The length of the vectors; 0 (default) for the model's own. A shorter one is asked of the service; an ONNX model's
    /// vector is cut, which only models trained for it (Matryoshka) bear.
    /// </summary>
    public int Dimensions { get; set; }

    /// <summary>With <c>onnx</c>: the folder with the model and its tokenizer, as the model was published.</summary>
    public string Folder { get; set; } = "";

    /// <summary>With <c>onnx</c>: the model's file within <see cref="Folder"/>; default <c>model.onnx</c>.</summary>
    public string ModelFile { get; set; } = "model.onnx";

    /// <summary>With <c>onnx</c>: how tokens become one vector where the model leaves that open, <c>mean</c> (default) or <c>cls</c>.</summary>
    public string Pooling { get; set; } = "mean";

    /// <summary>What the model wants before a question, for example <c>query: </c>; default nothing.</summary>
    public string QueryPrefix { get; set; } = "";

    /// <summary>What the model wants before a text that is searched, for example <c>passage: </c>; default nothing.</summary>
    public string DocumentPrefix { get; set; } = "";

    /// <summary>
    /// The longest text in tokens, 8 to 8192, default 512; the rest is cut off. Services count for themselves and are sent
    /// that many characters: a Chinese character is about a token.
    /// </summary>
    public int MaxTokens { get; set; } = 512;

    /// <summary>Texts embedded together, 1 to 256; default 16.</summary>
    public int BatchSize { get; set; } = 16;

    /// <summary>How long a connection may take to stand; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch may take; default 60 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a search waits for its question's vector before it goes on without; default 1.5 s.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How large the file of known vectors may grow, in MiB, 1 to 65536; default 256.</summary>
    public int CacheMegabytes { get; set; } = 256;

    /// <summary>The model as pages name it.</summary>
    public string DisplayName => Model.Length > 0 ? Model : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder.Length > 0 ? Folder : ".")));

    internal bool IsUsed => !Is(Provider, "none") && Provider.Length > 0;

    internal bool IsOpenAI => Is(Provider, "openai");

    internal bool IsOllama => Is(Provider, "ollama");

    internal bool IsOnnx => Is(Provider, "onnx");

    internal bool PoolsFirstToken => Is(Pooling, "cls");

    internal string ModelPath => Path.Combine(Folder, ModelFile);

    internal static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
