using Coaching.Rehearsals.Moves;
using Spectre.Console;

namespace Coaching.Eval;

/// <summary>The classifier beside a language model, on the texts for which the model gave a usable answer.</summary>
internal sealed class MovesComparison
{
    private readonly string name;
    private readonly int unscored;
    private readonly LabelScores classifier;
    private readonly LabelScores model;
    private readonly double same;
    private readonly double kappa;

    private MovesComparison(string name, int unscored, string? firstFault, IReadOnlyList<string> labels, IReadOnlyList<(IReadOnlyCollection<string> Classifier, IReadOnlyList<string> Model, IReadOnlyList<string> True)> rows)
    {
        (this.name, this.unscored, FirstFault, Scored) = (name, unscored, firstFault, rows.Count);
        classifier = LabelScores.Of(labels, [.. rows.Select(row => new LabelledPair(row.Classifier, row.True))]);
        model = LabelScores.Of(labels, [.. rows.Select(row => new LabelledPair(row.Model, row.True))]);
        same = rows.Count == 0 ? 0 : rows.Average(row => row.Model.ToHashSet(StringComparer.Ordinal).SetEquals(row.Classifier) ? 1 : 0);
        kappa = Kappa(rows.Count * labels.Count, rows.Sum(row => row.Classifier.Count), rows.Sum(row => row.Model.Count), rows.Sum(row => row.Model.Count(row.Classifier.Contains)));
    }

    /// <summary>For how many texts the model gave a usable answer.</summary>
    public int Scored { get; }

    /// <summary>Why the first unusable answer was; null when all were usable.</summary>
    public string? FirstFault { get; }

    /// <summary>What is written as JSON.</summary>
    public object Result => new
    {
        Model = name,
        Scored,
        Unscored = unscored,
        model.MacroF1,
        model.MicroF1,
        model.PerLabel,
        ClassifierOnTheSame = new { classifier.MacroF1, classifier.MicroF1 },
        SameLabels = same,
        Kappa = kappa,
    };

    public static async Task<MovesComparison> MakeAsync(
        ModelService service, IReadOnlyList<LabelledText> texts, IReadOnlyList<string> labels, IReadOnlyList<ReadLabels> readings, bool isOurs, CancellationToken cancellationToken)
    {
        var answers = isOurs
            ? await service.Labeller!.ReadMovesAsync(texts, cancellationToken)
            : await service.Labeller!.ReadAsync(texts, labels, texts.All(text => text.Labels.Count == 1), cancellationToken);
        var usable = Enumerable.Range(0, texts.Count).Where(i => answers[i].Labels is not null)
            .Select(i => (readings[i].Labels, answers[i].Labels!, texts[i].Labels))
            .ToList();
        return new MovesComparison(service.Name, texts.Count - usable.Count, answers.FirstOrDefault(answer => answer.Labels is null)?.Fault, labels, usable);
    }

    public void Print()
    {
        var table = new Table().AddColumns("Label", "Classifier P", "R", "F1", $"{Markup.Escape(name)} P", "R", "F1", "Support");
        foreach (var (ours, theirs) in classifier.PerLabel.Zip(model.PerLabel))
        {
            table.AddRow(
                Markup.Escape(ours.Label), $"{ours.Precision:0.00}", $"{ours.Recall:0.00}", $"{ours.F1:0.00}",
                $"{theirs.Precision:0.00}", $"{theirs.Recall:0.00}", $"{theirs.F1:0.00}", $"{ours.Support}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{Scored} texts labelled by {name}, {unscored} unscored; on the same texts macro-F1 {classifier.MacroF1:0.000} (classifier) and {model.MacroF1:0.000} ({name}), micro-F1 {classifier.MicroF1:0.000} and {model.MicroF1:0.000}");
        AnsiConsole.WriteLine($"agreement of the two: the very same labels on {same:P0} of the texts; Cohen's κ over all decisions {kappa:0.00}");
    }

    // Every label of every text is one decision, yes or no.
    private static double Kappa(int decisions, int first, int second, int both)
    {
        if (decisions == 0) return 0;
        var observed = (decisions - first - second + (2.0 * both)) / decisions;
        var (p, q) = (first / (double)decisions, second / (double)decisions);
        var expected = (p * q) + ((1 - p) * (1 - q));
        return expected >= 1 ? 1 : (observed - expected) / (1 - expected);
    }
}
