using Coaching.Feedback;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Feedback;

public sealed class CriterionJudgeTests
{
    private static readonly Persona Mother = Shipped.Scenario("too-much-homework").Lead;
    private static readonly Scenario Room = Shipped.Scenario("too-much-homework") with
    {
        Personas = [Mother, Mother with { Id = "father", Name = "周先生", Aliases = ["小宇爸爸"] }],
    };

    private static readonly CriterionRule Never = new() { TurnsFewerThan = 0 };

    private static readonly TurnPattern Empathy = new() { Moves = [Move.Empathize, Move.Reflect] };
    private static readonly TurnPattern Plan = new() { Moves = [Move.ProposePlan] };
    private static readonly TurnPattern FollowUp = new() { Moves = [Move.FollowUp] };
    private static readonly TurnPattern Blame = new() { Moves = [Move.Blame] };

    [Fact]
    public void Turn_IsMetByOneTurnThatMatches_AndShowsThatTurn()
    {
        var turns = Turns(Said("您好。"), Said("您很累。", Move.Empathize), Said("您是说……", Move.Reflect));

        var (verdict, evidence, moves, _) = Judge(new() { Turn = Empathy }, turns);

        verdict.ShouldBe(Verdict.Met);
        evidence.ShouldBe(turns[1]);
        moves.ShouldBe([Move.Empathize, Move.Reflect]);
    }

