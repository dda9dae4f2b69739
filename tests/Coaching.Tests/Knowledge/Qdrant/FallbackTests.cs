using Coaching.Knowledge;
using Coaching.Knowledge.Qdrant;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>Qdrant away: nobody waits, nothing is lost.</summary>
public sealed class FallbackTests
{
    private const string Question = "家长嫌作业太多";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults => ["503", "500", "cut", "slow", "garbled"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Search_WhileQdrantFails_IsAnsweredInMemory_AndByQdrantAgainAfterwards(string kind)
    {
        await using var bed = await QdrantBed.StartAsync(settings: [("Qdrant:Timeout", "00:00:01")]);
        await bed.StoreAsync("hs-1", 1, QdrantBed.City, Question);
        var time = new FakeTimeProvider();
        var logs = new LogBook();
        using var loggers = new LoggerFactory([logs]);
        using var index = new FallbackQaIndex(bed.Index, bed.Embedded, time, loggers.CreateLogger<FallbackQaIndex>());
        await index.StartAsync(Stop);
        await UntilAsync(() => !index.IsFallback);
        await index.UpdateAsync(["hs-1"], Stop);
        (await QdrantBed.AskAsync(index, Question)).ShouldHaveSingleItem();
        index.Name.ShouldBe("qdrant");

        bed.StandIn.Fault = context => FailAsync(context, kind);
        (await QdrantBed.AskAsync(index, Question)).ShouldHaveSingleItem();
        (await QdrantBed.AskAsync(index, Question)).ShouldHaveSingleItem();

        index.Name.ShouldBe("embedded");
        index.IsFallback.ShouldBeTrue();
        logs.Records.Count(record => record.Level == LogLevel.Warning).ShouldBe(1);
        logs.Records.ShouldNotContain(record => record.Text.Contains(Question));

        // Published meanwhile: found at once, and in Qdrant as soon as it is back.
        await bed.StoreAsync("hs-2", 1, QdrantBed.City, Question + "了");
        await index.UpdateAsync(["hs-2"], Stop);
        (await QdrantBed.AskAsync(index, Question)).Count.ShouldBe(2);

        bed.StandIn.Fault = null;
        await UntilAsync(() => !index.IsFallback, () => time.Advance(TimeSpan.FromSeconds(10)));
        index.Name.ShouldBe("qdrant");
        (await QdrantBed.AskAsync(index, Question)).Count.ShouldBe(2);
        await index.StopAsync(Stop);
    }

    [Fact]
    public async Task Update_ThatQdrantMisses_IsNoFaultOfTheCallers()
    {
        await using var bed = await QdrantBed.StartAsync();
        var time = new FakeTimeProvider();
        using var loggers = new LoggerFactory();
        using var index = new FallbackQaIndex(bed.Index, bed.Embedded, time, loggers.CreateLogger<FallbackQaIndex>());
        await index.StartAsync(Stop);
        await UntilAsync(() => !index.IsFallback);
        bed.StandIn.Fault = context => FailAsync(context, "503");

        await bed.StoreAsync("hs-1", 1, QdrantBed.City, Question);
        await index.UpdateAsync(["hs-1"], Stop);

        index.IsFallback.ShouldBeTrue();
        (await QdrantBed.AskAsync(index, Question)).ShouldHaveSingleItem();
        await index.StopAsync(Stop);
    }

    [Fact]
    public async Task Product_StartsWithoutTheQdrantItNames_AndSaysSo()
    {
        await using var coaching = await CoachingFixture.StartAsync(settings: [("Qdrant:Endpoint", "http://127.0.0.1:9"), ("Qdrant:Timeout", "00:00:02")]);
        var index = coaching.Services.GetRequiredService<IQaIndex>();

        (await QdrantBed.AskAsync(index, Question)).ShouldNotBeEmpty();
        (index.Name, index.IsFallback).ShouldBe(("embedded", true));
        await UntilAsync(() => coaching.Logs.Any(record => record.Level == LogLevel.Warning && record.Text.Contains("Unreachable")));
    }

    [Fact]
    public async Task Product_FillsTheQdrantItNames_AndSearchesThere()
    {
        await using var bed = await QdrantBed.StartAsync(shipped: true);
        var index = bed.Services.GetRequiredService<IQaIndex>();
        await UntilAsync(() => !index.IsFallback);
        var before = bed.StandIn.Requests.Count;

        (await QdrantBed.AskAsync(index, Question)).ShouldNotBeEmpty();

        index.Name.ShouldBe("qdrant");
        bed.StandIn.Requests.Count.ShouldBeGreaterThan(before);
        bed.StandIn.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Product_WithoutQdrant_SearchesInMemory()
    {
        await using var coaching = await CoachingFixture.StartAsync();
        var index = coaching.Services.GetRequiredService<IQaIndex>();

        index.ShouldBeSameAs(coaching.Services.GetRequiredService<EmbeddedQaIndex>());
        (index.Name, index.IsFallback).ShouldBe(("embedded", false));
    }

    [Theory]
    [InlineData("Endpoint", "qdrant:6333")]
    [InlineData("Endpoint", "ftp://qdrant/")]
    [InlineData("Collection", "")]
    [InlineData("Collection", "a/b")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("ApiKey", "钥匙")]
    public async Task Product_WithAnOptionThatCannotBe_DoesNotStartAndSaysWhich(string key, string value)
    {
        (string, string)[] settings = [("Qdrant:Endpoint", "http://127.0.0.1:9"), ($"Qdrant:{key}", value)];

        (await Should.ThrowAsync<OptionsValidationException>(() => CoachingFixture.StartAsync(settings: settings))).Message.ShouldContain($"Qdrant:{key}");
    }

    private static async Task<bool> FailAsync(HttpContext context, string kind)
    {
        switch (kind)
        {
            case "cut":
                context.Abort();
                break;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(5), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "garbled":
                await context.Response.WriteAsync("<html>");
                break;
            default:
                context.Response.StatusCode = int.Parse(kind);
                await context.Response.WriteAsync($$$"""{"status":{"error":"{{{Question}}}"}}""");
                break;
        }

        return true;
    }

    private static async Task UntilAsync(Func<bool> happened, Action? meanwhile = null) => await CoachingFixture.EventuallyAsync(() =>
    {
        meanwhile?.Invoke();
        return Task.FromResult(happened() ? "" : null);
    });
}
