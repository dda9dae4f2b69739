using Coaching.Models.Embeddings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Shouldly;

namespace Coaching.Tests.Models.Embeddings;

public sealed class EmbeddingOptionsTests
{
    private static readonly (string, string)[] Service = [("Provider", "openai"), ("Endpoint", "http://127.0.0.1:9/v1"), ("Model", "bge-m3")];

    [Fact]
    public void Validate_Defaults_AreValid() => Problems().ShouldBeEmpty();

    [Fact]
    public void Validate_AServiceThatIsNamedWhole_IsValid() => Problems(Service).ShouldBeEmpty();

    [Theory]
    [InlineData("Provider", "gpt", "write none, openai, ollama or onnx")]
    [InlineData("Endpoint", "ftp://here", "https://api.siliconflow.cn/v1")]
    [InlineData("Dimensions", "-1", "write 0")]
    [InlineData("MaxTokens", "0", "write 8 to 8192")]
    [InlineData("BatchSize", "0", "write 1 to 256")]
    [InlineData("CacheMegabytes", "0", "write 1 to 65536")]
    [InlineData("QueryTimeout", "00:00:00", "above zero")]
    public void Validate_WhenAKeyIsWrong_NamesItAndTheMend(string key, string value, string mend)
    {
        var problem = Problems([.. Service.Where(setting => setting.Item1 != key), (key, value)]).ShouldHaveSingleItem();

        problem.ShouldStartWith($"Embeddings:{key} is '{value}'");
        problem.ShouldContain(mend);
    }

    [Fact]
    public void Validate_WhenAServiceLacksItsAddress_SaysSo() =>
        Problems(("Provider", "ollama")).ShouldBe(
        [
            "Embeddings:Model is empty: write the embedding model's name as the service knows it, for example bge-m3.",
            "Embeddings:Endpoint is empty: write Ollama's address, for example http://localhost:11434.",
        ]);

    [Fact]
    public void Validate_WhenAModelsFilesAreMissing_SaysWhich()
    {
        Problems(("Provider", "onnx")).ShouldHaveSingleItem().ShouldStartWith("Embeddings:Folder is empty");

        using var model = new TinyModel();
        var problems = Problems(("Provider", "onnx"), ("Folder", model.Folder), ("Pooling", "max"));
        problems.Count.ShouldBe(3);
        problems.ShouldContain(problem => problem.StartsWith("Embeddings:Pooling is 'max'"));
        problems.ShouldContain(problem => problem.StartsWith("Embeddings:ModelFile is 'model.onnx'"));
        problems.ShouldContain(problem => problem.Contains("vocab.txt"));

        model.WithVocabulary().WithOnnx();
        Problems(("Provider", "onnx"), ("Folder", model.Folder)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Embeddings:Provider", "qdrant", "Embeddings:Provider is 'qdrant'")]
    [InlineData("Models:EmbeddingModel", "bge-m3", "Models:EmbeddingModel has moved: write Embeddings:Provider")]
    public async Task Product_WithAnOptionThatCannotBe_DoesNotStartAndSaysWhich(string key, string value, string expected) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => CoachingFixture.StartAsync(settings: [(key, value)]))).Message.ShouldContain(expected);

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Embeddings:{setting.Key}", (string?)setting.Value)))
            .Build();
        return [.. new EmbeddingOptionsValidator().Validate(null, configuration.GetSection(EmbeddingOptions.Section).Get<EmbeddingOptions>() ?? new()).Failures ?? []];
    }
}
