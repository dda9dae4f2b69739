using System.CommandLine;
using Coaching.Evaluation;
using Coaching.Knowledge;
using Coaching.Scenarios;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary><c>answers</c>: what 百问百答 finds and what it declines, asked through the very service teachers ask.</summary>
internal static class AnswersCommand
{
    private const double LeastRefused = 0.9;
    private const double MostFalselyRefused = 0.05;
    private const double LeastRecall5 = 0.9;
    private const double LeastNdcg10 = 0.8;
    private const double MostAlike = 0.25;

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder with queries.jsonl, qrels.tsv and unanswerable.jsonl.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("eval", "datasets", "qa-questions")) };
        var calibrate = new Option<bool>("--calibrate") { Description = "Fit the answerability weights on data of our own instead of reading the test questions." };
        var json = CommandOptions.Json();
        var content = CommandOptions.Content();
        var command = new Command("answers", "Measures answers: retrieval, refusals and false refusals on questions written apart.") { data, calibrate, json, content };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                if (!parsed.GetValue(calibrate)) return await RunAsync(parsed.GetValue(data)!, parsed.GetValue(content)!, parsed.GetValue(json), cancellationToken);
                AnswerabilityCalibration.Run(parsed.GetValue(content)!.FullName);
                return 0;
            }
            catch (InvalidContentException fault)
            {
                return CommandOptions.Fail(fault.Problems.Select(problem => problem.ToString()));
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, DirectoryInfo content, FileInfo? json, CancellationToken cancellationToken)
    {
        var questions = QuestionData.Read(folder.FullName);
        var qa = Path.Combine(content.FullName, "scenarios", "qa");
        var entries = EntryReader.ReadFolder(qa).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var asks = AskList.ReadFolder(Path.Combine(qa, "asks"));
        await using var desk = await AnswerDesk.OpenAsync(content.FullName, cancellationToken);
        var asked = new List<AskedQuestion>();
        foreach (var (id, text) in questions.Answerable) asked.Add(await desk.AskAsync(id, text, cancellationToken));
        var declined = new List<AskedQuestion>();
        foreach (var (id, text) in questions.Unanswerable) declined.Add(await desk.AskAsync(id, text, cancellationToken));
        var result = Result(questions, entries, asks, asked, declined);
        Print(result);
        CommandOptions.Write(json, result);
        return result.Missed.Count == 0 ? 0 : CommandOptions.Fail(result.Missed);
    }

    private static AnswersResult Result(QuestionData questions, Dictionary<string, Entry> entries, AskList asks, List<AskedQuestion> asked, List<AskedQuestion> declined)
    {
        var metrics = asked.Select(question => RankingMetrics.Of(question.Ranking, questions.Grades[question.Id])).ToList();
        var gold = asked.ToDictionary(question => question.Id, question => questions.Gold(question.Id), StringComparer.Ordinal);
        var ndcg = metrics.Select(metric => metric.Ndcg10).ToList();
        var result = new AnswersResult
        {
            Questions = asked.Count,
            UnanswerableQuestions = declined.Count,
            Ndcg10 = ndcg.Average(),
            Ndcg10Interval = Bootstrap.Mean(ndcg),
            Recall5 = metrics.Average(metric => metric.Recall5),
            GoldRecall5 = asked.Average(question => (double)gold[question.Id].Count(question.Ranking.Take(5).Contains) / gold[question.Id].Count),
            Refused = declined.Average(question => question.IsAnswered ? 0.0 : 1),
            RefusedInterval = Bootstrap.Mean([.. declined.Select(question => question.IsAnswered ? 0.0 : 1)]),
            FalselyRefused = asked.Average(question => question.IsAnswered ? 0.0 : 1),
            FalselyRefusedInterval = Bootstrap.Mean([.. asked.Select(question => question.IsAnswered ? 0.0 : 1)]),
            AnsweredFromGold = asked.Average(question => question.Cited.Any(gold[question.Id].Contains) ? 1.0 : 0),
            MedianLikeness = Median(asked.Select(question => gold[question.Id].Max(id => Wording.Likeness(questions.Texts[question.Id], [entries[id].Question, .. entries[id].Phrasings])))),
            MedianAskLikeness = Median(asked.Select(question => gold[question.Id].Max(id => Wording.Likeness(questions.Texts[question.Id], asks.Of(id))))),
            UnresolvedCitations = asked.Sum(question => question.UnresolvedCitations),
            FalselyRefusedIds = [.. asked.Where(question => !question.IsAnswered).Select(question => question.Id)],
            AnsweredUnanswerableIds = [.. declined.Where(question => question.IsAnswered).Select(question => question.Id)],
        };
        return result with { Missed = [.. Missed(result)] };
    }

    private static IEnumerable<string> Missed(AnswersResult result)
    {
        if (result.Refused < LeastRefused) yield return $"refusal of unanswerable {result.Refused:0.000}, wanted at least {LeastRefused:0.00}";
        if (result.FalselyRefused > MostFalselyRefused) yield return $"false refusals {result.FalselyRefused:0.000}, wanted at most {MostFalselyRefused:0.00}";
        if (result.GoldRecall5 < LeastRecall5) yield return $"Recall@5 of the entries that answer it {result.GoldRecall5:0.000}, wanted at least {LeastRecall5:0.00}";
        if (result.Ndcg10 < LeastNdcg10) yield return $"nDCG@10 {result.Ndcg10:0.000}, wanted at least {LeastNdcg10:0.00}";
        if (result.MedianLikeness > MostAlike) yield return $"median likeness {result.MedianLikeness:0.000}, wanted at most {MostAlike:0.00}: the questions copy the corpus";
        if (result.UnresolvedCitations > 0) yield return $"{result.UnresolvedCitations} citations point nowhere";
    }

    private static void Print(AnswersResult result)
    {
        var table = new Table().AddColumns("Measure", "Value", "95 %", "Bar");
        table.AddRow("answered of the answerable", $"{1 - result.FalselyRefused:0.000}", "", "");
        table.AddRow("false refusals", $"{result.FalselyRefused:0.000}", Ends(result.FalselyRefusedInterval), $"≤ {MostFalselyRefused:0.00}");
        table.AddRow("refusal of unanswerable", $"{result.Refused:0.000}", Ends(result.RefusedInterval), $"≥ {LeastRefused:0.00}");
        table.AddRow("Recall@5 (the entries that answer it)", $"{result.GoldRecall5:0.000}", "", $"≥ {LeastRecall5:0.00}");
        table.AddRow("Recall@5 (partly helpful neighbours too)", $"{result.Recall5:0.000}", "", "");
        table.AddRow("nDCG@10", $"{result.Ndcg10:0.000}", Ends(result.Ndcg10Interval), $"≥ {LeastNdcg10:0.00}");
        table.AddRow("answered citing an entry that answers it", $"{result.AnsweredFromGold:0.000}", "", "");
        table.AddRow("median likeness to the gold entry", $"{result.MedianLikeness:0.000}", "", $"≤ {MostAlike:0.00}");
        table.AddRow("median likeness to its nearest indexed ask", $"{result.MedianAskLikeness:0.000}", "", "");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{result.Questions} answerable and {result.UnanswerableQuestions} unanswerable questions; {result.UnresolvedCitations} citations that point nowhere");

        static string Ends(Interval interval) => $"{interval.Low:0.000}–{interval.High:0.000}";
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>What the command measures; intervals are 95 % bootstrap over questions.</summary>
internal sealed record AnswersResult
{
    public int Questions { get; init; }
    public int UnanswerableQuestions { get; init; }
    public double Recall5 { get; init; }
    public double GoldRecall5 { get; init; }
    public double Ndcg10 { get; init; }
    public Interval Ndcg10Interval { get; init; }
    public double Refused { get; init; }
    public Interval RefusedInterval { get; init; }
    public double FalselyRefused { get; init; }
    public Interval FalselyRefusedInterval { get; init; }
    public double AnsweredFromGold { get; init; }
    public double MedianLikeness { get; init; }
    public double MedianAskLikeness { get; init; }
    public int UnresolvedCitations { get; init; }
    public IReadOnlyList<string> FalselyRefusedIds { get; init; } = [];
    public IReadOnlyList<string> AnsweredUnanswerableIds { get; init; } = [];
    public IReadOnlyList<string> Missed { get; init; } = [];
}
