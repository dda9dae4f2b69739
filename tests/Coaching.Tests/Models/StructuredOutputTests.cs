using Microsoft.Extensions.AI;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class StructuredOutputTests : IAsyncLifetime
{
    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Strict_SendsTheSchemaAndReadsTheAnswer()
    {
        server.Reply = _ => """{"keep":"先听","change":"给出时间"}""";
        using var client = server.Client();

        var response = await client.GetResponseAsync<Advice>("请点评", cancellationToken: TestContext.Current.CancellationToken);

        response.TryGetResult(out var advice).ShouldBeTrue();
        advice.ShouldBe(new Advice("先听", "给出时间"));
        var format = server.Requests.ShouldHaveSingleItem().Json.GetProperty("response_format");
        format.GetProperty("type").GetString().ShouldBe("json_schema");
        format.GetProperty("json_schema").GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("json_schema").GetProperty("schema").GetProperty("properties").TryGetProperty("keep", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"keep":"先听","change":"给出时间"}""")]
    [InlineData("好的，结果如下：\n```json\n{\"keep\":\"先听\",\"change\":\"给出时间\"}\n```\n希望有帮助。")]
    public async Task Plain_PutsTheSchemaIntoThePromptAndTakesOffTheWrapping(string reply)
    {
        server.Reply = _ => reply;
        using var client = server.Client(options => options.StructuredOutput = "plain");

        // The caller asks exactly as with a strict service.
        var response = await client.GetResponseAsync<Advice>("请点评", cancellationToken: TestContext.Current.CancellationToken);

        response.TryGetResult(out var advice).ShouldBeTrue();
        advice.ShouldBe(new Advice("先听", "给出时间"));
        var request = server.Requests.ShouldHaveSingleItem();
        request.Json.GetProperty("response_format").GetProperty("type").GetString().ShouldBe("json_object");
        request.Json.GetProperty("messages")[1].GetProperty("content").GetString()!.ShouldContain("keep");
    }

    [Fact]
    public async Task Plain_WhenTheCallerWritesTheSchemaItself_Works()
    {
        server.Reply = _ => """{"keep":"先听","change":"给出时间"}""";
        using var client = server.Client(options => options.StructuredOutput = "plain");

        var response = await client.GetResponseAsync<Advice>("请点评", useJsonSchemaResponseFormat: false, cancellationToken: TestContext.Current.CancellationToken);

        response.TryGetResult(out var advice).ShouldBeTrue();
        advice!.Keep.ShouldBe("先听");
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("plain")]
    public async Task Either_WhenTheModelAnswersSomethingElse_IsNoResult(string kind)
    {
        server.Reply = _ => "我不想点评。";
        using var client = server.Client(options => options.StructuredOutput = kind);

        var response = await client.GetResponseAsync<Advice>("请点评", cancellationToken: TestContext.Current.CancellationToken);

        response.TryGetResult(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Either_WhenNamesAreMasked_GivesThemBackInTheResult()
    {
        server.Reply = _ => """{"keep":"您叫了〔姓名1〕的名字","change":"无"}""";
        using var client = server.Client(roster: Chain.Roster("欧阳修文"));

        var response = await client.GetResponseAsync<Advice>("欧阳修文来了", cancellationToken: TestContext.Current.CancellationToken);

        response.Result.Keep.ShouldBe("您叫了欧阳修文的名字");
    }

    internal sealed record Advice(string Keep, string Change);
}
