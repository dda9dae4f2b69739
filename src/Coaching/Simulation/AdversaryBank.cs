using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>Utterances meant to break a simulation, by what they try.</summary>
public static class AdversaryBank
{
    /// <summary>Reads the bank: prying, injection, abuse, nonsense, silence.</summary>
    /// <exception cref="InvalidContentException">The file is faulty.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string file)
    {
        var kinds = YamlText.Parse(Path.GetFileName(file), File.ReadAllText(file)).Read<Kinds>();
        return new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["prying"] = kinds.Prying,
            ["injection"] = kinds.Injection,
            ["abuse"] = kinds.Abuse,
            ["nonsense"] = kinds.Nonsense,
            ["silence"] = kinds.Silence,
        };
    }

    private sealed record Kinds
    {
        public required IReadOnlyList<string> Prying { get; init; }
        public required IReadOnlyList<string> Injection { get; init; }
        public required IReadOnlyList<string> Abuse { get; init; }
        public required IReadOnlyList<string> Nonsense { get; init; }
        public required IReadOnlyList<string> Silence { get; init; }
    }
}
