using Coaching.Feedback;
using Coaching.Knowledge;
using Coaching.Rehearsals;
using Coaching.Scenarios;

namespace Coaching.Homework;

/// <summary>Lets three simulated pupils do an assignment and says what came of it. No model takes part; all but the look-up of reading is pure.</summary>
internal sealed class HomeworkTrial(HomeworkContent content, IQaIndex index)
{
    private const int MostKept = 3;
    private const int MostReading = 4;

    // What is forbidden first, then what is too much, then what could be better.
    private static readonly AssignmentRule[] Weightiest =
    [
        AssignmentRule.NoParentTask, AssignmentRule.Total, AssignmentRule.LittleMechanical,
        AssignmentRule.ClearDone, AssignmentRule.OneToThink, AssignmentRule.Tiered,
    ];

    private readonly AssignmentReader reader = new(content.Minutes);
    private readonly PupilAttempt attempt = new(content);
    private readonly ParentWatch parents = new(content.Home);
    private readonly AssignmentJudge judge = new(content);

    /// <summary>The assignment as it is read, without trying it.</summary>
    public IReadOnlyList<AssignmentLine> Read(AssignmentInput input) => reader.Read(input.Text, input.Corrections);

    /// <summary>Tries an assignment.</summary>
    /// <param name="input">The assignment.</param>
    /// <param name="seed">Chooses among sentences.</param>
    /// <param name="unitPath">The teacher's unit, whose 百问百答 is cited.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HomeworkResult> TryAsync(AssignmentInput input, int seed, string unitPath, CancellationToken cancellationToken)
    {
        var lines = Read(input);
        var others = DayLoad.OthersOf(input, content.Minutes);
        var othersTogether = MinuteRange.Together(others.Select(other => other.Minutes)).Times(input.Days);
        var evenings = content.Class.Pupils.Select(pupil => attempt.Try(pupil, lines, input, othersTogether, seed)).ToList();
        var parent = parents.Watch(lines, input, evenings, seed);
        var load = DayLoad.Of(input, evenings, others, content);
        var findings = judge.Judge(lines, input, parent, load);
        var open = Weightiest.Select(rule => findings.First(finding => finding.Rule == rule)).Where(finding => IsOpen(finding, load))
            .OrderByDescending(finding => finding.Verdict == Verdict.NotMet).ToList();
        return new HomeworkResult
        {
            Lines = lines,
            Pupils = evenings,
            Parent = parent,
            Load = load,
            Findings = findings,
            Keep = [.. findings.Where(finding => finding.Verdict == Verdict.Met).OrderBy(finding => finding.Quote is null)
                .DistinctBy(finding => finding.Quote ?? finding.Name).Take(MostKept)
                .Select(finding => new LineAdvice(finding.Rule, Criterion(finding.Rule).Keep, finding.Quote, null))],
            Change = open is [var first, ..] ? Change(first, lines, input.Grade) : null,
            Reading = await ReadingAsync([.. open.Select(finding => finding.Rule)], unitPath, cancellationToken),
        };
    }

    // A total that is likely over is worth a change though nobody can be sure.
    private static bool IsOpen(AssignmentFinding finding, DayLoad load) =>
        finding.Verdict == Verdict.NotMet || (finding is { Rule: AssignmentRule.Total, Verdict: Verdict.Undecided, Quote: not null } && load.LikelyOver);

    private LineAdvice Change(AssignmentFinding finding, IReadOnlyList<AssignmentLine> lines, int grade)
    {
        var criterion = Criterion(finding.Rule);
        var line = lines.FirstOrDefault(candidate => candidate.Text == finding.Quote);
        return new LineAdvice(finding.Rule, criterion.Change, finding.Quote, line is null ? null : new LineRewrite(content, parents).Of(criterion, line, grade));
    }

    private AssignmentCriterion Criterion(AssignmentRule rule) => content.Review.Criteria.First(criterion => criterion.Id == rule);

    private async Task<List<CitationRef>> ReadingAsync(IReadOnlyList<AssignmentRule> open, string unitPath, CancellationToken cancellationToken)
    {
        var reading = new List<CitationRef>();
        foreach (var rule in open.DefaultIfEmpty(AssignmentRule.OneToThink))
        {
            var hits = await index.SearchAsync(new QaQuery(string.Join(' ', Criterion(rule).Topics), unitPath, 2, Area.HomeworkDesign), cancellationToken);
            reading.AddRange(hits.Select(hit => new CitationRef(hit.Entry.Id, hit.Entry.Version, hit.Entry.Question)));
        }

        return [.. reading.DistinctBy(citation => citation.EntryId).Take(MostReading)];
    }
}
