using System.Collections.Frozen;

namespace Coaching.Scenarios;

/// <summary>The scenarios that ship with the product, read once and immutable.</summary>
public sealed class ScenarioCatalogue
{
    private static readonly string[] Folders = ["classroom-management", "classroom-teaching", "homework-design", "home-school"];

    private readonly FrozenDictionary<string, Scenario> byId;

    internal ScenarioCatalogue(IEnumerable<Scenario> scenarios)
    {
        All = [.. scenarios.OrderBy(scenario => scenario.Area).ThenBy(scenario => scenario.Difficulty).ThenBy(scenario => scenario.Id, StringComparer.Ordinal)];
        byId = All.ToFrozenDictionary(scenario => scenario.Id, StringComparer.Ordinal);
    }

    /// <summary>Every scenario, by area, then difficulty.</summary>
    public IReadOnlyList<Scenario> All { get; }

    /// <summary>The scenario with this id, or null.</summary>
    public Scenario? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads every <c>.yaml</c> file in the area folders below a root.</summary>
    /// <param name="root">The folder of the area folders.</param>
    /// <param name="play">Also plays each scenario through to find what cannot be reached.</param>
    /// <exception cref="InvalidContentException">Any file is faulty or two share an id; all faults are listed.</exception>
    public static ScenarioCatalogue Load(string root, bool play = false)
    {
        var scenarios = new Dictionary<string, (Scenario Scenario, string File)>(StringComparer.Ordinal);
        var problems = new List<ScenarioProblem>();
        // Reading takes a tenth of a second a file: on as many cores as there are.
        var files = Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories)
            .Select(path => (Path: path, File: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(item => Folders.Contains(item.File.Split('/')[0]))
            .OrderBy(item => item.File, StringComparer.Ordinal)
            .AsParallel().AsOrdered().Select(item => (item.File, Read: Read(item.File, File.ReadAllText(item.Path), play))).ToList();
        foreach (var (file, read) in files)
        {
            problems.AddRange(read.Problems);
            if (read.Scenario is { } scenario && !scenarios.TryAdd(scenario.Id, (scenario, file)))
            {
                problems.Add(new ScenarioProblem(file, 1, $"id '{scenario.Id}' is taken by {scenarios[scenario.Id].File}", "choose another id"));
            }
        }

        return problems.Count == 0
            ? new ScenarioCatalogue(scenarios.Values.Select(entry => entry.Scenario))
            : throw new InvalidContentException(problems);
    }

    private static (Scenario? Scenario, IReadOnlyList<ScenarioProblem> Problems) Read(string file, string text, bool play)
    {
        try
        {
            return (ScenarioReader.Read(file, text, play), []);
        }
        catch (InvalidContentException fault)
        {
            return (null, fault.Problems);
        }
    }
}
