using Coaching.Models.Embeddings;
using Microsoft.Extensions.AI;
using Shouldly;

namespace Coaching.Tests.Models.Embeddings;

/// <summary>A model by its files, held against the same sum worked out here.</summary>
public sealed class OnnxEmbeddingTests
{
    private static readonly string[] Texts = ["家长", "作业太多", "孩子写作业写太多", "家", "猫"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Generate_TakesTheMeanOfTheTokensThatCount(bool narrow)
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx(narrow: narrow);
        using var generator = Generator(model);

        var vectors = await generator.GenerateAsync(Texts, cancellationToken: Stop);

        foreach (var (text, vector) in Texts.Zip(vectors)) ShouldBe(vector, Mean(TinyModel.BertTokens(text), TinyModel.TypeZero));
    }

    [Fact]
    public async Task Generate_ByTheFirstToken_TakesItsState()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx();
        using var generator = Generator(model, options => options.Pooling = "cls");

        var vectors = await generator.GenerateAsync(Texts, cancellationToken: Stop);

        foreach (var vector in vectors) ShouldBe(vector, Mean([2], TinyModel.TypeZero));
    }

    [Fact]
    public async Task Generate_WhereTheModelTakesNoTypes_SendsNone()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx(["input_ids", "attention_mask"]);
        using var generator = Generator(model);

        var vectors = await generator.GenerateAsync(Texts, cancellationToken: Stop);

        foreach (var (text, vector) in Texts.Zip(vectors)) ShouldBe(vector, Mean(TinyModel.BertTokens(text), new float[TinyModel.Size]));
    }

    [Fact]
    public async Task Generate_WhereTheModelGivesWholeVectors_TakesThem()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx(output: "sentence_embedding");
        using var generator = Generator(model, options => options.Pooling = "cls");

        var vector = (await generator.GenerateAsync(["作业太多"], cancellationToken: Stop))[0];

        ShouldBe(vector, Mean(TinyModel.BertTokens("作业太多"), TinyModel.TypeZero));
    }

    [Fact]
    public async Task Generate_OfALongText_CutsItAndKeepsTheLastMark()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx();
        using var generator = Generator(model, options => options.MaxTokens = 8);

        var vector = (await generator.GenerateAsync([string.Concat(Enumerable.Repeat("作业太多", 10))], cancellationToken: Stop))[0];

        ShouldBe(vector, Mean(TinyModel.BertTokens("作业太多作业"), TinyModel.TypeZero));
    }

    [Fact]
    public async Task Generate_Shortened_IsOfLengthOneAgain()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx();
        using var generator = Generator(model);

        var vector = (await generator.GenerateAsync(["家长"], new EmbeddingGenerationOptions { Dimensions = 2 }, Stop))[0];

        var whole = Mean(TinyModel.BertTokens("家长"), TinyModel.TypeZero);
        ShouldBe(vector, OnnxPooling.Normalise(whole[..2]));
    }

    [Fact]
    public async Task Generate_ByManyAtOnce_GivesEachItsOwn()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx();
        using var generator = Generator(model, options => options.BatchSize = 2);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Stop, async (number, stop) =>
        {
            var texts = Texts.Skip(number % 3).ToList();
            var vectors = await generator.GenerateAsync(texts, cancellationToken: stop);
            foreach (var (text, vector) in texts.Zip(vectors)) ShouldBe(vector, Mean(TinyModel.BertTokens(text), TinyModel.TypeZero));
        });
    }

    [Fact]
    public async Task Generate_WhenCancelled_Ends()
    {
        using var model = new TinyModel().WithVocabulary().WithOnnx();
        using var generator = Generator(model, options => options.BatchSize = 1);
        using var cancelled = new CancellationTokenSource();
        // Cancelled while its texts are still being read.
        IEnumerable<string> Endless()
        {
            yield return "家长";
            cancelled.Cancel();
            yield return "作业";
        }

        await Should.ThrowAsync<OperationCanceledException>(() => generator.GenerateAsync(Endless(), cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task Roberta_NumbersItsPiecesAsTheModelWasTrained()
    {
        using var model = new TinyModel().WithSentencePiece("sentencepiece.bpe.model").WithOnnx(["input_ids", "attention_mask"]);
        using var generator = Generator(model);

        var vectors = await generator.GenerateAsync(["家长作业", "猫", "家长"], cancellationToken: Stop);

        // Pieces 8 (▁家长) and 7 (作业) stand one further; what is unknown is 3; 0 and 2 are the marks.
        OnnxTokenizer.Load(model.Folder).Encode("家长作业", 512).ShouldBe([0, 9, 8, 2]);
        ShouldBe(vectors[0], Mean([0, 9, 8, 2], new float[TinyModel.Size]));
        ShouldBe(vectors[1], Mean([0, 4, 3, 2], new float[TinyModel.Size]));
        ShouldBe(vectors[2], Mean([0, 9, 2], new float[TinyModel.Size]));
        OnnxTokenizer.Load(model.Folder).Encode("家长作业家长作业家长", 4).ShouldBe([0, 9, 8, 2]);
    }

    [Theory]
    [InlineData("""{}""", new[] { 8, 7, 2 })]
    [InlineData("""{"add_bos_token": true, "add_eos_token": false}""", new[] { 1, 8, 7 })]
    public void SentencePiece_PutsTheMarksThatTheModelWants(string settings, int[] expected)
    {
        using var model = new TinyModel().WithSentencePiece("tokenizer.model");
        File.WriteAllText(Path.Combine(model.Folder, "tokenizer_config.json"), settings);

        OnnxTokenizer.Load(model.Folder).Encode("家长作业", 512).ShouldBe(expected);
    }

    [Fact]
    public async Task Generate_WithFilesThatAreNoModel_SaysWhichAndWhatToDo()
    {
        using var broken = new TinyModel().WithVocabulary();
        File.WriteAllText(Path.Combine(broken.Folder, "model.onnx"), "not a model");
        (await FaultAsync(broken)).ShouldContain("model.onnx' cannot be loaded");

        using var strange = new TinyModel().WithVocabulary().WithOnnx(["input_ids", "pixel_values"]);
        (await FaultAsync(strange)).ShouldContain("pixel_values");

        using var mute = new TinyModel().WithOnnx();
        (await FaultAsync(mute)).ShouldContain("vocab.txt");

        using var garbled = new TinyModel().WithOnnx();
        File.WriteAllText(Path.Combine(garbled.Folder, "tokenizer.model"), "not a tokenizer");
        (await FaultAsync(garbled)).ShouldContain("tokenizer.model' cannot be read");

        static async Task<string> FaultAsync(TinyModel model)
        {
            using var generator = Generator(model);
            return (await Should.ThrowAsync<UnusableModelException>(() => generator.GenerateAsync(["家长"], cancellationToken: Stop))).Message;
        }
    }

    private static OnnxEmbeddingGenerator Generator(TinyModel model, Action<EmbeddingOptions>? change = null)
    {
        var options = new EmbeddingOptions { Provider = "onnx", Folder = model.Folder };
        change?.Invoke(options);
        return new OnnxEmbeddingGenerator(options);
    }

    // The reference: rows of the table, their types' row, the mean, length one.
    private static float[] Mean(int[] tokens, float[] type)
    {
        var mean = Enumerable.Range(0, TinyModel.Size).Select(column => tokens.Average(token => TinyModel.Table[token][column] + type[column])).ToArray();
        var length = MathF.Sqrt(mean.Sum(value => value * value));
        return [.. mean.Select(value => value / length)];
    }

    private static void ShouldBe(Embedding<float> vector, float[] expected)
    {
        vector.Vector.Length.ShouldBe(expected.Length);
        foreach (var (ours, theirs) in vector.Vector.ToArray().Zip(expected)) ours.ShouldBe(theirs, 1e-5f);
    }
}
