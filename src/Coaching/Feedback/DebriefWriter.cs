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
        var spoken = rehearsal.TeachersTurns().ToList();
        var findings = scenario.Criteria.Zip(Findings(scenario, rehearsal), (criterion, finding) => (Criterion: criterion, Finding: finding)).ToList();
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
            Change = ToChange(scenario, findings, redLines, JudgedPart.OfTheConversation(rehearsal)),
            Course = InnerState.CourseOf(scenario, rehearsal),
            Untold = [.. scenario.Personas.SelectMany(persona => persona.Facts)
                .Where(fact => !rehearsal.State.FactsTold.Contains(fact.Id))
                .Select(fact => new UntoldFact(fact.About, fact.EarnedBy))],
            Reading = await ReadingAsync(scenario, findings.Where(item => item.Finding.Verdict != Verdict.Met).Select(item => item.Criterion), rehearsal.UnitPath, cancellationToken),
        };
    }

    /// <summary>Every criterion's verdict on a rehearsal as it stands, ended or not.</summary>
    public IReadOnlyList<CriterionFinding> Findings(Scenario scenario, Rehearsal rehearsal)
    {
        var (own, whole) = (JudgedPart.OfTheTeacher(rehearsal), JudgedPart.OfTheConversation(rehearsal));
        return [.. scenario.Criteria.Select(criterion => Find(scenario, criterion, own, whole))];
    }

    // One thing only, and the weightiest: a red line that was crossed, then what was missed, then what was not tried yet.
    private static QuotedAdvice? ToChange(
        Scenario scenario, IReadOnlyList<(Criterion Criterion, CriterionFinding Finding)> findings, IReadOnlyList<RedLineFinding> redLines,
        JudgedPart whole)
    {
        foreach (var (criterion, finding) in findings
            .OrderByDescending(item => CrossedLine(item.Criterion))
            .ThenBy(item => item.Finding.Verdict == Verdict.Undecided))
        {
            var open = finding.Verdict switch
            {
                Verdict.Met => false,
                Verdict.NotMet => true,
                // Too early for a verdict is no reason to advise what the teacher has just done.
                _ => CrossedLine(criterion) || !CriterionJudge.HoldsSoFar(scenario, criterion, whole.Turns, whole.FactsTold),
            };
            if (open) return new QuotedAdvice(criterion.Id, criterion.Change, finding.TakenBackBy ?? finding.Quote ?? (CrossedLine(criterion) ? redLines[0].Quote : null), criterion.Sayable);
        }

        return null;

        bool CrossedLine(Criterion criterion) => redLines.Count > 0 && criterion.Met.Never is not null;
    }

    private CriterionFinding Find(Scenario scenario, Criterion criterion, JudgedPart own, JudgedPart whole)
    {
        var judgement = CriterionJudge.Judge(scenario, criterion, own.Turns, own.FactsTold, (turn, moves) => classifier.StrengthOf(turn.Text, moves));
        // Where an observer did it in the teacher's place, nothing was left for the teacher to do: no merit, and no failing.
        if (judgement.Verdict == Verdict.NotMet && own.Turns.Count < whole.Turns.Count
            && CriterionJudge.Judge(scenario, criterion, whole.Turns, whole.FactsTold).Verdict == Verdict.Met) judgement = new Judgement(Verdict.Undecided, null, []);
        var quote = judgement.Evidence is { } evidence ? Quote(evidence.Text, judgement.Moves) : null;
        var takenBackBy = judgement.TakenBackBy is { } later ? Quote(later.Text, [.. later.RedLines]) : null;
        return new CriterionFinding(criterion.Id, criterion.Name, criterion.Competency, judgement.Verdict, quote, judgement.Evidence?.TurnId, takenBackBy);
    }

    private string Quote(string text, IReadOnlyCollection<Move> moves)
    {
        var quote = classifier.EvidenceSentence(text, moves);
        // A quote that is not there word for word would be a lie with quotation marks.
        return text.Contains(quote, StringComparison.Ordinal) ? quote : text;
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
