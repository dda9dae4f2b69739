namespace Coaching.Models;

/// <summary>Which language model speaks, and how patiently it is waited for.</summary>
public sealed class ModelOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Models";

    /// <summary><c>embedded</c> (default: no key, no network), <c>openai</c> (any compatible service) or <c>ollama</c>.</summary>
    public string Provider { get; set; } = "embedded";

    /// <summary>
    /// The base address: with <c>openai</c> everything before <c>/chat/completions</c>, with <c>ollama</c> everything
    /// before <c>/api/chat</c>. Required for both, so that nothing is ever sent to a service nobody chose.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The chat model's name as the service knows it.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key; empty where the service wants none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>How long a connection may take to stand; default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first token may take, connecting included; default 20 s.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long any later token may take; default 10 s.</summary>
    public TimeSpan InterTokenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request that failed before its first token is sent again; default 2.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>What the service calls the limit: <c>max_completion_tokens</c> (default) or <c>max_tokens</c>.</summary>
    public string MaxTokensParameter { get; set; } = "max_completion_tokens";

    /// <summary>
    /// <c>strict</c> (default: the service enforces a JSON schema) or <c>plain</c> (it only promises JSON, so the schema
    /// is written into the prompt).
    /// </summary>
    public string StructuredOutput { get; set; } = "strict";

    /// <summary>The longest answer where the caller sets none; default 400 tokens.</summary>
    public int MaxOutputTokens { get; set; } = 400;

    /// <summary>The temperature where the caller sets none; default 0.7.</summary>
    public float Temperature { get; set; } = 0.7f;

    /// <summary>How fast the embedded model appears to speak; default 60 characters a second, 0 means at once.</summary>
    public int EmbeddedCharactersPerSecond { get; set; } = 60;

    internal bool IsEmbedded => Is(Provider, "embedded");

    internal bool IsOpenAI => Is(Provider, "openai");

    internal bool IsOllama => Is(Provider, "ollama");

    internal bool SendsMaxTokens => Is(MaxTokensParameter, "max_tokens");

    internal bool IsStrict => Is(StructuredOutput, "strict");

    internal static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