    [Fact]
    public void Turn_WithoutAMatch_IsNotMetAndHasNothingToShow()
    {
        var (verdict, evidence, _, _) = Judge(new() { Turn = Empathy }, Turns(Said("明天改。", Move.ProposePlan)));

        verdict.ShouldBe(Verdict.NotMet);
        evidence.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, Verdict.NotMet)]
    [InlineData(2, Verdict.Met)]
    [InlineData(3, Verdict.Met)]
    public void Turn_WithTimes_WantsThatManyTurns(int said, Verdict verdict) =>
        Verdicts(new() { Turn = Empathy with { Times = 2 } }, [.. Enumerable.Repeat(Said("您很累。", Move.Empathize), said)]).ShouldBe(verdict);

    [Fact]
    public void Pattern_WantsOneOfItsMovesAllOfItsAllMovesAndNoneOfTheOthers()
    {
        var rule = new CriterionRule { Turn = new() { Moves = [Move.Empathize, Move.Reflect], AllMoves = [Move.OpenQuestion], Without = [Move.Blame] } };

        Verdicts(rule, Said("", Move.Reflect, Move.OpenQuestion)).ShouldBe(Verdict.Met);
        Verdicts(rule, Said("", Move.OpenQuestion)).ShouldBe(Verdict.NotMet);
        Verdicts(rule, Said("", Move.Reflect)).ShouldBe(Verdict.NotMet);
        Verdicts(rule, Said("", Move.Reflect, Move.OpenQuestion, Move.Blame)).ShouldBe(Verdict.NotMet);
    }

    [Fact]
    public void Pattern_WantsOneOfItsPhrasesWhateverTheirCase()
    {
        var rule = new CriterionRule { Turn = new() { Phrases = ["合计", "WeChat"] } };

        Verdicts(rule, Said("三科合计七十分钟。")).ShouldBe(Verdict.Met);
        Verdicts(rule, Said("加我wechat吧。")).ShouldBe(Verdict.Met);
        Verdicts(rule, Said("三科七十分钟。")).ShouldBe(Verdict.NotMet);
    }

    [Theory]
    [InlineData(1, 2, null, Verdict.Met)]
    [InlineData(2, 2, null, Verdict.Met)]
    [InlineData(3, 2, null, Verdict.NotMet)]
    [InlineData(1, null, 2, Verdict.NotMet)]
    [InlineData(2, null, 2, Verdict.Met)]
    [InlineData(3, null, 2, Verdict.Met)]
    [InlineData(2, 2, 2, Verdict.Met)]
    public void Pattern_WithWithinAndFrom_CountsTurnsFromOne(int at, int? within, int? from, Verdict verdict)
    {
        var turns = Enumerable.Range(1, 3).Select(number => number == at ? Said("", Move.Empathize) : Said("嗯。")).ToArray();

        Verdicts(new() { Turn = Empathy with { Within = within, From = from } }, turns).ShouldBe(verdict);
    }

    [Theory]
    [InlineData("周先生，您怎么看？", Verdict.NotMet)]
    [InlineData("小宇爸爸，您怎么看？", Verdict.NotMet)]
    [InlineData("林女士，您怎么看？", Verdict.Met)]
    [InlineData("小宇妈妈，您怎么看？", Verdict.Met)]
    [InlineData("您怎么看？", Verdict.Met)]
    public void Pattern_WithTo_IsMetByAWordToThatPersonOrToNobodyByName(string text, Verdict verdict) =>
        Verdicts(new() { Turn = new() { Moves = [Move.OpenQuestion], To = Mother.Id } }, Said(text, Move.OpenQuestion)).ShouldBe(verdict);

    [Fact]
    public void Order_IsMetWhenFirstMatchesComeInOrder_AndShowsTheFirst()
    {
        var rule = new CriterionRule { Order = [Empathy, Plan, FollowUp] };
        var turns = Turns(Said("您很累。", Move.Empathize), Said("明天减。", Move.ProposePlan), Said("周四回话。", Move.FollowUp));

        var (verdict, evidence, _, _) = Judge(rule, turns);

        verdict.ShouldBe(Verdict.Met);
        evidence.ShouldBe(turns[0]);
    }

    [Fact]
    public void Order_WithinOneTurn_Counts() =>
        Verdicts(new() { Order = [Empathy, Plan] }, Said("您很累，明天减。", Move.Empathize, Move.ProposePlan)).ShouldBe(Verdict.Met);

    [Fact]
    public void Order_WhereALaterPatternIsAbsent_IsMet()
    {
        Verdicts(new() { Order = [Empathy, Plan] }, Said("您很累。", Move.Empathize)).ShouldBe(Verdict.Met);
        Verdicts(new() { Order = [Empathy, Plan, FollowUp] }, Said("您很累。", Move.Empathize), Said("周四回话。", Move.FollowUp)).ShouldBe(Verdict.Met);
    }

    [Fact]
    public void Order_WhereTheFirstIsAbsent_IsNotMet() =>
        Verdicts(new() { Order = [Empathy, Plan] }, Said("明天减。", Move.ProposePlan)).ShouldBe(Verdict.NotMet);

    [Fact]
    public void Order_TheOtherWayRound_IsNotMetAndShowsWhatCameTooEarly()
    {
        var turns = Turns(Said("明天减。", Move.ProposePlan), Said("您很累。", Move.Empathize));

        var (verdict, evidence, _, _) = Judge(new() { Order = [Empathy, Plan] }, turns);

        verdict.ShouldBe(Verdict.NotMet);
        evidence.ShouldBe(turns[0]);
    }

    [Fact]
    public void Order_BrokenByTheThird_ShowsTheThird()
    {
        var turns = Turns(Said("您很累。", Move.Empathize), Said("周四回话。", Move.FollowUp), Said("明天减。", Move.ProposePlan));

        var (verdict, evidence, _, _) = Judge(new() { Order = [Empathy, Plan, FollowUp] }, turns);

        verdict.ShouldBe(Verdict.NotMet);
        evidence.ShouldBe(turns[1]);
    }

    [Fact]
    public void NeverRule_IsMetBySilenceAndBrokenByTheTurnItShows()
    {
        var turns = Turns(Said("您好。"), Said("还不是因为您没盯住。", Move.Blame));

        Judge(new() { Never = Blame }, turns[..1]).ShouldSatisfyAllConditions(
            judged => judged.Verdict.ShouldBe(Verdict.Met),
            judged => judged.Evidence.ShouldBeNull());
        Judge(new() { Never = Blame }, turns).ShouldSatisfyAllConditions(
            judged => judged.Verdict.ShouldBe(Verdict.NotMet),
            judged => judged.Evidence.ShouldBe(turns[1]));
    }

    [Fact]
    public void All_WantsEveryPart_AndShowsWhatBreaksOne()
    {
        var rule = new CriterionRule { All = [new() { Turn = Empathy }, new() { Never = Blame }] };
        var turns = Turns(Said("您很累。", Move.Empathize), Said("还不是您没盯住。", Move.Blame));

        Judge(rule, turns[..1]).ShouldSatisfyAllConditions(
            judged => judged.Verdict.ShouldBe(Verdict.Met),
            judged => judged.Evidence.ShouldBe(turns[0]));
        Judge(rule, turns).ShouldSatisfyAllConditions(
            judged => judged.Verdict.ShouldBe(Verdict.NotMet),
            judged => judged.Evidence.ShouldBe(turns[1]));
        Verdicts(rule, turns[1]).ShouldBe(Verdict.NotMet);
    }

    [Fact]
    public void Any_WantsOnePart_AndShowsThatOne()
    {
        var rule = new CriterionRule { Any = [new() { Turn = Empathy }, new() { Turn = Plan }] };
        var turns = Turns(Said("明天减。", Move.ProposePlan));

        Judge(rule, turns).ShouldSatisfyAllConditions(
            judged => judged.Verdict.ShouldBe(Verdict.Met),
            judged => judged.Evidence.ShouldBe(turns[0]));
        Verdicts(rule, Said("您好。")).ShouldBe(Verdict.NotMet);
    }

    [Theory]
    [InlineData(1, Verdict.Undecided)]
    [InlineData(2, Verdict.Undecided)]
    [InlineData(3, Verdict.Met)]
    public void Undecided_IsTriedFirst(int said, Verdict verdict)
    {
        var turns = Enumerable.Repeat(Said("您很累。", Move.Empathize), said).ToList();

        var judged = CriterionJudge.Judge(Room, Criterion(new() { Turn = Empathy }, new() { TurnsFewerThan = 3 }), turns, []);

        judged.Verdict.ShouldBe(verdict);
        if (verdict == Verdict.Undecided) judged.Evidence.ShouldBeNull();
    }

    [Fact]
    public void FactRules_AskWhatWasTold()
    {
        CriterionJudge.Judge(Room, Criterion(new() { FactTold = "quarrel" }, Never), [], ["quarrel"]).Verdict.ShouldBe(Verdict.Met);
        CriterionJudge.Judge(Room, Criterion(new() { FactTold = "quarrel" }, Never), [], ["extra-book"]).Verdict.ShouldBe(Verdict.NotMet);
        CriterionJudge.Judge(Room, Criterion(new() { FactUntold = "quarrel" }, Never), [], ["extra-book"]).Verdict.ShouldBe(Verdict.Met);
        CriterionJudge.Judge(Room, Criterion(new() { FactUntold = "quarrel" }, Never), [], ["quarrel"]).Verdict.ShouldBe(Verdict.NotMet);
    }

    [Fact]
    public void Turn_WhoseKindnessALaterRedLineTakesBack_IsNotMet_AndShowsBoth()
    {
        var turns = Turns(Said("您很累，我懂。", Move.Empathize), Said("明天改。", Move.ProposePlan), Stated("您再闹，孩子就别来了。", Move.Threaten));

        var judged = Judge(new() { Turn = Empathy }, turns);

        judged.Verdict.ShouldBe(Verdict.NotMet);
        judged.Evidence.ShouldBe(turns[0]);
        judged.TakenBackBy.ShouldBe(turns[2]);
    }

    [Fact]
    public void Turn_WhoseKindnessIsSaidAgainAfterwards_IsMet()
    {
        var turns = Turns(Said("您很累。", Move.Empathize), Stated("您就是不管孩子。", Move.Blame), Said("我刚才话重了，您这一天下来真不容易。", Move.Empathize));

        Judge(new() { Turn = Empathy }, turns).Verdict.ShouldBe(Verdict.Met);
    }

    [Fact]
    public void Turn_IsTakenBackOnlyByItsOpposite_AndOnlyWhereTheRedLineIsSureEnough()
    {
        Verdicts(new() { Turn = Plan }, Said("明天改。", Move.ProposePlan), Stated("您再闹，孩子就别来了。", Move.Threaten)).ShouldBe(Verdict.Met);
        Verdicts(new() { Turn = Empathy }, Said("您很累。", Move.Empathize), Said("您怎么不管？", Move.Blame)).ShouldBe(Verdict.Met);
    }

    [Fact]
    public void Turn_WantedAmongTheFirst_IsNotTakenBack()
    {
        var rule = new CriterionRule { Turn = Empathy with { Within = 2 } };

        Verdicts(rule, Said("您很累。", Move.Empathize), Said("明天改。"), Stated("您就是不管孩子。", Move.Blame)).ShouldBe(Verdict.Met);
    }

    private static Verdict Verdicts(CriterionRule rule, params JudgedTurn[] turns) => Judge(rule, turns).Verdict;

    private static Judgement Judge(CriterionRule rule, IReadOnlyList<JudgedTurn> turns) =>
        CriterionJudge.Judge(Room, Criterion(rule, Never), turns, []);

    private static JudgedTurn[] Turns(params JudgedTurn[] turns) => turns;

    private static JudgedTurn Said(string text, params Move[] moves) => new(Guid.NewGuid(), text, moves.ToHashSet(), new HashSet<Move>());

    private static JudgedTurn Stated(string text, params Move[] moves) => new(Guid.NewGuid(), text, moves.ToHashSet(), moves.ToHashSet());

    private static Criterion Criterion(CriterionRule met, CriterionRule undecided) => Room.Criteria[0] with { Met = met, Undecided = undecided };
}
