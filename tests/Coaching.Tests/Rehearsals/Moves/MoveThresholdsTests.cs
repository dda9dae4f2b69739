using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class MoveThresholdsTests
{
    [Fact]
    public void Calibrate_OfMovesThatAgreeOnTheirCut_TakesIt() =>
        // Positives score 3 and 2, negatives 1 and 0, for every move: the best cut lies between 2 and 1.
        Calibrate([(3, true), (2, true), (1, false), (0, false)]).Made.ShouldAllBe(threshold => threshold == 1.5f);

    [Fact]
    public void Calibrate_OfAMoveWithoutPositives_TakesThePooledCut()
    {
        IReadOnlyList<int>[] truth = [[(int)Move.Empathize], [(int)Move.Empathize], [], []];

        Calibrate([.. truth.Select((_, i) => Row(3 - i))], truth).Made[(int)Move.Reflect].ShouldBe(1.5f, 1.6f);
    }

    [Theory]
    [InlineData(8, 0, true)]
    [InlineData(7, 0, false)]
    [InlineData(8, 1, false)]
    [InlineData(17, 1, true)]
    public void Calibrate_StatesARedLine_OnlyOnEnoughSureFindings(int right, int wrong, bool stated)
    {
        // The wrong ones score among the best, so that every cut but the first holds them.
        var findings = Enumerable.Repeat((9f, true), 8).Take(right)
            .Concat(Enumerable.Repeat((9f, false), wrong))
            .Concat(Enumerable.Repeat((9f, true), Math.Max(0, right - 8)))
            .Append((1f, false));

        float.IsFinite(Calibrate([.. findings]).Stated[(int)Move.Threaten]).ShouldBe(stated);
    }

    [Fact]
    public void Calibrate_WithNothingToCalibrateOn_StatesNothing() =>
        Calibrate([], []).Stated.ShouldAllBe(threshold => float.IsPositiveInfinity(threshold));

    // Every move gets the same scores and the same truth.
    private static MoveThresholds Calibrate((float Score, bool Positive)[] findings) => Calibrate(
        [.. findings.Select(finding => Row(finding.Score))],
        [.. findings.Select(finding => (IReadOnlyList<int>)(finding.Positive ? [.. MoveCatalogue.All.Select(move => (int)move)] : []))]);

    private static MoveThresholds Calibrate(float[][] scores, IReadOnlyList<int>[] truth) =>
        MoveThresholds.Calibrate(scores, truth, MoveCatalogue.All.Count, MoveCatalogue.RedLines.Select(move => (int)move).ToHashSet());

    private static float[] Row(float score) => [.. MoveCatalogue.All.Select(_ => score)];
}
