using Microsoft.Extensions.Options;

namespace Coaching.Knowledge.Qdrant;

/// <summary>Where 百问百答 is indexed when not in memory.</summary>
public sealed class QdrantOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Qdrant";

    /// <summary>The server's REST address, for example <c>https://qdrant.example.org:6333</c>; empty means the embedded index.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key that may read and write; empty where the server wants none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The alias that searches go to; collections are named after it.</summary>
    public string Collection { get; set; } = "qa";

    /// <summary>How long one request may take, repeats included; default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal bool IsUsed => !string.IsNullOrEmpty(Endpoint?.OriginalString);
}

/// <summary>Says at start-up which key is wrong and what to write instead.</summary>
internal sealed class QdrantOptionsValidator : IValidateOptions<QdrantOptions>
{
    private const int LongestName = 100;

    public ValidateOptionsResult Validate(string? name, QdrantOptions options)
    {
        var problems = options.IsUsed ? Problems(options).ToList() : [];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(QdrantOptions options)
    {
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return Problem("Endpoint", options.Endpoint!.OriginalString, "write the server's address, for example http://localhost:6333, or leave it empty");
        if (options.Collection.Length is 0 or > LongestName || !options.Collection.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return Problem("Collection", options.Collection, $"write 1 to {LongestName} letters, digits, - or _, for example qa");
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(5))
            yield return Problem("Timeout", options.Timeout.ToString(), "write a time above zero and at most five minutes, for example 00:00:05");
        if (options.ApiKey.Any(c => c is < ' ' or > '~'))
            yield return $"{QdrantOptions.Section}:ApiKey holds a character that no HTTP header can carry: copy it again.";
    }

    private static string Problem(string key, string value, string mend) =>
        $"{QdrantOptions.Section}:{key} is {(value.Length == 0 ? "empty" : $"'{value}'")}: {mend}.";
}
