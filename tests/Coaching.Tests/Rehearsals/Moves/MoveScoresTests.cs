using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class MoveScoresTests
{
    [Fact]
    public void Of_AHandComputedExample_Agrees()
    {
        // Empathize: 2 found, 3 there, 1 right: P 1/2, R 1/3, F1 2/5. Blame: 1 found, 1 there, 1 right. Refer: found once, never there.
        var scores = MoveScores.Of(
        [
            ([Move.Empathize, Move.Blame], [Move.Empathize, Move.Blame]),
            ([Move.Empathize, Move.Refer], []),
            ([], [Move.Empathize]),
            ([], [Move.Empathize]),
        ]);

        var empathize = scores.PerLabel.Single(score => score.Label == Move.Empathize);
        empathize.ShouldBe(new MoveScore(Move.Empathize, 0.5, 1 / 3.0, 0.4, 3));
        scores.PerLabel.Single(score => score.Label == Move.Blame).ShouldBe(new MoveScore(Move.Blame, 1, 1, 1, 1));
        scores.PerLabel.Single(score => score.Label == Move.Refer).ShouldBe(new MoveScore(Move.Refer, 0, 0, 0, 0));
        // Macro over the two labels that occur; micro over 4 found, 4 there, 2 right.
        scores.MacroF1.ShouldBe(0.7, 1e-12);
        scores.MicroF1.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Of_NoUtterances_IsZero()
    {
        var scores = MoveScores.Of([]);

        scores.MacroF1.ShouldBe(0);
        scores.MicroF1.ShouldBe(0);
        scores.PerLabel.Count.ShouldBe(MoveCatalogue.All.Count);
    }
}
