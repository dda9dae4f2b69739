using Coaching.Knowledge;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>Composes a debrief from rules and authored advice. Pure but for the look-up of reading; no model takes part.</summary>
internal sealed class DebriefWriter(MoveClassifier classifier, IQaIndex index)
{
    private const int MostReading = 4;
    private const int MostKept = 3;

    public async Task<Debrief> WriteAsync(Scenario scenario, Rehearsal rehearsal, CancellationToken cancellationToken)
    {
        var spoken = rehearsal.Turns.Where(turn => turn.PersonaId is null).OrderBy(turn => turn.Number).ToList();
        var judged = spoken.Select(turn => new JudgedTurn(turn.Id, turn.Text, turn.Outcome!.Moves.ToHashSet())).ToList();
        var findings = scenario.Criteria.Select(criterion => (Criterion: criterion, Finding: Find(scenario, criterion, judged, rehearsal.State))).ToList();
        var ending = PersonaReducer.EndingOf(scenario, rehearsal.State);
        var redLines = spoken.SelectMany(turn => turn.Outcome!.RedLines.Select(move => new RedLineFinding(move, Quote(turn.Text, [move]), turn.Id))).ToList();
        return new Debrief
        {
            EndingKind = ending.Kind,
            Narration = ending.Narration,
            Criteria = [.. findings.Select(item => item.Finding)],
            RedLines = redLines,
            SomethingAwaitsMentor = spoken.Any(turn => turn.Outcome!.Moves.Any(move => MoveCatalogue.RedLines.Contains(move) && !turn.Outcome.RedLines.Contains(move))),
            Keep = [.. findings.Where(item => item.Finding.Verdict == Verdict.Met)
                .OrderBy(item => item.Finding.Quote is null)
                .Take(MostKept)
                .Select(item => new QuotedAdvice(item.Criterion.Id, item.Criterion.Keep, item.Finding.Quote, null))],
            Change = ToChange(findings, redLines),
            Course = Course(scenario, spoken),
            Untold = [.. scenario.Personas.SelectMany(persona => persona.Facts)
                .Where(fact => !rehearsal.State.FactsTold.Contains(fact.Id))
                .Select(fact => new UntoldFact(fact.About, fact.EarnedBy))],
            Reading = await ReadingAsync(scenario, findings.Where(item => item.Finding.Verdict != Verdict.Met).Select(item => item.Criterion), rehearsal.UnitPath, cancellationToken),
        };
    }

    // One thing only, and the weightiest: a red line that was crossed, then what was missed, then what was not tried yet.
    private static QuotedAdvice? ToChange(IReadOnlyList<(Criterion Criterion, CriterionFinding Finding)> findings, IReadOnlyList<RedLineFinding> redLines)
    {
        var open = findings.Where(item => item.Finding.Verdict != Verdict.Met)
            .OrderByDescending(item => redLines.Count > 0 && item.Criterion.Met.Never is not null)
            .ThenBy(item => item.Finding.Verdict == Verdict.Undecided)
            .Select(item => (item.Criterion, Quote: item.Finding.Quote ?? (item.Criterion.Met.Never is not null && redLines.Count > 0 ? redLines[0].Quote : null)))
            .FirstOrDefault();
        return open.Criterion is null ? null : new QuotedAdvice(open.Criterion.Id, open.Criterion.Change, open.Quote, open.Criterion.Sayable);
    }

    private CriterionFinding Find(Scenario scenario, Criterion criterion, IReadOnlyList<JudgedTurn> turns, RehearsalState state)
    {
        var (verdict, evidence, moves) = CriterionJudge.Judge(scenario, criterion, turns, state.FactsTold);
        var quote = evidence is null ? null : Quote(evidence.Text, moves);
        return new CriterionFinding(criterion.Id, criterion.Name, criterion.Competency, verdict, quote, evidence?.TurnId);
    }

    private string Quote(string text, IReadOnlyCollection<Move> moves)
    {
        var quote = classifier.EvidenceSentence(text, moves);
        // A quote that is not there word for word would be a lie with quotation marks.
        return text.Contains(quote, StringComparison.Ordinal) ? quote : text;
    }

    private static List<InnerState> Course(Scenario scenario, IEnumerable<Turn> spoken)
    {
        var start = scenario.Lead.Start;
        return
        [
            new InnerState(0, start.Trust, start.Agitation),
            .. spoken.Select((turn, i) =>
            {
                var lead = turn.Outcome!.State.Personas[scenario.Lead.Id];
                return new InnerState(i + 1, lead.Trust, lead.Agitation);
            }),
        ];
    }

    private async Task<List<CitationRef>> ReadingAsync(Scenario scenario, IEnumerable<Criterion> toWorkOn, string unitPath, CancellationToken cancellationToken)
    {
        var reading = new List<CitationRef>();
        foreach (var topics in toWorkOn.Select(criterion => criterion.Topics).Append(scenario.Topics))
        {
            var hits = await index.SearchAsync(new QaQuery(string.Join(' ', topics), unitPath, 2, scenario.Area), cancellationToken);
            reading.AddRange(hits.Select(hit => new CitationRef(hit.Entry.Id, hit.Entry.Version, hit.Entry.Question)));
        }

        return [.. reading.DistinctBy(citation => citation.EntryId).Take(MostReading)];
    }
}
