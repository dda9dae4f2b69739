using System.Security.Cryptography;
using System.Text;

namespace Coaching.Scenarios;

/// <summary>Reads one scenario file into a validated <see cref="Scenario"/>.</summary>
internal static class ScenarioReader
{
    /// <summary>Reads and validates a scenario.</summary>
    /// <param name="file">The file's path relative to the catalogue, for messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="play">Also plays it through to find what cannot be reached.</param>
    /// <exception cref="InvalidContentException">Anything is wrong with it; all faults found are listed.</exception>
    public static Scenario Read(string file, string text, bool play = false)
    {
        var yaml = YamlText.Parse(file, text);
        var scenario = yaml.Read<Scenario>() with
        {
            Hash = HashOf(text),
        };
        var problems = ScenarioValidator.Validate(scenario, play)
            .Select(fault => new ScenarioProblem(file, yaml.LineOf(fault.Path), fault.Problem, fault.Mend))
            .ToList();
        if (Path.GetFileNameWithoutExtension(file) != scenario.Id)
        {
            problems.Add(new ScenarioProblem(file, yaml.LineOf("id"), $"id '{scenario.Id}' is not the file's name", "name the file after the id"));
        }

        return problems.Count == 0 ? scenario : throw new InvalidContentException(problems);
    }

    /// <summary>SHA-256 of a text, hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
