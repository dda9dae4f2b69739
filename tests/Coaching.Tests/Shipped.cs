using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Tests;

/// <summary>What ships with the product, as this build carries it; read once for all tests.</summary>
internal static class Shipped
{
    /// <summary>The content folder beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "content");

    /// <summary>Where the classifier is kept, so that it is trained once a build and not once a container.</summary>
    public static string ModelFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The repository, for what is checked in but not carried along.</summary>
    public static string Repository { get; } = FindRepository();

    private static readonly Lazy<ScenarioCatalogue> Scenarios = new(() => ScenarioCatalogue.Load(Path.Combine(Folder, "scenarios")));
    private static readonly Lazy<MoveClassifier> Trained = new(() => MoveClassifierCache.LoadOrTrain(Path.Combine(Folder, "moves"), ModelFolder));

    public static ScenarioCatalogue Catalogue => Scenarios.Value;

    public static MoveClassifier Classifier => Trained.Value;

    /// <summary>The id of every shipped scenario: a new one is tested as soon as it is there.</summary>
    public static TheoryData<string> ScenarioIds => [.. ScenarioFiles.Select(path => Path.GetFileNameWithoutExtension(path))];

    public static Scenario Scenario(string id) => Catalogue.Find(id)!;

    public static string ScenarioText(string id) => File.ReadAllText(ScenarioFiles.Single(path => Path.GetFileNameWithoutExtension(path) == id));

    private static IEnumerable<string> ScenarioFiles =>
        Directory.EnumerateFiles(Path.Combine(Folder, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) is not ("qa" or "homework"))
            .Order(StringComparer.Ordinal);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Coaching.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
