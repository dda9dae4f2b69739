using Coaching.Models.Embeddings;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Coaching.Tests.Models.Embeddings;

public sealed class CachedEmbeddingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coaching-vectors-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Generate_AsksForEachTextOnce_AcrossRestarts()
    {
        using var model = new LetterVectors();
        using var first = Cached(model);
        var vectors = await first.GenerateAsync(["家长", "作业", "家长"], cancellationToken: Stop);
        vectors[0].Vector.ToArray().ShouldBe(vectors[2].Vector.ToArray());
        model.Asked.ShouldBe(["家长", "作业"]);

        using var again = Cached(model);
        var later = await again.GenerateAsync(["作业", "手机", "家长"], cancellationToken: Stop);

        model.Asked.ShouldBe(["家长", "作业", "手机"]);
        later.Select(vector => vector.Vector.ToArray()).ShouldBe([vectors[1].Vector.ToArray(), LetterVectors.Of("手机"), vectors[0].Vector.ToArray()]);
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("Provider")]
    [InlineData("Endpoint")]
    [InlineData("Dimensions")]
    [InlineData("DocumentPrefix")]
    public async Task Generate_WithAnythingElseOfTheModel_AsksAnew(string changed)
    {
        using var model = new LetterVectors();
        using var first = Cached(model);
        await first.GenerateAsync(["家长"], cancellationToken: Stop);

        using var other = Cached(model, options =>
        {
            switch (changed)
            {
                case "Model": options.Model = "other"; break;
                case "Provider": options.Provider = "ollama"; break;
                case "Endpoint": options.Endpoint = new Uri("http://other/v1"); break;
                case "Dimensions": options.Dimensions = 8; break;
                default: options.DocumentPrefix = "passage: "; break;
            }
        });
        await other.GenerateAsync(["家长"], cancellationToken: Stop);

        model.Asked.ShouldBe(["家长", "家长"]);
    }

    [Fact]
    public async Task Generate_WithAModelFileReplaced_AsksAnew()
    {
        using var files = new TinyModel().WithVocabulary().WithOnnx();
        using var model = new LetterVectors();
        void Onnx(EmbeddingOptions options) => (options.Provider, options.Folder, options.Model) = ("onnx", files.Folder, "same");
        using var first = Cached(model, Onnx);
        await first.GenerateAsync(["家长"], cancellationToken: Stop);

        files.WithOnnx(output: "token_embeddings");
        using var other = Cached(model, Onnx);
        await other.GenerateAsync(["家长"], cancellationToken: Stop);

        model.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Generate_WhereTheDiskDoesNotServe_GoesOnWithoutAndSaysSoOnce()
    {
        var blocked = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(blocked, "", Stop);
        using var model = new LetterVectors();
        var logs = new LogBook();
        using var loggers = new LoggerFactory([logs]);
        using var cached = new CachedEmbeddingGenerator(model, new VectorFile(blocked, 1 << 20), Options(), TimeProvider.System, loggers.CreateLogger<CachedEmbeddingGenerator>());

        for (var n = 0; n < 2; n++) (await cached.GenerateAsync(["家长"], cancellationToken: Stop))[0].Vector.ToArray().ShouldBe(LetterVectors.Of("家长"));

        logs.Records.Count(record => record.Level == LogLevel.Warning).ShouldBe(1);
    }

    private CachedEmbeddingGenerator Cached(LetterVectors model, Action<EmbeddingOptions>? change = null)
    {
        var options = Options();
        change?.Invoke(options);
        return new CachedEmbeddingGenerator(model, new VectorFile(folder.FullName, 1 << 20), options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CachedEmbeddingGenerator>.Instance);
    }

    private static EmbeddingOptions Options() => new() { Provider = "openai", Endpoint = new Uri("http://here/v1"), Model = "letters" };
}
