using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.Knowledge.Retrieval;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary>
/// Fits <see cref="AnswerabilityWeights"/>: every way to ask is read by an index and a model that never saw it, every
/// unanswerable question by a model that never saw its topic. The frozen test questions are not touched.
/// </summary>
internal static class AnswerabilityCalibration
{
    private const int Folds = 8;
    private const int Iterations = 800;
    private const int Shown = 30;

    public static void Run(string content)
    {
        var qa = Path.Combine(content, "scenarios", "qa");
        var entries = EntryReader.ReadFolder(qa).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        var asks = AskList.ReadFolder(Path.Combine(qa, "asks"));
        // Rightly asked, and about the very matters that are declined when somebody wants to do them.
        var nearHarm = AskList.ReadFile(Path.Combine(qa, "asks", "fourth-near-harm.jsonl")).All.ToHashSet(StringComparer.Ordinal);
        var unanswerable = UnanswerableList.ReadFolder(Path.Combine(content, "answerability")).Questions;
        var samples = Enumerable.Range(0, Folds).SelectMany(fold => ReadFold(fold, entries, asks, nearHarm, unanswerable)).ToList();
        var weights = Fit(samples);
        AnsiConsole.WriteLine($"bias {weights[^1]:0.00}; in the order of the features {string.Join(", ", weights.SkipLast(1).Select(weight => $"{weight:0.00}"))}");
        Report(samples, weights);
    }

    private static IEnumerable<Sample> ReadFold(int fold, List<Entry> entries, AskList asks, HashSet<string> nearHarm, IReadOnlyList<UnanswerableQuestion> unanswerable)
    {
        var kept = entries.Select((entry, row) => entry with { Phrasings = [.. entry.Phrasings.Where((_, way) => (way + row) % Folds != fold)] }).ToList();
        var keptAsks = entries.Select((entry, row) => asks.Of(entry.Id).Where((_, way) => (way + entry.Phrasings.Count + row) % Folds != fold).ToList()).ToList();
        var index = LexicalIndex.Build(EntryFields.Settings, [.. kept.Zip(keptAsks, EntryFields.Texts)]);
        var seen = unanswerable.Where(question => FoldOf(question.Topic) != fold).ToList();
        var cuts = new CutQuestions();
        var screen = new LearntScreen(seen, keptAsks.SelectMany(more => more), cuts);
        var model = AnswerabilityModel.Learn(
            [.. kept.Zip(keptAsks, (entry, more) => (entry, (IReadOnlyList<string>)[entry.Question, .. entry.Phrasings, .. more]))],
            [.. seen.Select(question => question.Text)], screen, cuts);
        var answerable = entries.SelectMany((entry, row) => entry.Phrasings.Concat(asks.Of(entry.Id))
            .Where((_, way) => (way + row) % Folds == fold)
            .Select(text => (Text: text, Kind: entry.Phrasings.Contains(text) ? "phrasing" : nearHarm.Contains(text) ? "near-harm" : "ask", Answerable: true)));
        foreach (var (text, kind, isAnswerable) in answerable.Concat(unanswerable.Where(question => FoldOf(question.Topic) == fold).Select(question => (question.Text, question.Kind, false))))
        {
            yield return new Sample(text, kind, isAnswerable, IsDeclined(text, screen), model.Read(text, [.. index.Search(text, 10).Select(hit => kept[hit.Document])]));
        }
    }

    private static bool IsDeclined(string text, LearntScreen screen) =>
        AskScreen.Reason(text) != DeclineReason.None || screen.Read(text).Score >= LearntScreen.Declined;

    private static int FoldOf(string topic) => (int)(topic.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % Folds);

    // Adagrad; both kinds weigh the same in all.
    private static double[] Fit(List<Sample> samples)
    {
        var (weights, squares) = (new double[AnswerabilityFeatures.Count + 1], new double[AnswerabilityFeatures.Count + 1]);
        var answerable = samples.Count(sample => sample.Answerable);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var slopes = new double[weights.Length];
            foreach (var sample in samples)
            {
                var fault = (Chance(weights, sample) - (sample.Answerable ? 1 : 0)) * 0.5 / (sample.Answerable ? answerable : samples.Count - answerable);
                foreach (var (i, value) in Values(sample).Index()) slopes[i] += fault * value;
            }

            for (var i = 0; i < weights.Length; i++)
            {
                squares[i] += slopes[i] * slopes[i];
                weights[i] -= 0.5 * slopes[i] / (Math.Sqrt(squares[i]) + 1e-9);
            }
        }

        return weights;
    }

    private static double[] Values(Sample sample) => [.. sample.Features.Values, 1];

    private static double Chance(double[] weights, Sample sample) => 1 / (1 + Math.Exp(-weights.Zip(Values(sample), (weight, value) => weight * value).Sum()));

    // Held-out asks are refused more often than questions are in use, where all other asks are known: the threshold is
    // chosen with the development questions beside this table.
    private static void Report(List<Sample> samples, double[] weights)
    {
        double[] thresholds = [0.25, 0.35, 0.45, 0.55];
        var table = new Table().AddColumns(["Kind", "Questions", "by wording alone", .. thresholds.Select(threshold => $"below {threshold:0.00}")]);
        foreach (var kind in samples.GroupBy(sample => sample.Kind, StringComparer.Ordinal))
        {
            table.AddRow([kind.Key, $"{kind.Count()}", Share(sample => sample.Declined), .. thresholds.Select(threshold => Share(sample => sample.Declined || Chance(weights, sample) < threshold))]);

            string Share(Func<Sample, bool> refused) => $"{kind.Average(sample => refused(sample) ? 1.0 : 0):0.000}";
        }

        AnsiConsole.Write(table);
        foreach (var sample in samples.Where(sample => sample.Answerable && sample.Declined).Take(Shown)) AnsiConsole.WriteLine($"  declined by wording: {sample.Text}");
        foreach (var sample in samples.Where(sample => !sample.Answerable && !sample.Declined).OrderByDescending(sample => Chance(weights, sample)).Take(Shown)) AnsiConsole.WriteLine($"  {Chance(weights, sample):0.00} {sample.Kind}: {sample.Text}");
    }

    private sealed record Sample(string Text, string Kind, bool Answerable, bool Declined, AnswerabilityFeatures Features);
}
