using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class LabelScoresTests
{
    private static readonly string[] Labels = ["Empathize", "Blame", "Refer"];

    // Empathize: 2 found, 3 there, 1 right: P 1/2, R 1/3, F1 2/5. Blame: 1 found, 1 there, 1 right. Refer: found once, never there.
    private static readonly LabelledPair[] Pairs =
    [
        new(["Empathize", "Blame"], ["Empathize", "Blame"]),
        new(["Empathize", "Refer"], []),
        new([], ["Empathize"]),
        new([], ["Empathize"]),
    ];

    [Fact]
    public void Of_AHandComputedExample_Agrees()
    {
        var scores = LabelScores.Of(Labels, Pairs);

        scores.PerLabel.ShouldBe([new("Empathize", 0.5, 1 / 3.0, 0.4, 3), new("Blame", 1, 1, 1, 1), new("Refer", 0, 0, 0, 0)]);
        // Macro over the two labels that occur; micro over 4 found, 4 there, 2 right.
        scores.MacroF1.ShouldBe(0.7, 1e-12);
        scores.MicroF1.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Of_NoTexts_IsZero()
    {
        var scores = LabelScores.Of(Labels, []);

        scores.MacroF1.ShouldBe(0);
        scores.MicroF1.ShouldBe(0);
        scores.PerLabel.Count.ShouldBe(Labels.Length);
    }

    [Fact]
    public void Intervals_OfTextsThatDiffer_HoldTheScoreAndComeAgain()
    {
        var (macro, micro) = LabelScores.Intervals(Labels, Pairs, resamples: 500, seed: 7);

        macro[0].ShouldBeLessThan(0.7);
        macro[1].ShouldBeGreaterThan(0.7);
        micro[0].ShouldBeLessThan(0.5);
        micro[1].ShouldBeGreaterThan(0.5);
        LabelScores.Intervals(Labels, Pairs, resamples: 500, seed: 7).Macro.ShouldBe(macro);
    }
}
