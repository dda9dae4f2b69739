using System.Security.Cryptography;
using System.Text.Json;

namespace Coaching.Models.Embeddings;

/// <summary>All that a document's vector depends on besides its text, in one short word.</summary>
internal static class EmbeddingIdentity
{
    /// <summary>Of what is configured. A model's file counts by its content: a file replaced under the same name is another model.</summary>
    public static string Of(EmbeddingOptions options)
    {
        var parts = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Provider = options.Provider.ToLowerInvariant(),
            Endpoint = options.IsOnnx ? "" : options.Endpoint?.AbsoluteUri ?? "",
            Model = options.IsOnnx ? "" : options.Model,
            options.Dimensions,
            options.DocumentPrefix,
            options.MaxTokens,
            Files = options.IsOnnx ? $"{Hash(options.ModelPath)} {Hash(OnnxTokenizer.FindFile(options.Folder)!)} {options.PoolsFirstToken}" : "",
        });
        return Convert.ToHexStringLower(SHA256.HashData(parts).AsSpan(0, 16));
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
