using Coaching.Knowledge;
using Coaching.Knowledge.Retrieval;
using Coaching.Models;
using Coaching.Tests.Knowledge.Qdrant;
using Coaching.Tests.Models;
using Coaching.Tests.Models.Embeddings;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Knowledge;

/// <summary>百问百答 with a model besides the words: in memory and in Qdrant.</summary>
public sealed class VectorSearchTests
{
    private const string City = "city/";
    private const string School = "city/district/school/";
    private const string OtherWords = "qwertyuiop";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_WhereNoWordMatches_FindsWhatIsNear()
    {
        using var model = Understands(OtherWords, "作业太多");
        await using var bed = await BedAsync(model);

        foreach (var index in (IQaIndex[])[bed.Embedded, bed.Index])
        {
            var hits = await index.SearchAsync(new QaQuery(OtherWords, School, 5) { Explain = true }, Stop);

            hits[0].Entry.Id.ShouldBe("hs-1", index.Name);
            hits[0].Vectors.ShouldBe("letters");
            hits[0].Fields.Single(field => field.Field == DenseFusion.Name).Score.ShouldBe(hits[0].Score, 1e-5);
            hits.ShouldAllBe(hit => hit.Score > 0 && hit.Score <= 1);
            index.Vectors.ShouldBe("letters");
            index.Describe().ShouldBe($"{index.Name} · with vectors of letters");
        }
    }

    [Fact]
    public async Task Search_ByAnotherSchool_FindsNothingOfThisOne()
    {
        using var model = Understands(OtherWords, "本校");
        await using var bed = await BedAsync(model);

        foreach (var index in (IQaIndex[])[bed.Embedded, bed.Index])
        {
            (await index.SearchAsync(new QaQuery(OtherWords, School, 5), Stop))[0].Entry.Id.ShouldBe("hs-3", index.Name);
            var elsewhere = await index.SearchAsync(new QaQuery(OtherWords, QdrantBed.OtherSchool, 5), Stop);
            elsewhere.ShouldNotContain(hit => hit.Entry.Id == "hs-3");
        }
    }

    [Fact]
    public async Task Product_StartsAndAnswersLexically_WhileNoVectorIsMade()
    {
        using var model = new LetterVectors();
        var made = new TaskCompletionSource();
        model.Before = stop => made.Task.WaitAsync(stop);
        await using var coaching = await CoachingFixture.StartAsync(replace: model.Replace, settings: LetterVectors.Settings);
        var index = coaching.Services.GetRequiredService<IQaIndex>();

        var hits = await index.SearchAsync(new QaQuery("家长说作业太多", School, 5), Stop);
        hits.ShouldNotBeEmpty();
        hits.ShouldAllBe(hit => hit.Vectors == null);
        (index.Vectors, index.Describe()).ShouldBe((null, "embedded · lexical only"));
        coaching.Logs.ShouldContain(record => record.Text.Contains("embedded · lexical only"));

        made.SetResult();
        await CoachingFixture.EventuallyAsync(() => Task.FromResult(index.Vectors));
        (await index.SearchAsync(new QaQuery("家长说作业太多", School, 5), Stop)).ShouldAllBe(hit => hit.Vectors == "letters");
    }

