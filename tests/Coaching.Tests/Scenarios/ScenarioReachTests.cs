using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class ScenarioReachTests
{
    public static TheoryData<string, string, string, string> Unreachable => new()
    {
        { "when: { trustAtLeast: 42, movesAny: [OpenQuestion, Reflect, ProbeThinking] }", "when: { trustAtLeast: 42, trustAtMost: 41 }", "when", "nobody can ever earn 'rubbing-out'" },
        { "when: { trustAtMost: 30 }", "when: { trustAtMost: 30, trustAtLeast: 31 }", "- id: cold", "nobody can come to 'cold'" },
    };

    [Theory]
    [MemberData(nameof(Unreachable))]
    public void Read_WhenPlayed_FindsWhatNobodyCanReach(string old, string with, string at, string problem)
    {
        var faulty = FaultyText.Replacing(old, with, at);

        // A fact that is never told also closes what depends on it.
        FaultyText.Problems(FaultyText.File, faulty.Text, play: true).ShouldContain(found => found.Line == faulty.Line && found.Problem == problem);
    }

    [Fact]
    public void Read_WhenPlayed_FindsAHoleInTheLines()
    {
        var faulty = FaultyText.Cutting("          - 哪怕只有一样是准的", "      - trust: [high]\n        after: [plain]\n        say:\n          - 那我去教室接他了", "    intent");
        var closing = faulty.Text.IndexOf("  - id: closing\n", StringComparison.Ordinal);

        var found = faulty.Problem(play: true);

        found.Problem.ShouldBe("Closing × High × Evade can be reached and has 1 lines");
        found.Line.ShouldBe(faulty.Text.AsSpan(0, closing).Count('\n') + 1);
    }

    [Fact]
    public void Read_WhenNotPlayed_DoesNotLookForHoles()
    {
        var faulty = FaultyText.Replacing("when: { trustAtMost: 30 }", "when: { trustAtMost: 30, trustAtLeast: 31 }", "when");

        Should.NotThrow(() => ScenarioReader.Read(FaultyText.File, faulty.Text));
    }

    [Theory]
    [MemberData(nameof(Shipped.SampleIds), MemberType = typeof(Shipped))]
    public void Explore_OfTheSameScenario_FindsTheSame(string id)
    {
        var (first, second) = (ScenarioReach.Explore(Shipped.Scenario(id)), ScenarioReach.Explore(Shipped.Scenario(id)));

        second.Cells.ShouldBe(first.Cells, ignoreOrder: true);
        second.Facts.ShouldBe(first.Facts, ignoreOrder: true);
        second.Endings.ShouldBe(first.Endings, ignoreOrder: true);
    }

    [Fact]
    public void LinesIn_CountsTheLeadsLinesForTheCellOnly()
    {
        var scenario = Shipped.Scenario(FaultyText.Id);
        LineGroup[] groups =
        [
            new() { Trust = [TrustBand.Low, TrustBand.Mid], After = [MoveFamily.Act], Say = ["一", "二"] },
            new() { Trust = [TrustBand.Low], After = [MoveFamily.Act], Moves = [Move.FollowUp], Say = ["particular"] },
            new() { Trust = [TrustBand.Low], After = [MoveFamily.Act], By = "somebody-else", Say = ["bystander"] },
            new() { Trust = [TrustBand.High], After = [MoveFamily.Act], Say = ["other band"] },
            new() { Trust = [TrustBand.Low], After = [MoveFamily.Harm], Say = ["other family"] },
            new() { Trust = [TrustBand.Low], After = [MoveFamily.Act], By = scenario.Lead.Id, Say = ["三"] },
        ];
        var one = scenario with { Beats = [new Beat { Id = BeatKind.Opening, Intent = "", Lines = groups }, new Beat { Id = BeatKind.Closing, Intent = "", Lines = groups }] };

        ScenarioReach.LinesIn(one, (BeatKind.Opening, TrustBand.Low, MoveFamily.Act)).ShouldBe(3);
    }
}
