using System.Text.Json;
using Coaching.Scenarios;

namespace Coaching.Rehearsals.Moves;

/// <summary>A text with labels of any kind: our moves, or those of a published data set.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Labels">The labels, each once; empty where none applies.</param>
/// <param name="Context">What was said before, where it was given.</param>
public sealed record LabelledText(string Text, IReadOnlyList<string> Labels, string? Context = null)
{
    private const string Mend = """one JSON object a line: {"text": "…", "labels": ["…"]}, with "context": "…" where there is one""";

    /// <summary>Reads a JSON Lines file of <c>{"text", "labels", "context"?}</c>; other keys are passed over.</summary>
    /// <exception cref="InvalidContentException">The file is not there, or a line is no such object; every faulty line is listed.</exception>
    public static IReadOnlyList<LabelledText> ReadFile(string path) => ReadFile(path, (text, _) => text);

    /// <summary>Reads a JSON Lines file into another shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="convert">Turns a text into what is wanted, or says by the given delegate what is wrong with it and returns null.</param>
    internal static IReadOnlyList<T> ReadFile<T>(string path, Func<LabelledText, Action<string>, T?> convert)
        where T : class
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path)) throw new InvalidContentException([new ScenarioProblem(file, 1, $"there is no file {path}", "give the path of a JSON Lines file")]);
        var read = new List<T>();
        var problems = new List<ScenarioProblem>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line, Report) is { } text && convert(text, Report) is { } converted) read.Add(converted);
        }

        return problems.Count == 0 ? read : throw new InvalidContentException(problems);

        void Report(string problem) => problems.Add(new ScenarioProblem(file, number, problem, Mend));
    }

    private static LabelledText? Parse(string line, Action<string> report)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            report("the line is not JSON");
            return null;
        }

        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                report("the line is not a JSON object");
                return null;
            }

            if (!root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(text.GetString()))
            {
                report("\"text\" is missing or empty");
                return null;
            }

            if (LabelsOf(root) is not { } labels)
            {
                report("\"labels\" is missing or holds something other than names");
                return null;
            }

            var context = root.TryGetProperty("context", out var before) && before.ValueKind == JsonValueKind.String ? before.GetString() : null;
            return new LabelledText(text.GetString()!, labels, string.IsNullOrWhiteSpace(context) ? null : context);
        }
    }

    // Data sets number their classes as often as they name them, and a single label may stand without brackets.
    private static IReadOnlyList<string>? LabelsOf(JsonElement root)
    {
        if (!root.TryGetProperty("labels", out var labels)) return null;
        if (labels.ValueKind != JsonValueKind.Array) return NameOf(labels) is { } single ? [single] : null;
        var names = labels.EnumerateArray().Select(NameOf).ToList();
        return names.Contains(null) ? null : [.. names.Select(name => name!).Distinct(StringComparer.Ordinal)];
    }

    private static string? NameOf(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.String when !string.IsNullOrWhiteSpace(label.GetString()) => label.GetString(),
        JsonValueKind.Number => label.GetRawText(),
        _ => null,
    };
}
