using Coaching.Evaluation;
using Coaching.Scenarios;

namespace Coaching.Eval;

/// <summary>Teachers' questions with graded entries, and questions that have no answer.</summary>
internal sealed record QuestionData(
    IReadOnlyList<(string Id, string Text)> Answerable,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Grades,
    IReadOnlyList<(string Id, string Text)> Unanswerable)
{
    private const int AnswersIt = 2;

    /// <summary>The words of each question.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = Answerable.ToDictionary(question => question.Id, question => question.Text, StringComparer.Ordinal);

    /// <summary>The entries that answer a question.</summary>
    public IReadOnlyList<string> Gold(string id) => [.. Grades[id].Where(grade => grade.Value >= AnswersIt).Select(grade => grade.Key)];

    /// <exception cref="InvalidContentException">A file is missing or faulty.</exception>
    public static QuestionData Read(string folder)
    {
        var problems = new List<ScenarioProblem>();
        var answerable = RetrievalData.Lines<RetrievalQuery>(folder, "queries.jsonl", problems);
        var unanswerable = RetrievalData.Lines<RetrievalQuery>(folder, "unanswerable.jsonl", problems);
        var grades = RetrievalData.ReadGrades(Path.Combine(folder, "qrels.tsv"), problems);
        if (problems.Count > 0) throw new InvalidContentException(problems);
        return new QuestionData(
            [.. answerable.Where(query => grades.ContainsKey(query.Id)).Select(query => (query.Id, query.Text))], grades,
            [.. unanswerable.Select(query => (query.Id, query.Text))]);
    }
}
