using System.Text.Json;
using Coaching.Models;
using Coaching.Models.Embeddings;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace Coaching.Tests.Models;

/// <summary>What is planted in here must be on no wire, whatever part of a request it hides in.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private const string Phone = "138 1234 5678";
    private const string Identity = "11010119900307123X";
    private const string Person = "欧阳修文";

    private static readonly string[] Fragments = ["1234 5678", "12345678", "19900307", "欧阳", "修文", "Alice"];

    private ProtocolServer server = null!;

    public async ValueTask InitializeAsync() => server = await ProtocolServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task Wire_WhenSecretsArePlantedEverywhere_CarriesNoneAndTheAnswerHasAll(string provider)
    {
        server.Reply = _ => "请〔姓名1〕带上〔证件1〕，打〔电话1〕。";
        var roster = Chain.Roster(Person, "李娜", "Alice");
        using var client = provider == "openai" ? server.Client(roster: roster) : server.Ollama(roster: roster);
        var tool = AIFunctionFactory.Create((string question) => question, "look_up");
        List<ChatMessage> messages =
        [
            new(ChatRole.System, $"你是{Person}的家长，电话{Phone}。"),
            new(ChatRole.User, $"我的身份证是{Identity}。") { AuthorName = "Alice" },
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "look_up", new Dictionary<string, object?>
            {
                ["question"] = $"{Person}的电话",
                ["nested"] = new { people = new[] { Person }, phone = 13812345678 },
            })])
            {
                RawRepresentation = new OpenAI.Chat.AssistantChatMessage($"{Person} {Phone}"),
            },
            new(ChatRole.Tool, [new FunctionResultContent("call_1", JsonSerializer.Serialize(new { name = Person, phone = Phone }))]),
            new(ChatRole.User, [new TextContent($"请联系{Person}，{Phone}") { RawRepresentation = OpenAI.Chat.ChatMessageContentPart.CreateTextPart(Person) }]),
        ];
        var options = new ChatOptions { Instructions = $"不要提到{Person}", Tools = [tool], StopSequences = [$"{Person}："] };

        var answer = "";
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken)) answer += update.Text;

        answer.ShouldBe($"请{Person}带上{Identity}，打{Phone}。");
        ShouldBeClean(server.Requests.ShouldHaveSingleItem());
        server.Requests[0].Text.ShouldContain("〔姓名1〕的家长，电话〔电话1〕");
        // The caller's own messages are what they were.
        messages[0].Text.ShouldContain(Person);
    }

    [Fact]
    public async Task Wire_WhenTheModelCallsATool_GivesItTheRealWords()
    {
        server.Script(ProtocolBehaviours.ToolCall("look_up", """{"question":"〔姓名1〕的电话","list":["〔电话1〕"]}"""));
        using var client = server.Client(roster: Chain.Roster(Person));

        var heard = await client.ListenAsync($"{Person} {Phone}");

        var call = heard.Updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.Arguments!["question"]!.ToString().ShouldBe($"{Person}的电话");
        JsonSerializer.Serialize(call.Arguments["list"]).ShouldContain(Phone);
        ShouldBeClean(server.Requests[0]);
    }

    [Fact]
    public async Task Wire_WhenAPictureIsAttached_SendsNothing()
    {
        using var client = server.Client();
        ChatMessage picture = new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]);

        await Should.ThrowAsync<NotSupportedException>(() => client.GetResponseAsync([picture], cancellationToken: TestContext.Current.CancellationToken));

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wire_WhenTheRosterCannotBeRead_SendsNothing()
    {
        using var client = server.Client(roster: new RosterNames(_ => throw new InvalidOperationException("no roster")));

        await Should.ThrowAsync<InvalidOperationException>(() => client.GetResponseAsync("您好", cancellationToken: TestContext.Current.CancellationToken));

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wire_WhenSomebodyJoinsTheRoster_MasksThemFromTheNextRequestOn()
    {
        List<string> names = ["李娜"];
        using var client = server.Client(roster: new RosterNames(_ => ValueTask.FromResult<IReadOnlyCollection<string>>(names)));

        await client.ListenAsync("李娜");
        names[0] = Person;
        await client.ListenAsync(Person);

        ShouldBeClean(server.Requests[1]);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task Wire_WhenTextsAreEmbedded_CarriesNoSecretEither(string provider)
    {
        using var generator = Embeddings(provider == "openai" ? server.Endpoint : server.OllamaEndpoint, options => (options.Provider, options.Dimensions) = (provider, 16)).ShouldNotBeNull();

        var vectors = await generator.GenerateAsync([$"{Person}的电话{Phone}", $"证件{Identity}", "李娜的电话13912345678"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.Count.ShouldBe(3);
        // Numbered text by text, so the same sentence about another person has the same vector.
        vectors[0].Vector.ToArray().ShouldBe(vectors[2].Vector.ToArray());
        ShouldBeClean(server.Requests.ShouldHaveSingleItem());
        server.Requests[0].Json.GetProperty("model").GetString().ShouldBe("vectors");
        server.Requests[0].Json.GetProperty("dimensions").GetInt32().ShouldBe(16);
        if (provider == "openai") server.Requests[0].Authorization.ShouldBe("Bearer key");
    }

    [Fact]
    public async Task Embeddings_WhenTheServiceIsSilent_FailWithATypedTimeout()
    {
        server.Script(ProtocolBehaviours.Stall());
        using var generator = Embeddings(server.Endpoint, options => options.Timeout = TimeSpan.FromMilliseconds(200)).ShouldNotBeNull();

        var fault = await Should.ThrowAsync<ModelUnavailableException>(() => generator.GenerateAsync(["作业"], cancellationToken: TestContext.Current.CancellationToken));

        fault.Failure.ShouldBe(ModelFailure.FirstTokenTimeout);
    }

    [Fact]
    public void Embeddings_WhenNoneAreConfigured_AreNone() => Embeddings(server.Endpoint, options => options.Provider = "none").ShouldBeNull();

    private static IEmbeddingGenerator<string, Embedding<float>>? Embeddings(Uri endpoint, Action<EmbeddingOptions> change)
    {
        var options = new EmbeddingOptions { Provider = "openai", Endpoint = endpoint, Model = "vectors", ApiKey = "key" };
        change(options);
        return EmbeddingClients.Create(options, Chain.Roster(Person, "李娜"), TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static void ShouldBeClean(RecordedRequest request)
    {
        foreach (var fragment in Fragments) request.Text.ShouldNotContain(fragment);
    }
}
