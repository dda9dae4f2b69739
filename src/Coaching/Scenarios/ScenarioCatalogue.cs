using System.Collections.Frozen;

namespace Coaching.Scenarios;

/// <summary>The scenarios that ship with the product, read once and immutable.</summary>
public sealed class ScenarioCatalogue
{
    // Beside the areas lie 百问百答 and the homework rehearsal's content, which have readers of their own.
    private static readonly string[] Others = ["qa/", "homework/"];

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
        foreach (var path in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (Others.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))) continue;
            try
            {
                var scenario = ScenarioReader.Read(file, File.ReadAllText(path), play);
                if (!scenarios.TryAdd(scenario.Id, (scenario, file)))
                {
                    problems.Add(new ScenarioProblem(file, 1, $"id '{scenario.Id}' is taken by {scenarios[scenario.Id].File}", "choose another id"));
                }
            }
            catch (InvalidContentException fault)
            {
                problems.AddRange(fault.Problems);
            }
        }

        return problems.Count == 0
            ? new ScenarioCatalogue(scenarios.Values.Select(entry => entry.Scenario))
            : throw new InvalidContentException(problems);
    }
}
