using Coaching.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class ModelOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Problems(new ModelOptions()).ShouldBeEmpty();

    [Theory]
    [InlineData("Provider", "gpt", "write embedded, openai or ollama")]
    [InlineData("MaxTokensParameter", "tokens", "write max_completion_tokens or max_tokens")]
    [InlineData("StructuredOutput", "loose", "write strict or plain")]
    [InlineData("FirstTokenTimeout", "00:00:00", "above zero")]
    [InlineData("Retries", "9", "write 0 to 5")]
    [InlineData("Temperature", "NaN", "write 0 to 2")]
    [InlineData("MaxOutputTokens", "0", "write 1 to 32000")]
    public void Validate_WhenAKeyIsWrong_NamesItAndTheMend(string key, string value, string mend)
    {
        var problem = Problems(Bind((key, value))).ShouldHaveSingleItem();

        problem.ShouldStartWith($"Models:{key} is '{value}'");
        problem.ShouldContain(mend);
    }

    [Fact]
    public void Validate_WhenANetworkProviderLacksItsAddress_SaysSo()
    {
        var problems = Problems(Bind(("Provider", "OpenAI")));

        problems.ShouldContain(problem => problem.StartsWith("Models:Endpoint is empty", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("Models:Model is empty", StringComparison.Ordinal));
        Problems(Bind(("Provider", "ollama"), ("Model", "qwen3"), ("Endpoint", "ftp://localhost"))).ShouldHaveSingleItem();
        Problems(Bind(("Provider", "openai"), ("Model", "m"), ("Endpoint", "https://api.deepseek.com/v1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_WhenEmbedded_UsesTheGivenClientUnchanged()
    {
        using var embedded = new ScriptedChatClient(["好"]);

        using var client = ModelClients.Create(new ModelOptions(), Chain.NoNames, TimeProvider.System, NullLoggerFactory.Instance, embedded);

        // Nothing leaves the house, so nothing is masked on the way.
        (await client.ListenAsync("13812345678")).Text.ShouldBe("好");
        embedded.Heard.ShouldBe(["13812345678"]);
        client.GetService<MaskingChatClient>().ShouldBeNull();
    }

    private static ModelOptions Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Models:{setting.Key}", (string?)setting.Value)))
            .Build();
        return configuration.GetSection(ModelOptions.Section).Get<ModelOptions>()!;
    }

    private static IReadOnlyList<string> Problems(ModelOptions options) => [.. new ModelOptionsValidator().Validate(null, options).Failures ?? []];
}
