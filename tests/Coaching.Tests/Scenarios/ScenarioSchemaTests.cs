using Coaching.Scenarios;
using NJsonSchema;
using Shouldly;
using YamlDotNet.Serialization;

namespace Coaching.Tests.Scenarios;

public sealed class ScenarioSchemaTests
{
    private static string Committed => File.ReadAllText(Path.Combine(Shipped.Repository, "scenarios", "scenario.schema.json"));

    [Fact]
    public void Generate_GivesTheCommittedSchema() =>
        ScenarioSchema.Generate().ShouldBe(Committed, "run `dotnet run --project eval/Coaching.Eval -- schema` and commit the result");

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public async Task Schema_AcceptsEveryShippedScenario(string id) =>
        (await FaultsAsync(Shipped.ScenarioText(id))).ShouldBeEmpty();

    [Theory]
    [InlineData("difficulty: 2\n", "difficulty: two\n", "difficulty")]
    [InlineData("difficulty: 2\n", "", "difficulty")]
    [InlineData("area: home-school\n", "area: home-scool\n", "area")]
    [InlineData("version: 2\n", "version: 2\nmood: calm\n", "mood")]
    [InlineData("movesAny: [OpenQuestion, Reflect, ProbeThinking]", "movesAny: [Emphasise]", "movesAny")]
    public async Task Schema_RefusesWhatTheReaderRefuses(string old, string with, string property) =>
        (await FaultsAsync(FaultyText.Replacing(old, with, "id").Text)).ShouldContain(fault => fault.Contains(property, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> FaultsAsync(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(Committed, TestContext.Current.CancellationToken);
        // As an editor reads it: an unquoted number is a number.
        var graph = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(graph);
        return [.. schema.Validate(json).Select(fault => fault.ToString())];
    }
}
