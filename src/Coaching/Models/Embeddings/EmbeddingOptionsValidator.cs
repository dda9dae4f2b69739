using Microsoft.Extensions.Options;

namespace Coaching.Models.Embeddings;

/// <summary>Says at start-up which key is wrong and what to write instead. A model's files are looked for, not loaded: that takes its time.</summary>
internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        var problems = options.IsUsed ? Problems(options).ToList() : [];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(EmbeddingOptions options)
    {
        if (!options.IsOpenAI && !options.IsOllama && !options.IsOnnx)
        {
            yield return Problem("Provider", options.Provider, "write none, openai, ollama or onnx");
            yield break;
        }

        if (options.Dimensions is < 0 or > VectorFile.MostDimensions)
            yield return Problem("Dimensions", $"{options.Dimensions}", $"write 0 (the model's own) to {VectorFile.MostDimensions}");
        if (options.MaxTokens is < 8 or > 8192) yield return Problem("MaxTokens", $"{options.MaxTokens}", "write 8 to 8192, for example 512");
        if (options.BatchSize is < 1 or > 256) yield return Problem("BatchSize", $"{options.BatchSize}", "write 1 to 256");
        if (options.CacheMegabytes is < 1 or > 65_536) yield return Problem("CacheMegabytes", $"{options.CacheMegabytes}", "write 1 to 65536, for example 256");
        foreach (var (key, value) in new[] { ("ConnectTimeout", options.ConnectTimeout), ("Timeout", options.Timeout), ("QueryTimeout", options.QueryTimeout) })
        {
            if (value <= TimeSpan.Zero || value > Longest) yield return Problem(key, value.ToString(), "write a time above zero and at most an hour, for example 00:00:01.5");
        }

        foreach (var problem in options.IsOnnx ? OnnxProblems(options) : NetworkProblems(options)) yield return problem;
    }

    private static IEnumerable<string> NetworkProblems(EmbeddingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Model))
            yield return Problem("Model", options.Model, "write the embedding model's name as the service knows it, for example bge-m3");
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return Problem("Endpoint", options.Endpoint?.OriginalString ?? "", options.IsOpenAI
                ? "write the base address of the service, for example https://api.siliconflow.cn/v1"
                : "write Ollama's address, for example http://localhost:11434");
        }

        if (options.ApiKey.Any(c => c is < ' ' or > '~')) yield return $"{EmbeddingOptions.Section}:ApiKey holds a character that no HTTP header can carry: copy it again.";
    }

    private static IEnumerable<string> OnnxProblems(EmbeddingOptions options)
    {
        if (!EmbeddingOptions.Is(options.Pooling, "mean") && !options.PoolsFirstToken) yield return Problem("Pooling", options.Pooling, "write mean or cls");
        if (string.IsNullOrWhiteSpace(options.Folder) || !Directory.Exists(options.Folder))
        {
            yield return Problem("Folder", options.Folder, "write the folder that holds the model and its tokenizer");
        }
        else
        {
            if (!File.Exists(options.ModelPath)) yield return Problem("ModelFile", options.ModelFile, $"there is no such file in '{options.Folder}'; write its name, for example model.onnx or onnx/model.onnx");
            if (OnnxTokenizer.FindFile(options.Folder) is null) yield return Problem("Folder", options.Folder, OnnxTokenizer.Wanted);
        }
    }

    private static string Problem(string key, string value, string mend) =>
        $"{EmbeddingOptions.Section}:{key} is {(value.Length == 0 ? "empty" : $"'{value}'")}: {mend}.";
}
