using System.Reflection;
using System.Text.Json.Serialization;
using Coaching.Host.Chat;
using Coaching.Host.Tests.Running;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Chat;

/// <summary>A hidden fact and the rubric are types that nothing on the wire can hold.</summary>
public sealed class WireSecrecyTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static readonly Type[] Secrets =
        [typeof(HiddenFact), typeof(Persona), typeof(Criterion), typeof(CriterionRule), typeof(PersonaCue), typeof(RehearsalState), typeof(Scenario), typeof(TurnOutcome)];

    private static readonly Assembly[] Assemblies = [typeof(ChatHub).Assembly, typeof(Scenario).Assembly];

    [Fact]
    public void Messages_HoldNoSecret()
    {
        var messages = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Message", StringComparison.Ordinal) && type.GetMethod("<Clone>$") is not null).ToList();

        messages.ShouldContain(typeof(HintMessage));
        Leaks(messages).ShouldBeEmpty();
    }

    [Fact]
    public void PublicTypesOfTheChat_HoldNoSecret()
    {
        var types = typeof(ChatHub).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(ChatHub).Namespace && type != typeof(ChatHub)).ToList();

        types.ShouldNotBeEmpty();
        Leaks(types).ShouldBeEmpty();
    }

    [Fact]
    public void HubMethods_GiveAndTakeNoSecret()
    {
        var methods = typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        var types = methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)).ToList();

        WireTypes.ReachableFrom(types).Keys.ShouldContain(typeof(ReplyDelta), "what the log is made of is walked too");
        Leaks(types).ShouldBeEmpty();
    }

    [Fact]
    public void Endpoints_GiveNoSecret()
    {
        var types = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!.ReturnType).ToList();

        WireTypes.ReachableFrom(types).Keys.Select(type => type.Name).ShouldContain("DebriefMessage");
        Leaks(types).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(InProperty), "InProperty.Told")]
    [InlineData(typeof(InList), "InList.Facts<HiddenFact>")]
    [InlineData(typeof(InDictionary), "InDictionary.ByName<IReadOnlyList`1><HiddenFact>")]
    [InlineData(typeof(InArray), "InArray.Facts[]")]
    [InlineData(typeof(InDerived), "InDerived:Telling.Fact")]
    [InlineData(typeof(Task<IAsyncEnumerable<InProperty>>), "Task`1<IAsyncEnumerable`1><InProperty>.Told")]
    [InlineData(typeof(Inherited), "Inherited.Told")]
    public void Walker_FindsAPlantedSecret(Type type, string path) =>
        WireTypes.ReachableFrom([type])[typeof(HiddenFact)].ShouldBe(path);

    private static IEnumerable<string> Leaks(IEnumerable<Type> roots)
    {
        var reached = WireTypes.ReachableFrom(roots);
        return Secrets.Where(reached.ContainsKey).Select(secret => $"{secret.Name} through {reached[secret]}");
    }

    private record InProperty(string Name, HiddenFact? Told);

    private sealed record Inherited(string Name, HiddenFact? Told) : InProperty(Name, Told);

    private sealed record InList(IReadOnlyList<HiddenFact> Facts);

    private sealed record InDictionary(IReadOnlyDictionary<string, IReadOnlyList<HiddenFact>> ByName);

    private sealed record InArray(HiddenFact[] Facts);

    [JsonDerivedType(typeof(Telling))]
    private record InDerived;

    private sealed record Telling(HiddenFact Fact) : InDerived;
}
