using System.Text.Json;
using System.Text.Json.Serialization;
using Coaching.Scenarios;

namespace Coaching.Evaluation;

/// <summary>A retrieval test set in BEIR's form: <c>corpus.jsonl</c>, <c>queries.jsonl</c>, <c>qrels.tsv</c>.</summary>
/// <param name="Documents">Id, title (may be empty) and text.</param>
/// <param name="Queries">Queries that have at least one relevant document.</param>
/// <param name="Grades">Grade by document id, by query id.</param>
public sealed record RetrievalData(
    IReadOnlyList<RetrievalDocument> Documents,
    IReadOnlyList<RetrievalQuery> Queries,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Grades)
{
    /// <summary>The file that holds the documents.</summary>
    public const string CorpusFile = "corpus.jsonl";

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="corpus">The documents, where the folder has none of its own; null reads <see cref="CorpusFile"/>.</param>
    /// <exception cref="InvalidContentException">A file is missing or a line is not as it should be; all faults are listed.</exception>
    public static RetrievalData Read(string folder, IReadOnlyList<RetrievalDocument>? corpus = null)
    {
        var problems = new List<ScenarioProblem>();
        var documents = corpus ?? Lines<RetrievalDocument>(folder, CorpusFile, problems);
        var queries = Lines<RetrievalQuery>(folder, "queries.jsonl", problems);
        var grades = ReadGrades(Path.Combine(folder, "qrels.tsv"), problems);
        if (problems.Count > 0) throw new InvalidContentException(problems);
        return new RetrievalData(documents, [.. queries.Where(query => grades.ContainsKey(query.Id))], grades);
    }

    /// <summary>Reads lines of <c>{"id", "text", "title"?}</c>; BEIR's own <c>_id</c> is taken as well.</summary>
    internal static List<T> Lines<T>(string folder, string name, List<ScenarioProblem> problems)
        where T : IRetrievalLine
    {
        var path = Path.Combine(folder, name);
        var read = new List<T>();
        if (!File.Exists(path))
        {
            problems.Add(new ScenarioProblem(name, 1, "the file is missing", $"put {name} into the folder"));
            return read;
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                if (JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web) is { Id.Length: > 0 } item) read.Add(item);
                else problems.Add(new ScenarioProblem(name, number, "the id is missing", """write {"id": "…", "text": "…"}"""));
            }
            catch (JsonException fault)
            {
                problems.Add(new ScenarioProblem(name, number, fault.Message, "one JSON object a line"));
            }
        }

        return read;
    }

    internal static Dictionary<string, IReadOnlyDictionary<string, int>> ReadGrades(string path, List<ScenarioProblem> problems)
    {
        var grades = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            problems.Add(new ScenarioProblem("qrels.tsv", 1, "the file is missing", "query, document and grade, separated by tabs"));
            return grades;
        }

        foreach (var (index, line) in File.ReadLines(path).Index())
        {
            var columns = line.Split('\t', StringSplitOptions.TrimEntries);
            // The first line may be BEIR's heading.
            if (columns.Length < 3 || !int.TryParse(columns[^1], out var grade))
            {
                if (index > 0 && line.Length > 0) problems.Add(new ScenarioProblem("qrels.tsv", index + 1, "not a query, a document and a grade", "separate three columns by tabs"));
                continue;
            }

            if (grade <= 0) continue;
            if (!grades.TryGetValue(columns[0], out var known)) grades[columns[0]] = known = new Dictionary<string, int>(StringComparer.Ordinal);
            // TREC's four columns have an unused second one.
            ((Dictionary<string, int>)known)[columns[^2]] = grade;
        }

        return grades;
    }
}

/// <summary>A line with an id.</summary>
internal interface IRetrievalLine
{
    /// <summary>The id.</summary>
    string Id { get; }
}

/// <summary>A document of a test set.</summary>
public sealed record RetrievalDocument : IRetrievalLine
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = "";
    /// <summary>BEIR's name for the id.</summary>
    [JsonPropertyName("_id")]
    public string BeirId { get => Id; init => Id = value.Length > 0 ? value : Id; }
    /// <summary>The title; empty when it has none.</summary>
    public string Title { get; init; } = "";
    /// <summary>The text.</summary>
    public string Text { get; init; } = "";
}

/// <summary>A query of a test set.</summary>
public sealed record RetrievalQuery : IRetrievalLine
{
    /// <summary>The id.</summary>
    public string Id { get; init; } = "";
    /// <summary>BEIR's name for the id.</summary>
    [JsonPropertyName("_id")]
    public string BeirId { get => Id; init => Id = value.Length > 0 ? value : Id; }
    /// <summary>What is asked.</summary>
    public string Text { get; init; } = "";
}
