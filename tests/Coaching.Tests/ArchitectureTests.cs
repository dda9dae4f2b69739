using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Models;
using Coaching.Rehearsals;
using Microsoft.Extensions.DependencyInjection;
using NetArchTest.Rules;
using Shouldly;

namespace Coaching.Tests;

/// <summary>The house, as far as a machine can see it.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly System.Reflection.Assembly Product = typeof(CoachingServices).Assembly;

    [Theory]
    [InlineData("src/Coaching.Host/Coaching.Host.csproj", "Coaching.Eval")]
    [InlineData("eval/Coaching.Eval/Coaching.Eval.csproj", "Coaching.Host")]
    [InlineData("src/Coaching/Coaching.csproj", "Coaching.Host")]
    [InlineData("src/Coaching/Coaching.csproj", "Coaching.Eval")]
    public void Projects_MeetOnlyInTheProduct(string project, string other) =>
        References(Path.Combine(Shipped.Repository, project)).ShouldNotContain(other);

    [Fact]
    public void Projects_OfHostAndEval_BothStandOnTheProduct()
    {
        References(Path.Combine(Shipped.Repository, "src/Coaching.Host/Coaching.Host.csproj")).ShouldContain("Coaching");
        References(Path.Combine(Shipped.Repository, "eval/Coaching.Eval/Coaching.Eval.csproj")).ShouldContain("Coaching");
    }

    [Fact]
    public void Product_KnowsNoWebServer() =>
        Failing(Types.InAssembly(Product).ShouldNot().HaveDependencyOnAny(
            "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Mvc")).ShouldBeEmpty();

    // What decides the course of a rehearsal and the verdicts on it reads no clock, no database, no file and no model.
    [Theory]
    [InlineData("Coaching.Rehearsals.PersonaReducer")]
    [InlineData("Coaching.Rehearsals.CuePlanner")]
    [InlineData("Coaching.Rehearsals.AnswerMatcher")]
    [InlineData("Coaching.Feedback.CriterionJudge")]
    [InlineData("Coaching.Scenarios.ScenarioValidator")]
    public void Deciders_ArePure(string type) =>
        Failing(Named(type).ShouldNot().HaveDependencyOnAny(
            "System.TimeProvider", "System.IO.File", "Coaching.Storage", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.AI", "Microsoft.SemanticKernel")).ShouldBeEmpty();

    [Fact]
    public void EmbeddedModel_ReadsMessagesAndNothingElse() =>
        Failing(Named(typeof(EmbeddedChatClient).FullName!).ShouldNot().HaveDependencyOnAny(
            "Coaching.Storage", "Microsoft.EntityFrameworkCore", typeof(ScenarioLibrary).FullName!,
            // Of the knowledge it has the cue's types and nothing that could look an entry up.
            typeof(IQaIndex).FullName!, typeof(EntryVersion).FullName!, typeof(AnswerService).FullName!, "Coaching.Knowledge.Qdrant", "Coaching.Knowledge.Retrieval", "Coaching.Knowledge.Workshop",
            "Coaching.Scenarios.Scenario", "Coaching.Scenarios.ScenarioCatalogue", "Coaching.Scenarios.HiddenFact", "Coaching.Rehearsals.RehearsalState")).ShouldBeEmpty();

    [Fact]
    public void Rule_ThatAClassIsPure_FindsOneThatIsNot() =>
        Failing(Named("Coaching.Rehearsals.TurnRunner").ShouldNot().HaveDependencyOnAny("Microsoft.EntityFrameworkCore")).ShouldBe(["Coaching.Rehearsals.TurnRunner"]);

    [Fact]
    public void Classes_AreSealedStaticOrMadeToBeDerivedFrom()
    {
        var derived = Product.GetTypes().Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();

        Own().Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !derived.Contains(type)).ShouldBeEmpty();
    }

    [Fact]
    public void Names_SayWhatAThingIs() =>
        Own().Select(type => type.Name).Where(name => Regex.IsMatch(name, "(Manager|Helper|Helpers|Utils|Util|Dto)(`\\d+)?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))).ShouldBeEmpty();

    [Fact]
    public void TheOnePublicWayIn_IsAddCoaching() =>
        Product.GetExportedTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsStatic && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(IServiceCollection))
            .Select(method => method.Name).ShouldBe(["AddCoaching"]);

    [Theory]
    [InlineData("src/Coaching")]
    [InlineData("src/Coaching.Host")]
    [InlineData("eval/Coaching.Eval")]
    [InlineData("tests/Coaching.Tests")]
    public void Namespace_IsTheFolder(string project)
    {
        var root = Path.Combine(Shipped.Repository, project);
        var files = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();

        files.ShouldNotBeEmpty();
        var astray = from file in files
                     let declared = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
                     where declared.Length > 0
                     let folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
                     let expected = Path.GetFileName(project) + (folder == "." ? "" : "." + folder)
                     where declared != expected
                     select $"{file}: {declared} instead of {expected}";
        astray.ShouldBeEmpty();
    }

    // Project names within reach of a project file.
    private static HashSet<string> References(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var include in XDocument.Load(project).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/')))
        {
            var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, include));
            if (found.Add(Path.GetFileNameWithoutExtension(path))) found.UnionWith(References(path));
        }

        return found;
    }

    private static PredicateList Named(string type)
    {
        Product.GetType(type).ShouldNotBeNull($"{type} has moved");
        return Types.InAssembly(Product).That().HaveNameMatching($"^{Regex.Escape(type[(type.LastIndexOf('.') + 1)..])}$").And().ResideInNamespace(type[..type.LastIndexOf('.')]);
    }

    private static IEnumerable<string> Failing(ConditionList rule) => rule.GetResult().FailingTypeNames ?? [];

    private static IEnumerable<Type> Own()
    {
        var own = Product.GetTypes().Where(type => type.Namespace?.StartsWith("Coaching", StringComparison.Ordinal) == true
            && !type.Namespace.Contains("Migrations", StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal)).ToList();
        own.ShouldNotBeEmpty();
        return own;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
