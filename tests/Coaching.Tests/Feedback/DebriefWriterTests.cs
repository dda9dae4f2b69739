using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Tests.Feedback;

public sealed class DebriefWriterTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static readonly IReadOnlyList<LabelledUtterance> Utterances = LabelledUtterance.ReadFile(Path.Combine(Shipped.Folder, "moves", "dev.jsonl"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public async Task Write_OverRandomTranscripts_QuotesOnlyWhatWasSaid(string id)
    {
        var scenario = Shipped.Scenario(id);
        var quoted = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            var rehearsal = Random(scenario, seed);
            var said = rehearsal.Turns.Where(turn => turn.PersonaId is null).ToDictionary(turn => turn.Id, turn => turn.Text);

            var debrief = await WriteAsync(scenario, rehearsal);

            foreach (var finding in debrief.Criteria)
            {
                (finding.Quote is null).ShouldBe(finding.TurnId is null);
                if (finding.Quote is not { } quote) continue;
                quote.ShouldNotBeNullOrWhiteSpace();
                said[finding.TurnId!.Value].ShouldContain(quote, Case.Sensitive);
                quoted++;
            }

            foreach (var line in debrief.RedLines) said[line.TurnId].ShouldContain(line.Quote, Case.Sensitive);
            foreach (var quote in debrief.Keep.Append(debrief.Change).OfType<QuotedAdvice>().Select(advice => advice.Quote).OfType<string>())
            {
                said.Values.ShouldContain(text => text.Contains(quote, StringComparison.Ordinal));
            }
        }

        quoted.ShouldBeGreaterThan(8);
    }

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public async Task Write_OverRandomTranscripts_TellsTheCourseTheUntoldAndTheReading(string id)
    {
        var scenario = Shipped.Scenario(id);
        for (var seed = 100; seed < 104; seed++)
        {
            var rehearsal = Random(scenario, seed);
            var spoken = rehearsal.Turns.Where(turn => turn.PersonaId is null).ToList();

            var debrief = await WriteAsync(scenario, rehearsal);

            debrief.Criteria.Select(finding => finding.CriterionId).ShouldBe(scenario.Criteria.Select(criterion => criterion.Id));
            debrief.Untold.Select(fact => fact.About).ShouldBe(scenario.Personas.SelectMany(persona => persona.Facts).Where(fact => !rehearsal.State.FactsTold.Contains(fact.Id)).Select(fact => fact.About));
            debrief.Course.Select(point => point.Turn).ShouldBe(Enumerable.Range(0, spoken.Count + 1));
            debrief.Course[0].Trust.ShouldBe(scenario.Lead.Start.Trust);
            debrief.Course[^1].Trust.ShouldBe(rehearsal.State.Personas[scenario.Lead.Id].Trust);
            debrief.Narration.ShouldBe(PersonaReducer.EndingOf(scenario, rehearsal.State).Narration);
            debrief.Reading.Select(citation => citation.EntryId).ShouldBeUnique();
            debrief.Reading.Count.ShouldBeInRange(1, 4);
        }
    }

    [Fact]
    public async Task Write_StatesOnlyTheRedLinesThatAreSure_AndLeavesTheRestToAMentor()
    {
        var scenario = Shipped.Scenario("too-much-homework");
        var (sure, unsure) = ("还不是因为您在家没盯住他？", "您要是不配合，我只能往上报。");

        var debrief = await WriteAsync(scenario, Of(scenario, (sure, [Move.Blame], [Move.Blame]), (unsure, [Move.Threaten], [])));

        debrief.RedLines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Move.ShouldBe(Move.Blame),
            line => line.Quote.ShouldBe(sure));
        debrief.SomethingAwaitsMentor.ShouldBeTrue();

        (await WriteAsync(scenario, Of(scenario, (sure, [Move.Blame], [Move.Blame]), ("您很累。", [Move.Empathize], [])))).SomethingAwaitsMentor.ShouldBeFalse();
        (await WriteAsync(scenario, Of(scenario, (unsure, [Move.Threaten], [])))).RedLines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_NamesTheFirstThingMissedWithASentenceToSay()
    {
        var scenario = Shipped.Scenario("too-much-homework");
        var debrief = await WriteAsync(scenario, Of(scenario, Enumerable.Repeat(("明天改。", new[] { Move.ProposePlan }, Array.Empty<Move>()), 5).ToArray()));

        var first = debrief.Criteria.First(finding => finding.Verdict == Verdict.NotMet);
        var criterion = scenario.Criteria.Single(candidate => candidate.Id == first.CriterionId);
        debrief.Change.ShouldBe(new QuotedAdvice(criterion.Id, criterion.Change, first.Quote, criterion.Sayable));
    }

    private Task<Debrief> WriteAsync(Scenario scenario, Rehearsal rehearsal) =>
        coaching.Services.GetRequiredService<DebriefWriter>().WriteAsync(scenario, rehearsal, Stop);

    // Words of the development set, alone, strung together, with odd spaces, quotes and line breaks.
    private static Rehearsal Random(Scenario scenario, int seed)
    {
        var random = new Random(seed);
        string Words() => Utterances[random.Next(Utterances.Count)].Text;
        return Of(scenario, [.. Enumerable.Range(0, random.Next(0, scenario.MaxTurns)).Select(_ =>
        {
            var text = random.Next(5) switch { 0 => Words() + Words() + Words(), 1 => $"  {Words()}\n\n{Words()}  ", 2 => $"“{Words()}”……{Words()}", 3 => Words().Replace("。", "", StringComparison.Ordinal), _ => Words() };
            var reading = Shipped.Classifier.Read(text);
            return (text, reading.Moves.ToArray(), reading.RedLines.ToArray());
        })]);
    }

    private static Rehearsal Of(Scenario scenario, params (string Text, Move[] Moves, Move[] RedLines)[] said)
    {
        var state = RehearsalState.Start(scenario);
        var turns = new List<Turn> { Turn(1, scenario.Lead.Id, "老师。", null) };
        foreach (var (text, moves, redLines) in said)
        {
            state = PersonaReducer.Reduce(scenario, state, moves.ToHashSet(), text);
            turns.Add(Turn(turns.Count + 1, null, text, new TurnOutcome(moves, redLines, state, null, [])));
            turns.Add(Turn(turns.Count + 1, scenario.Lead.Id, "嗯。", null));
        }

        return new Rehearsal
        {
            UnitPath = "city/district/school/",
            UnitId = OrganisationUnit.DefaultSchool,
            ScenarioId = scenario.Id,
            ScenarioHash = scenario.Hash,
            Title = scenario.Title,
            State = state,
            Turns = turns,
        };
    }

    private static Turn Turn(int number, string? personaId, string text, TurnOutcome? outcome) =>
        new() { Id = Guid.NewGuid(), Number = number, PersonaId = personaId, Text = text, Status = TurnStatus.Complete, Outcome = outcome };
}
