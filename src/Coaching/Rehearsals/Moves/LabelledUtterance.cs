using System.Text.Json;
using System.Text.Json.Serialization;
using Coaching.Scenarios;

namespace Coaching.Rehearsals.Moves;

/// <summary>One utterance of a teacher with the moves it makes.</summary>
/// <param name="Text">What the teacher says.</param>
/// <param name="Labels">The moves; empty where none is made.</param>
/// <param name="Context">What the other said before, where it was given.</param>
public sealed record LabelledUtterance(string Text, IReadOnlyList<Move> Labels, string? Context = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<Move>() },
    };

    /// <summary>Reads a JSON Lines file of <c>{"text", "labels", "context"?}</c>.</summary>
    /// <exception cref="InvalidContentException">A line is no such object; every faulty line is listed.</exception>
    public static IReadOnlyList<LabelledUtterance> ReadFile(string path)
    {
        var utterances = new List<LabelledUtterance>();
        var problems = new List<ScenarioProblem>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                var utterance = JsonSerializer.Deserialize<LabelledUtterance>(line, Json);
                if (utterance is { Text.Length: > 0, Labels: not null })
                {
                    utterances.Add(utterance);
                    continue;
                }

                problems.Add(new ScenarioProblem(Path.GetFileName(path), number, "text or labels are missing", """write {"text": "…", "labels": ["Empathize"]}"""));
            }
            catch (JsonException fault)
            {
                problems.Add(new ScenarioProblem(Path.GetFileName(path), number, fault.Message, "one JSON object a line, labels from the handbook"));
            }
        }

        return problems.Count == 0 ? utterances : throw new InvalidContentException(problems);
    }
}
