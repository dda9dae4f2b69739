using Microsoft.Extensions.Options;

namespace Coaching.Models;

/// <summary>Says at start-up which key is wrong and what to write instead, before a teacher meets the consequence.</summary>
internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    // A timer's upper bound is near 49 days; nobody waits an hour for a sentence.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ModelOptions options)
    {
        if (!options.IsEmbedded && !options.IsOpenAI && !options.IsOllama)
            yield return Problem("Provider", options.Provider, "write embedded, openai or ollama");
        if (!ModelOptions.Is(options.MaxTokensParameter, "max_completion_tokens") && !options.SendsMaxTokens)
            yield return Problem("MaxTokensParameter", options.MaxTokensParameter, "write max_completion_tokens or max_tokens");
        if (!ModelOptions.Is(options.StructuredOutput, "plain") && !options.IsStrict)
            yield return Problem("StructuredOutput", options.StructuredOutput, "write strict or plain");
        foreach (var (key, value) in new[]
        {
            ("ConnectTimeout", options.ConnectTimeout),
            ("FirstTokenTimeout", options.FirstTokenTimeout),
            ("InterTokenTimeout", options.InterTokenTimeout),
        })
        {
            if (value <= TimeSpan.Zero || value > Longest)
                yield return Problem(key, value.ToString(), "write a time above zero and at most an hour, for example 00:00:10");
        }

        if (options.Retries is < 0 or > 5) yield return Problem("Retries", $"{options.Retries}", "write 0 to 5");
        if (options.MaxOutputTokens is < 1 or > 32_000)
            yield return Problem("MaxOutputTokens", $"{options.MaxOutputTokens}", "write 1 to 32000");
        if (options.Temperature is not (>= 0 and <= 2))
            yield return Problem("Temperature", $"{options.Temperature}", "write 0 to 2");
        if (options.EmbeddedCharactersPerSecond is < 0 or > 100_000)
            yield return Problem("EmbeddedCharactersPerSecond", $"{options.EmbeddedCharactersPerSecond}", "write 0 (at once) to 100000");
        if (!options.IsOpenAI && !options.IsOllama) yield break;

        if (string.IsNullOrWhiteSpace(options.Model))
            yield return Problem("Model", options.Model, "write the model's name as the service knows it, for example deepseek-chat");
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return Problem("Endpoint", options.Endpoint?.OriginalString ?? "", options.IsOpenAI
                ? "write the base address of the service, for example https://api.deepseek.com/v1"
                : "write Ollama's address, for example http://localhost:11434");
        }
    }

    private static string Problem(string key, string value, string mend) =>
        $"{ModelOptions.Section}:{key} is {(value.Length == 0 ? "empty" : $"'{value}'")}: {mend}.";
}
