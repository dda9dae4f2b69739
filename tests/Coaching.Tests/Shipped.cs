using System.Collections.Concurrent;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Retrieval;
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
    private static readonly Lazy<AnswerabilityLearning> Lessons = new(() => new AnswerabilityLearning(
        AskList.ReadFolder(Path.Combine(Folder, "scenarios", "qa", "asks")), UnanswerableList.ReadFolder(Path.Combine(Folder, "answerability"))));

    private static readonly Lazy<MoveClassifier> Trained = new(() => MoveClassifierCache.LoadOrTrain(Path.Combine(Folder, "moves"), ModelFolder));

    public static ScenarioCatalogue Catalogue => Scenarios.Value;

    public static MoveClassifier Classifier => Trained.Value;

    /// <summary>The id of every shipped scenario: a new one is tested as soon as it is there.</summary>
    public static TheoryData<string> ScenarioIds => [.. ScenarioFiles.Select(path => Path.GetFileNameWithoutExtension(path))];

    /// <summary>One scenario of each area, for what costs too much to do with all of them.</summary>
    public static TheoryData<string> SampleIds => ["talking-back", "wrong-answer", "copied-homework", "too-much-homework"];

    /// <summary>Cuts each text once for all containers.</summary>
    internal static ITextCutter Cutter { get; } = new RememberingCutter();

    /// <summary>Learns once for all containers with the shipped entries.</summary>
    internal static AnswerabilityLearning Answerability => Lessons.Value;

    public static Scenario Scenario(string id) => Catalogue.Find(id)!;

    public static string ScenarioText(string id) => File.ReadAllText(ScenarioFiles.Single(path => Path.GetFileNameWithoutExtension(path) == id));

    private static IEnumerable<string> ScenarioFiles =>
        Directory.EnumerateFiles(Path.Combine(Folder, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) is not ("qa" or "homework" or "templates"))
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

    private sealed class RememberingCutter : ITextCutter
    {
        private readonly ConcurrentDictionary<string, CountedTerms[]> known = new(StringComparer.Ordinal);

        private readonly TextCutter cutter = new();

        public CountedTerms[] Cut(string text) => known.GetOrAdd(text, cutter.Cut);
    }
}