    [Fact]
    public async Task Search_WhenTheModelFails_IsThatOfAnIndexWithoutOne_AndSaysSo()
    {
        using var model = new LetterVectors();
        await using var bed = await BedAsync(model);
        await using var plain = await BedAsync(null);
        model.Before = _ => throw new ModelUnavailableException(ModelFailure.ServerError);

        foreach (var (index, lexical) in new (IQaIndex, IQaIndex)[] { (bed.Embedded, plain.Embedded), (bed.Index, plain.Index) })
        {
            var hits = await index.SearchAsync(new QaQuery("家长嫌作业太多", School, 5), Stop);

            hits.ShouldAllBe(hit => hit.Vectors == null);
            hits.Select(hit => (hit.Entry.Id, hit.Score)).ShouldBe((await lexical.SearchAsync(new QaQuery("家长嫌作业太多", School, 5), Stop)).Select(hit => (hit.Entry.Id, hit.Score)));
            index.Vectors.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Update_IsFoundByItsWordsAtOnce_AndByItsVectorWhenThatIsMade()
    {
        using var model = Understands(OtherWords, "门禁卡");
        await using var bed = await BedAsync(model);
        var made = new TaskCompletionSource();
        // Entries wait; questions do not.
        model.Before = stop => made.Task.WaitAsync(stop);

        await bed.StoreAsync("hs-9", 1, City, "门禁卡打不开");
        foreach (var index in (IQaIndex[])[bed.Embedded, bed.Index])
        {
            await index.UpdateAsync(["hs-9"], Stop);
            model.Before = _ => Task.CompletedTask;
            (await index.SearchAsync(new QaQuery("门禁卡打不开", School, 5), Stop))[0].Entry.Id.ShouldBe("hs-9", index.Name);
        }

        made.SetResult();
        await bed.VectorsAsync();
        await bed.Index.EnsureAsync(Stop);

        foreach (var index in (IQaIndex[])[bed.Embedded, bed.Index]) (await index.SearchAsync(new QaQuery(OtherWords, School, 5), Stop))[0].Entry.Id.ShouldBe("hs-9", index.Name);
    }

    [Fact]
    public async Task Product_EmbedsThroughTheConfiguredService_AndAfterARestartOnlyQuestions()
    {
        await using var server = await ProtocolServer.StartAsync();
        (string, string)[] settings = [("Embeddings:Provider", "openai"), ("Embeddings:Endpoint", server.Endpoint.AbsoluteUri), ("Embeddings:Model", "letters"), ("Embeddings:ApiKey", "key"), ("Embeddings:BatchSize", "256")];
        await using var coaching = await CoachingFixture.StartAsync(settings: settings);
        await AskAsync(coaching);
        var before = server.Requests.Count;
        before.ShouldBeGreaterThan(2);
        server.Requests.ShouldAllBe(request => request.Authorization == "Bearer key");
        await coaching.ShutDownAsync();

        await using var again = await CoachingFixture.StartAsync(folder: coaching.Folder, settings: settings);
        await AskAsync(again);

        server.Requests.Count.ShouldBe(before + 1, "the question, and nothing that is on disk");

        static async Task AskAsync(CoachingFixture coaching)
        {
            var library = coaching.Services.GetRequiredService<DenseLibrary>();
            await CoachingFixture.EventuallyAsync(() => Task.FromResult(library is { Waiting: 0, Dimension: > 0 } ? "made" : null));
            (await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery("家长说作业太多", School, 5), Stop))[0].Vectors.ShouldBe("letters");
        }
    }

    [Fact]
    public async Task Product_WithAModelsFiles_SearchesWithThem()
    {
        using var files = new TinyModel().WithVocabulary().WithOnnx();
        await using var coaching = await CoachingFixture.StartAsync(settings: [("Embeddings:Provider", "onnx"), ("Embeddings:Folder", files.Folder), ("Embeddings:Model", "tiny")]);
        var index = coaching.Services.GetRequiredService<IQaIndex>();

        await CoachingFixture.EventuallyAsync(() => Task.FromResult(index.Vectors));

        (await index.SearchAsync(new QaQuery("家长说作业太多", School, 5), Stop)).ShouldAllBe(hit => hit.Vectors == "tiny");
    }

    [Fact]
    public async Task Product_WithAModelThatCannotBeLoaded_AnswersLexicallyAndSaysWhy()
    {
        using var files = new TinyModel().WithVocabulary();
        await File.WriteAllTextAsync(Path.Combine(files.Folder, "model.onnx"), "not a model", Stop);
        await using var coaching = await CoachingFixture.StartAsync(settings: [("Embeddings:Provider", "onnx"), ("Embeddings:Folder", files.Folder)]);

        await CoachingFixture.EventuallyAsync(() => Task.FromResult(coaching.Logs.Any(record => record.Text.Contains("model.onnx' cannot be loaded")) ? "said" : null));

        (await coaching.Services.GetRequiredService<IQaIndex>().SearchAsync(new QaQuery("家长说作业太多", School, 5), Stop)).ShouldNotBeEmpty();
    }

    // A model for which some words mean what others say.
    private static LetterVectors Understands(string words, string meaning) =>
        new() { Vector = text => text == words || text.Contains(meaning) ? [1, .. new float[LetterVectors.Size - 1]] : [0, .. LetterVectors.Of(text)[1..]] };

    private static async Task<QdrantBed> BedAsync(LetterVectors? model)
    {
        var bed = await QdrantBed.StartAsync(model: model);
        await bed.StoreAsync("hs-1", 1, City, "家长嫌作业太多");
        await bed.StoreAsync("hs-2", 1, City, "上课睡觉怎么管");
        await bed.StoreAsync("hs-3", 1, School, "本校手机怎么收");
        await bed.Embedded.RebuildAsync(Stop);
        if (model is not null) await bed.VectorsAsync();
        await bed.Index.RebuildAsync(Stop);
        return bed;
    }
}
