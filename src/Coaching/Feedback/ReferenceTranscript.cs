using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>A conversation on which mentors try their eye. Machine-written, as are its verdicts: agreement with them is agreement with a text, not with people.</summary>
public sealed record ReferenceTranscript
{
    /// <summary>Equals the file's name.</summary>
    public required string Id { get; init; }
    /// <summary>The scenario whose criteria are judged.</summary>
    public required string Scenario { get; init; }
    /// <summary>What was said, in order.</summary>
    public required IReadOnlyList<ReferenceTurn> Turns { get; init; }
    /// <summary>One verdict for each of the scenario's criteria.</summary>
    public required IReadOnlyList<ReferenceVerdict> Verdicts { get; init; }
}

/// <summary>A turn; exactly one of the two speaks.</summary>
public sealed record ReferenceTurn
{
    /// <summary>What the persona says.</summary>
    public string? Persona { get; init; }
    /// <summary>What the teacher says.</summary>
    public string? Teacher { get; init; }
}

/// <summary>The verdict that a mentor's is held against.</summary>
public sealed record ReferenceVerdict
{
    /// <summary>The criterion.</summary>
    public required string Criterion { get; init; }
    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }
    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>Reads the reference transcripts of a folder.</summary>
internal static class ReferenceTranscripts
{
    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="InvalidContentException">A file is unreadable or does not judge exactly its scenario's criteria.</exception>
    public static IReadOnlyList<ReferenceTranscript> ReadFolder(string folder, ScenarioCatalogue catalogue) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(path => Read(Path.GetFileName(path), File.ReadAllText(path), catalogue))];

    /// <summary>Reads and checks one.</summary>
    public static ReferenceTranscript Read(string file, string text, ScenarioCatalogue catalogue)
    {
        var yaml = YamlText.Parse(file, text);
        var transcript = yaml.Read<ReferenceTranscript>();
        var problems = Faults(file, transcript, catalogue)
            .Select(fault => new ScenarioProblem(file, yaml.LineOf(fault.Path), fault.Problem, fault.Mend)).ToList();
        return problems.Count == 0 ? transcript : throw new InvalidContentException(problems);
    }

    private static IEnumerable<(string Path, string Problem, string Mend)> Faults(string file, ReferenceTranscript transcript, ScenarioCatalogue catalogue)
    {
        if (Path.GetFileNameWithoutExtension(file) != transcript.Id) yield return ("id", $"id '{transcript.Id}' is not the file's name", "name the file after the id");
        foreach (var (i, turn) in transcript.Turns.Index())
        {
            if (turn.Persona is null == turn.Teacher is null) yield return ($"turns[{i}]", "not exactly one speaks", "give either persona or teacher");
        }

        if (catalogue.Find(transcript.Scenario) is not { } scenario) yield return ("scenario", $"there is no scenario '{transcript.Scenario}'", "name one of the catalogue");
        else if (!scenario.Criteria.Select(criterion => criterion.Id).Order(StringComparer.Ordinal).SequenceEqual(transcript.Verdicts.Select(verdict => verdict.Criterion).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            yield return ("verdicts", "they are not one for each criterion of the scenario", $"judge {string.Join(", ", scenario.Criteria.Select(criterion => criterion.Id))}");
        }
    }
}
