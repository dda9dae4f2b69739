using Coaching.Prompts;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Simulation;
using Shouldly;

namespace Coaching.Tests.Simulation;

public sealed class FidelityCheckTests
{
    private static readonly Scenario Scenario = Shipped.Scenario("too-much-homework");

    [Fact]
    public void Faults_WhereAnUnearnedFactIsToldInOtherWords_NameTheLeak()
    {
        var fact = Scenario.Lead.Facts[0];

        Properties(Reply(fact.Paraphrases[0])).ShouldContain(FidelityProperty.Leak);
        Properties(Reply(fact.Tells[0])).ShouldContain(FidelityProperty.Leak);
        Properties(Reply(fact.Tells[0], told: fact.Id)).ShouldNotContain(FidelityProperty.Leak);
        Properties(Reply("您说的我都记下了，回家再想想。")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("好的。老师：那我们一起想办法。", FidelityProperty.SpeakingForTeacher)]
    [InlineData("（老师点点头）那我先回去了。", FidelityProperty.SpeakingForTeacher)]
    [InlineData("作为一个AI，我不能回答。", FidelityProperty.InRole)]
    [InlineData("", FidelityProperty.InRole)]
    public void Faults_WhereThePersonaLeavesTheRole_NameIt(string reply, FidelityProperty expected) => Properties(Reply(reply)).ShouldBe([expected]);

    [Fact]
    public void Faults_WhereASentenceComesTwice_NameIt()
    {
        var twice = Reply("孩子昨天写到很晚很晚。") with { };

        new FidelityCheck(Scenario).Faults(Play([twice, twice])).Select(fault => fault.Property).ShouldBe([FidelityProperty.Consistency]);
    }

    [Fact]
    public void Faults_WhereHarmRaisesTrust_NameIt()
    {
        var (before, after) = (State(trust: 30, agitation: 60), State(trust: 31, agitation: 60));

        new FidelityCheck(Scenario).Faults(Play([new SimulatedTurn("你就是懒", Moves(Move.LabelPerson), before, after, "林女士", "……您这话我听着难受。")]))
            .Select(fault => fault.Property).ShouldBe([FidelityProperty.Yielding]);
    }

    [Fact]
    public void Faults_WhereOneKindTurnUndoesThreeBadOnes_NameIt()
    {
        SimulatedTurn Bad(int from, int to, string reply) => new("你就是懒", Moves(Move.LabelPerson), State(30, from), State(20, to), "林女士", reply);
        var mended = new SimulatedTurn("您累了", Moves(Move.Empathize), State(20, 90), State(40, 55), "林女士", "谢谢您这么说。");

        new FidelityCheck(Scenario).Faults(Play([Bad(60, 70, "甲。"), Bad(70, 80, "乙。"), Bad(80, 90, "丙。"), mended]))
            .Select(fault => fault.Property).ShouldBe([FidelityProperty.Yielding]);
    }

    [Fact]
    public async Task Play_WithTheSameSeed_IsTheSame_AndGoodTeachersEndHigher()
    {
        var bank = UtteranceBank.ReadFolder(Path.Combine(Shipped.Folder, "teachers"))[Scenario.Id];
        var simulator = RehearsalSimulator.Embedded(Shipped.Classifier, PromptCatalogue.Load(Path.Combine(Shipped.Folder, "prompts")));
        var planner = new CuePlanner(Scenario);
        Task<SimulatedRehearsal> PlayAsync(TeacherSkill skill, int seed) =>
            simulator.PlayAsync(Scenario, planner, SimulatedTeacher.Of(skill, bank), seed, TestContext.Current.CancellationToken);

        var (good, again, poor) = (await PlayAsync(TeacherSkill.Good, 3), await PlayAsync(TeacherSkill.Good, 3), await PlayAsync(TeacherSkill.Poor, 3));

        again.Turns.Select(turn => turn.Reply).ShouldBe(good.Turns.Select(turn => turn.Reply));
        good.CriteriaMet.ShouldBeGreaterThan(poor.CriteriaMet);
        good.FinalTrust.ShouldBeGreaterThan(poor.FinalTrust);
    }

    [Fact]
    public void Banks_HoldNoSentenceOfTheMoveDatasets()
    {
        var labelled = Directory.GetFiles(Path.Combine(Shipped.Folder, "moves"), "*.jsonl").SelectMany(LabelledUtterance.ReadFile)
            .Select(utterance => utterance.Text.Trim()).ToHashSet(StringComparer.Ordinal);

        foreach (var bank in UtteranceBank.ReadFolder(Path.Combine(Shipped.Folder, "teachers")).Values) bank.All().Where(labelled.Contains).ShouldBeEmpty(bank.Scenario);
    }

    [Fact]
    public void Banks_ThereIsOneForEveryScenario() =>
        UtteranceBank.ReadFolder(Path.Combine(Shipped.Folder, "teachers")).Keys.ShouldBe(Shipped.Catalogue.All.Select(scenario => scenario.Id), ignoreOrder: true);

    private static IEnumerable<FidelityProperty> Properties(SimulatedTurn turn) => new FidelityCheck(Scenario).Faults(Play([turn])).Select(fault => fault.Property);

    private static SimulatedTurn Reply(string reply, string? told = null)
    {
        var state = State(50, 50);
        return new SimulatedTurn("您先坐。", Moves(), state, told is null ? state : state with { FactsTold = [told] }, "林女士", reply);
    }

    private static MoveReading Moves(params Move[] moves) => new([.. moves], []);

    private static RehearsalState State(int trust, int agitation)
    {
        var start = RehearsalState.Start(Scenario);
        return start with { Personas = start.Personas.SetItem(Scenario.Lead.Id, new PersonaState(trust, agitation, 40, 0)) };
    }

    private static SimulatedRehearsal Play(IReadOnlyList<SimulatedTurn> turns) => new()
    {
        Scenario = Scenario,
        Teacher = "Good",
        Seed = 1,
        Opening = "老师，我来了。",
        Turns = turns,
        Ending = Scenario.Endings[^1],
        Judgements = new Dictionary<string, Coaching.Feedback.Judgement>(StringComparer.Ordinal),
    };
}
