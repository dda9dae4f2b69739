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
    private const double FalseRefusals = 0.04;

    public static void Run(string content)
    {
        var qa = Path.Combine(content, "scenarios", "qa");
        var entries = EntryReader.ReadFolder(qa).OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        var asks = AskList.ReadFolder(Path.Combine(qa, "asks"));
        var unanswerable = UnanswerableList.ReadFile(Path.Combine(content, "answerability", "dev.jsonl"));
        var samples = Enumerable.Range(0, Folds).SelectMany(fold => ReadFold(fold, entries, asks, unanswerable)).ToList();
        var weights = Fit(samples);
        AnsiConsole.WriteLine($"bias {weights[4]:0.00}, language {weights[0]:0.00}, covered {weights[1]:0.00}, share {weights[2]:0.00}, known {weights[3]:0.00}");
        foreach (var screened in new[] { false, true }) Report(samples, weights, screened);
    }

    private static IEnumerable<Sample> ReadFold(int fold, List<Entry> entries, AskList asks, IReadOnlyList<UnanswerableQuestion> unanswerable)
    {
        var kept = entries.Select((entry, row) => entry with { Phrasings = [.. entry.Phrasings.Where((_, way) => (way + row) % Folds != fold)] }).ToList();
        var keptAsks = entries.Select((entry, row) => asks.Of(entry.Id).Where((_, way) => (way + entry.Phrasings.Count + row) % Folds != fold).ToList()).ToList();
        var index = LexicalIndex.Build(EntryFields.Settings, [.. kept.Zip(keptAsks, EntryFields.Texts)]);
        var model = new AnswerabilityModel(
            [.. kept.Zip(keptAsks, (entry, more) => (entry, (IReadOnlyList<string>)[entry.Question, .. entry.Phrasings, .. more]))],
            [.. unanswerable.Where(question => FoldOf(question.Topic) != fold).Select(question => question.Text)]);
        var answerable = entries.SelectMany((entry, row) => entry.Phrasings.Concat(asks.Of(entry.Id))
            .Where((_, way) => (way + row) % Folds == fold)
            .Select(text => (Text: text, Kind: entry.Phrasings.Contains(text) ? "phrasing" : "ask", Answerable: true)));
        foreach (var (text, kind, isAnswerable) in answerable.Concat(unanswerable.Where(question => FoldOf(question.Topic) == fold).Select(question => (question.Text, question.Kind, false))))
        {
            yield return new Sample(text, kind, isAnswerable, model.Read(text, [.. index.Search(text, 10).Select(hit => kept[hit.Document])]));
        }
    }

    private static int FoldOf(string topic) => (int)(topic.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % Folds);

    // Adagrad; both kinds weigh the same in all.
    private static double[] Fit(List<Sample> samples)
    {
        var (weights, squares) = (new double[5], new double[5]);
        var answerable = samples.Count(sample => sample.Answerable);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var slopes = new double[5];
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

    private static double[] Values(Sample sample) => [sample.Features.Language, sample.Features.Covered, sample.Features.Share, sample.Features.Known, 1];

    private static double Chance(double[] weights, Sample sample) => 1 / (1 + Math.Exp(-weights.Zip(Values(sample), (weight, value) => weight * value).Sum()));

    private static void Report(List<Sample> samples, double[] weights, bool screened)
    {
        var scored = samples.Select(sample => (sample, Chance: screened && AskScreen.Reason(sample.Text) != DeclineReason.None ? 0 : Chance(weights, sample))).ToList();
        var asked = scored.Where(item => item.sample.Kind == "ask").Select(item => item.Chance).Order().ToList();
        var threshold = asked[(int)(FalseRefusals * asked.Count)];
        AnsiConsole.WriteLine($"{(screened ? "with" : "without")} the wording screen: threshold {threshold:0.000} for {FalseRefusals:0.00} of the asks refused; refused by kind:");
        foreach (var kind in scored.GroupBy(item => item.sample.Kind, StringComparer.Ordinal))
        {
            AnsiConsole.WriteLine($"  {kind.Key,-10} {kind.Average(item => item.Chance < threshold ? 1.0 : 0):0.000} of {kind.Count()}");
        }

        if (!screened) return;
        foreach (var (sample, _) in scored.Where(item => item.sample.Answerable && AskScreen.Reason(item.sample.Text) != DeclineReason.None).Take(40)) AnsiConsole.WriteLine($"  screened {AskScreen.Reason(sample.Text)}: {sample.Text}");
        foreach (var (sample, chance) in scored.Where(item => !item.sample.Answerable && item.Chance >= threshold).OrderByDescending(item => item.Chance).Take(30)) AnsiConsole.WriteLine($"  answered {chance:0.00} {sample.Kind}: {sample.Text}");
    }

    private sealed record Sample(string Text, string Kind, bool Answerable, AnswerabilityFeatures Features);
}
