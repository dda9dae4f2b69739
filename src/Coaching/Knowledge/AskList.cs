using System.Text.Json;
using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>
/// Further ways teachers ask for an entry, in everyday words. They are indexed and never shown: an entry's own phrasings
/// are for reading, these are for finding (document expansion, as in doc2query: Nogueira et al. 2019, written by hand).
/// </summary>
public sealed class AskList
{
    private readonly Dictionary<string, IReadOnlyList<string>> byEntry;

    private AskList(Dictionary<string, IReadOnlyList<string>> byEntry) => this.byEntry = byEntry;

    /// <summary>No further ways.</summary>
    public static AskList None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IEnumerable<string> All => byEntry.Values.SelectMany(asks => asks);

    /// <summary>The further ways for an entry; empty when there are none.</summary>
    public IReadOnlyList<string> Of(string entryId) => byEntry.GetValueOrDefault(entryId) ?? [];

    /// <summary>Reads every <c>*.jsonl</c> of <c>{"id", "asks": […]}</c> in a folder; none when the folder is missing.</summary>
    /// <exception cref="InvalidContentException">A line is not as it should be; all faults are listed.</exception>
    public static AskList ReadFolder(string folder) => Directory.Exists(folder) ? Read(Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)) : None;

    /// <summary>Reads one such file.</summary>
    /// <exception cref="InvalidContentException">A line is not as it should be; all faults are listed.</exception>
    public static AskList ReadFile(string path) => Read([path]);

    private static AskList Read(IEnumerable<string> paths)
    {
        var byEntry = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var problems = new List<ScenarioProblem>();
        foreach (var path in paths)
        {
            foreach (var (index, line) in File.ReadLines(path).Index())
            {
                try
                {
                    if (string.IsNullOrWhiteSpace(line)) continue;
                    if (JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web) is { Id.Length: > 0, Asks.Count: > 0 } asks) byEntry[asks.Id] = [.. Of(byEntry, asks.Id), .. asks.Asks];
                    else problems.Add(new ScenarioProblem(Path.GetFileName(path), index + 1, "id or asks are missing", """write {"id": "…", "asks": ["…"]}"""));
                }
                catch (JsonException fault)
                {
                    problems.Add(new ScenarioProblem(Path.GetFileName(path), index + 1, fault.Message, "one JSON object a line"));
                }
            }
        }

        return problems.Count == 0 ? new AskList(byEntry) : throw new InvalidContentException(problems);

        static IReadOnlyList<string> Of(Dictionary<string, IReadOnlyList<string>> known, string id) => known.GetValueOrDefault(id) ?? [];
    }

    private sealed record Line(string Id, IReadOnlyList<string> Asks);
}
