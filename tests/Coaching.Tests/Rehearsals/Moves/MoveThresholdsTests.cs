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
        var dev = Enumerable.Range(0, 4).Select(i => new LabelledUtterance($"第{i}句", i < 2 ? [Move.Empathize] : [])).ToList();

        MoveThresholds.Calibrate([.. dev.Select((_, i) => Row(3 - i))], dev).Made[(int)Move.Reflect].ShouldBe(1.5f, 1.6f);
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
        MoveThresholds.Calibrate([], []).Stated.ShouldAllBe(threshold => float.IsPositiveInfinity(threshold));

    // Every move gets the same scores and the same truth.
    private static MoveThresholds Calibrate((float Score, bool Positive)[] findings) => MoveThresholds.Calibrate(
        [.. findings.Select(finding => Row(finding.Score))],
        [.. findings.Select((finding, i) => new LabelledUtterance($"第{i}句", finding.Positive ? MoveCatalogue.All : []))]);

    private static float[] Row(float score) => [.. MoveCatalogue.All.Select(_ => score)];
}
