namespace Coaching.Rehearsals.Moves;

/// <summary>From which score on a label counts.</summary>
/// <param name="Made">By label: from here on it is given.</param>
/// <param name="Stated">By label: from here on it is sure enough that a red line may be stated to the teacher; +∞ when never.</param>
internal sealed record MoveThresholds(float[] Made, float[] Stated)
{
    /// <summary>A red-line finding is stated only where the development set shows at least this precision.</summary>
    public const double StatedPrecision = 0.9;

    // A precision measured on fewer findings than this says too little to accuse anybody by.
    private const int FewestFindings = 8;

    // Calling a red line where there is none harms more than missing one, so its F-measure leans to precision.
    private const double Balanced = 1;
    private const double LeaningToPrecision = 0.7;

    // A label has some tens of positives to calibrate on, all labels together hundreds: the best cut of the one is drawn half-way to that of all.
    private const float Pooling = 0.5f;

    /// <summary>Sets thresholds by texts that training has not seen.</summary>
    /// <param name="scores">The scores by text and label.</param>
    /// <param name="truth">The labels of each text by their numbers.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="cautious">Those that do harm when given wrongly.</param>
    public static MoveThresholds Calibrate(IReadOnlyList<float[]> scores, IReadOnlyList<IReadOnlyList<int>> truth, int labels, IReadOnlySet<int> cautious)
    {
        var ranked = Enumerable.Range(0, labels).Select(label => Ranked(scores, truth, label)).ToArray();
        var pooled = ranked.SelectMany(findings => findings).OrderByDescending(finding => finding.Score).ToList();
        var (common, wary) = (BestCut(pooled, Balanced) ?? 0, BestCut(pooled, LeaningToPrecision) ?? 0);
        var made = ranked.Select((findings, label) =>
        {
            var isCautious = cautious.Contains(label);
            var prior = isCautious ? wary : common;
            var own = BestCut(findings, isCautious ? LeaningToPrecision : Balanced) ?? prior;
            return own + (Pooling * (prior - own));
        });
        return new MoveThresholds([.. made], [.. ranked.Select(SurestCut)]);
    }

    private static List<(float Score, bool Positive)> Ranked(IReadOnlyList<float[]> scores, IReadOnlyList<IReadOnlyList<int>> truth, int label) =>
        [.. scores.Select((score, i) => (Score: score[label], Positive: truth[i].Contains(label)))
            .Where(finding => float.IsFinite(finding.Score))
            .OrderByDescending(finding => finding.Score)];

    // The cut with the best F-measure, F_β = (1 + β²)·hits / (found + β²·positives) (van Rijsbergen 1979); ties go to the higher cut.
    private static float? BestCut(List<(float Score, bool Positive)> ranked, double beta)
    {
        var positives = ranked.Count(finding => finding.Positive);
        var (best, cut) = (0.0, (float?)null);
        foreach (var (found, hits, at) in Cuts(ranked))
        {
            var measure = (1 + (beta * beta)) * hits / (found + (beta * beta * positives));
            if (measure > best) (best, cut) = (measure, at);
        }

        return cut;
    }

    // The lowest cut down to which precision, estimated with care as (hits + 1) / (found + 2) (Laplace's rule of
    // succession), has stayed high enough: eight of eight do, eight of nine do not.
    private static float SurestCut(List<(float Score, bool Positive)> ranked)
    {
        var cut = float.PositiveInfinity;
        foreach (var (found, hits, at) in Cuts(ranked))
        {
            if (found < FewestFindings) continue;
            if (hits + 1 < StatedPrecision * (found + 2)) break;
            cut = at;
        }

        return cut;
    }

    // Every place where the ranking can be cut: between two different scores, and below the last.
    private static IEnumerable<(int Found, int Hits, float At)> Cuts(List<(float Score, bool Positive)> ranked)
    {
        var hits = 0;
        for (var i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].Positive) hits++;
            if (i + 1 == ranked.Count) yield return (i + 1, hits, ranked[i].Score);
            else if (ranked[i + 1].Score != ranked[i].Score) yield return (i + 1, hits, (ranked[i].Score + ranked[i + 1].Score) / 2);
        }
    }
}
