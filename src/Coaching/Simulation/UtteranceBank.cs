using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>How well a simulated teacher leads the conversation.</summary>
public enum TeacherSkill
{
    /// <summary>Warm and skilled.</summary>
    Good,
    /// <summary>Means well, and stays flat.</summary>
    Middling,
    /// <summary>Impatient: blames, lectures, threatens, pushes away.</summary>
    Poor,
}

/// <summary>
/// What simulated teachers can say in one scenario. They emit text and nothing else; what it does is read by the shipped
/// classifier, as it would be with a person.
/// </summary>
public sealed record UtteranceBank
{
    /// <summary>The scenario's id.</summary>
    public required string Scenario { get; init; }

    /// <summary>A skilled teacher's utterances.</summary>
    public required PhasedUtterances Good { get; init; }

    /// <summary>A flat one's.</summary>
    public required PhasedUtterances Middling { get; init; }

    /// <summary>An impatient one's.</summary>
    public required PhasedUtterances Poor { get; init; }

    /// <summary>The utterances of a skill.</summary>
    public PhasedUtterances Of(TeacherSkill skill) => skill switch
    {
        TeacherSkill.Good => Good,
        TeacherSkill.Middling => Middling,
        _ => Poor,
    };

    /// <summary>Everything in it.</summary>
    public IEnumerable<string> All() => new[] { Good, Middling, Poor }.SelectMany(part => part.Early.Concat(part.Middle).Concat(part.Late));

    /// <summary>Reads every <c>.yaml</c> file of a folder that names a scenario.</summary>
    /// <exception cref="InvalidContentException">A file is faulty or too small.</exception>
    public static IReadOnlyDictionary<string, UtteranceBank> ReadFolder(string folder)
    {
        var banks = new Dictionary<string, UtteranceBank>(StringComparer.Ordinal);
        var problems = new List<ScenarioProblem>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            try
            {
                var bank = Read(Path.GetFileName(path), File.ReadAllText(path));
                banks.Add(bank.Scenario, bank);
            }
            catch (InvalidContentException fault)
            {
                problems.AddRange(fault.Problems);
            }
        }

        return problems.Count == 0 ? banks : throw new InvalidContentException(problems);
    }

    private static UtteranceBank Read(string file, string text)
    {
        var bank = YamlText.Parse(file, text).Read<UtteranceBank>();
        var problems = new List<ScenarioProblem>();
        if (Path.GetFileNameWithoutExtension(file) != bank.Scenario) problems.Add(new(file, 1, $"scenario '{bank.Scenario}' is not the file's name", "name the file after the scenario"));
        foreach (var skill in Enum.GetValues<TeacherSkill>())
        {
            var part = bank.Of(skill);
            if (new[] { part.Early, part.Middle, part.Late }.Any(phase => phase.Count < PhasedUtterances.Fewest)) problems.Add(new(file, 1, $"{skill} has a phase with too few utterances", $"write at least {PhasedUtterances.Fewest} in each"));
        }

        foreach (var twice in bank.All().GroupBy(utterance => utterance, StringComparer.Ordinal).Where(same => same.Count() > 1)) problems.Add(new(file, 1, $"“{twice.Key}” stands twice", "keep one"));
        return problems.Count == 0 ? bank : throw new InvalidContentException(problems);
    }
}

/// <summary>Utterances by the part of the conversation they fit.</summary>
public sealed record PhasedUtterances
{
    /// <summary>The fewest in a part.</summary>
    public const int Fewest = 4;

    /// <summary>The first three turns.</summary>
    public required IReadOnlyList<string> Early { get; init; }

    /// <summary>The turns between.</summary>
    public required IReadOnlyList<string> Middle { get; init; }

    /// <summary>The last three turns.</summary>
    public required IReadOnlyList<string> Late { get; init; }
}
