using Coaching.Knowledge.Retrieval;
using Coaching.Models;
using Coaching.Models.Embeddings;
using Coaching.Tests.Models.Embeddings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

/// <summary>Vectors of questions and entries, and what happens where there are none.</summary>
public sealed class DenseEncoderTests : IDisposable
{
    private const string Question = "家长嫌作业太多怎么回";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coaching-vectors-");
    private readonly FakeTimeProvider time = new();
    private readonly LogBook logs = new();
    private readonly LetterVectors model = new();
    private readonly EmbeddingOptions options = new() { Provider = "openai", Endpoint = new Uri("http://here/v1"), Model = "letters", QueryPrefix = "query: ", DocumentPrefix = "passage: ", MaxTokens = 20 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Texts_GetThePrefixesThatTheModelWants_AndAreCut()
    {
        using var loggers = new LoggerFactory([logs]);
        var encoder = Encoder(loggers);

        await encoder.DocumentsAsync(["孩子写到十点", new string('多', 50)], Stop);
        await encoder.QuestionAsync(Question, Stop);

        model.Asked.ShouldBe(["passage: 孩子写到十点", "passage: " + new string('多', 11), "query: " + Question]);
    }

    [Fact]
    public async Task Vectors_AreOfLengthOne()
    {
        model.Vector = _ => [3, 4];
        using var loggers = new LoggerFactory([logs]);
        var encoder = Encoder(loggers);

        (await encoder.QuestionAsync(Question, Stop)).ShouldBe([0.6f, 0.8f]);
        (await encoder.DocumentsAsync(["家长"], Stop))[0].ShouldBe([0.6f, 0.8f]);
    }

    [Fact]
    public async Task Questions_AreRemembered_AndNeverWrittenDown()
    {
        using var loggers = new LoggerFactory([logs]);
        var encoder = Encoder(loggers);

        for (var n = 0; n < 3; n++) await encoder.QuestionAsync(Question, Stop);

        model.Asked.Count.ShouldBe(1);
        Directory.GetFiles(folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Question_WhenTheModelIsSlow_IsGivenUpInTime_AndTheNextDoNotWait()
    {
        model.Before = stop => Task.Delay(Timeout.Infinite, stop);
        using var loggers = new LoggerFactory([logs]);
        var encoder = Encoder(loggers);

        var asking = encoder.QuestionAsync(Question, Stop).AsTask();
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(options.QueryTimeout);
        (await asking).ShouldBeNull();

        encoder.IsPaused.ShouldBeTrue();
        (await encoder.QuestionAsync("另一个问题", Stop)).ShouldBeNull();
        model.Before = _ => Task.CompletedTask;
        time.Advance(TimeSpan.FromSeconds(10));
        encoder.IsPaused.ShouldBeFalse();
        (await encoder.QuestionAsync(Question, Stop)).ShouldNotBeNull();
        logs.Records.ShouldContain(record => record.Level == LogLevel.Warning);
        logs.Records.ShouldNotContain(record => record.Text.Contains("作业"));
    }

    [Fact]
    public async Task Question_WhenTheModelIgnoresCancelling_IsGivenUpAllTheSame()
    {
        var never = new TaskCompletionSource();
        model.Before = _ => never.Task;
        using var loggers = new LoggerFactory([logs]);

        var asking = Encoder(loggers).QuestionAsync(Question, Stop).AsTask();
        time.Advance(options.QueryTimeout);

        (await asking).ShouldBeNull();
    }

    [Fact]
    public async Task Question_WhenTheModelFails_IsNone_AndNoTextReachesTheLog()
    {
        model.Before = _ => throw new InvalidOperationException($"cannot embed {Question}");
        using var loggers = new LoggerFactory([logs]);

        (await Encoder(loggers).QuestionAsync(Question, Stop)).ShouldBeNull();

        logs.Records.ShouldContain(record => record.Text.Contains(nameof(InvalidOperationException)));
        logs.Records.ShouldNotContain(record => record.Text.Contains(Question));
    }

    [Fact]
    public async Task Question_WhenTheAskerLeaves_IsCancelled_AndNobodyElseIsKeptWaiting()
    {
        model.Before = stop => Task.Delay(Timeout.Infinite, stop);
        using var loggers = new LoggerFactory([logs]);
        var encoder = Encoder(loggers);
        using var leaving = new CancellationTokenSource();

        var asking = encoder.QuestionAsync(Question, leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        encoder.IsPaused.ShouldBeFalse();
    }

    [Fact]
    public async Task Vectors_OfAnotherLengthThanConfigured_AreRefusedWithBothNumbers()
    {
        options.Dimensions = 512;
        using var loggers = new LoggerFactory([logs]);

        var fault = await Should.ThrowAsync<UnusableModelException>(() => Encoder(loggers).DocumentsAsync(["家长"], Stop));

        fault.Message.ShouldBe("Embeddings:Dimensions is 512, but letters gives 64: write that number, or 0.");
    }

    [Fact]
    public async Task Library_WhenTheServiceComesBack_GoesOnByItself()
    {
        model.Before = _ => throw new ModelUnavailableException(ModelFailure.Unreachable);
        using var loggers = new LoggerFactory([logs]);
        using var library = new DenseLibrary(Encoder(loggers), time, loggers.CreateLogger<DenseLibrary>());
        var texts = library.Of(["家长", "作业", "家长"]);
        texts[0].ShouldBeSameAs(texts[2]);
        await library.StartAsync(Stop);
        await CoachingFixture.EventuallyAsync(() => Task.FromResult(logs.Records.Any(record => record.Level == LogLevel.Warning) ? "tried" : null));
        (library.Dimension, library.Waiting, library.IsInUse).ShouldBe((0, 2, false));

        model.Before = _ => Task.CompletedTask;
        await CoachingFixture.EventuallyAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(library.Waiting == 0 ? "made" : null);
        });

        texts.ShouldAllBe(text => text.Vector != null);
        (library.Dimension, library.Made, library.IsInUse).ShouldBe((LetterVectors.Size, 2, true));
        await library.StopAsync(Stop);
    }

    [Fact]
    public async Task Library_WhenTheServiceRefusesOneText_EmbedsTheOthers()
    {
        model.Vector = text => text.Contains('坏') ? throw new ModelUnavailableException(ModelFailure.Rejected) { Status = 400 } : LetterVectors.Of(text);
        using var loggers = new LoggerFactory([logs]);
        using var library = new DenseLibrary(Encoder(loggers), time, loggers.CreateLogger<DenseLibrary>());
        var texts = library.Of(["家长", "坏", "作业"]);

        await library.StartAsync(Stop);
        await CoachingFixture.EventuallyAsync(() => Task.FromResult(library.Waiting == 0 ? "made" : null));

        texts.Select(text => text.Vector is not null).ShouldBe([true, false, true]);
        logs.Records.ShouldNotContain(record => record.Text.Contains('坏'));
        await library.StopAsync(Stop);
    }

    private DenseEncoder Encoder(ILoggerFactory loggers) => new(
        model, new CachedEmbeddingGenerator(model, new VectorFile(folder.FullName, 1 << 20), options, time, loggers.CreateLogger<CachedEmbeddingGenerator>()),
        Options.Create(options), time, loggers.CreateLogger<DenseEncoder>());
}
