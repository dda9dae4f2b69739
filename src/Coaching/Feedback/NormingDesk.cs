using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Feedback;

/// <summary>A reference transcript in a list.</summary>
public sealed record NormingItem(string Id, string Title, bool IsRated);

/// <summary>A reference transcript as a mentor reads it.</summary>
/// <param name="Id">The transcript.</param>
/// <param name="Scenario">The scenario whose criteria are judged.</param>
/// <param name="Turns">What was said.</param>
/// <param name="Comparison">The verdicts side by side; null until this mentor has judged blind.</param>
public sealed record NormingReading(string Id, Scenario Scenario, IReadOnlyList<ReferenceTurn> Turns, IReadOnlyList<NormingLine>? Comparison);

/// <summary>One criterion of a judged transcript.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Own">The mentor's verdict.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Reason">Why the reference says so.</param>
/// <param name="Machine">What the machine makes of it.</param>
public sealed record NormingLine(Criterion Criterion, Verdict Own, Verdict Reference, string Reason, Verdict Machine);

/// <summary>A mentor's agreement with the reference.</summary>
/// <param name="Whole">Over all criteria.</param>
/// <param name="ByCriterion">By criterion, in the order of the transcripts.</param>
public sealed record NormingAgreement(Agreement Whole, IReadOnlyList<(string Title, string Criterion, Agreement Agreement)> ByCriterion);

/// <summary>Mentors judge reference transcripts blind and see how far they agree. Nobody sees anybody else's verdicts.</summary>
public sealed class NormingDesk
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly IReadOnlyList<ReferenceTranscript> transcripts;
    private readonly ScenarioCatalogue catalogue;
    private readonly MoveClassifier classifier;
    private readonly TimeProvider time;

    internal NormingDesk(IDbContextFactory<CoachingDb> databases, IReadOnlyList<ReferenceTranscript> transcripts, ScenarioCatalogue catalogue, MoveClassifier classifier, TimeProvider time)
    {
        this.databases = databases;
        this.transcripts = transcripts;
        this.catalogue = catalogue;
        this.classifier = classifier;
        this.time = time;
    }

    /// <summary>All transcripts, and which of them a mentor has judged.</summary>
    public async Task<IReadOnlyList<NormingItem>> ListAsync(Actor mentor, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(mentor, cancellationToken);
        return [.. transcripts.Select(transcript => new NormingItem(transcript.Id, ScenarioOf(transcript).Title, own.ContainsKey(transcript.Id)))];
    }

    /// <summary>One transcript; null when there is none of that id. Other verdicts are there only after one's own.</summary>
    public async Task<NormingReading?> FindAsync(Actor mentor, string id, CancellationToken cancellationToken)
    {
        if (transcripts.FirstOrDefault(known => known.Id == id) is not { } transcript) return null;
        var scenario = ScenarioOf(transcript);
        var own = (await OwnAsync(mentor, cancellationToken)).GetValueOrDefault(id);
        return new NormingReading(id, scenario, transcript.Turns, own is null ? null : Compare(transcript, scenario, own));
    }

    /// <summary>Keeps a mentor's blind verdicts; the first time counts, for after that they are not blind.</summary>
    /// <exception cref="RehearsalException">There is no such transcript, or a criterion was left out.</exception>
    public async Task SubmitAsync(Actor mentor, string id, IReadOnlyDictionary<string, Verdict> verdicts, CancellationToken cancellationToken)
    {
        if (transcripts.FirstOrDefault(known => known.Id == id) is not { } transcript) throw new RehearsalException(RehearsalRefusal.NotFound);
        var scenario = ScenarioOf(transcript);
        if (!scenario.Criteria.All(criterion => verdicts.ContainsKey(criterion.Id))) throw new RehearsalException(RehearsalRefusal.NotFound);
        if ((await OwnAsync(mentor, cancellationToken)).ContainsKey(id)) return;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Ratings.AddRange(scenario.Criteria.Select(criterion => new Rating
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            ReferenceId = id,
            UnitId = mentor.UnitId,
            UnitPath = mentor.UnitPath,
            CriterionId = criterion.Id,
            ScenarioHash = scenario.Hash,
            Rater = RaterKind.BlindRater,
            RaterId = mentor.PersonId,
            Blind = true,
            Verdict = verdicts[criterion.Id],
            At = time.GetUtcNow(),
        }));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A mentor's agreement with the reference over all they have judged.</summary>
    public async Task<NormingAgreement> AgreementAsync(Actor mentor, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(mentor, cancellationToken);
        var pairs = (from transcript in transcripts
                     where own.ContainsKey(transcript.Id)
                     let scenario = ScenarioOf(transcript)
                     from verdict in transcript.Verdicts
                     where own[transcript.Id].ContainsKey(verdict.Criterion)
                     select (scenario.Title, Criterion: scenario.Criteria.First(criterion => criterion.Id == verdict.Criterion).Name, Pair: (own[transcript.Id][verdict.Criterion], verdict.Verdict))).ToList();
        return new NormingAgreement(
            Agreement.Of([.. pairs.Select(row => row.Pair)]),
            [.. pairs.GroupBy(row => (row.Title, row.Criterion)).Select(group => (group.Key.Title, group.Key.Criterion, Agreement.Of([.. group.Select(row => row.Pair)])))]);
    }

    private Scenario ScenarioOf(ReferenceTranscript transcript) => catalogue.Find(transcript.Scenario)!;

    // Verdicts on an older text of the scenario are verdicts on other criteria.
    private async Task<Dictionary<string, Dictionary<string, Verdict>>> OwnAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Ratings.AsNoTracking().Where(rating => rating.RaterId == mentor.PersonId && rating.ReferenceId != null).ToListAsync(cancellationToken);
        return rows
            .Where(row => transcripts.Any(known => known.Id == row.ReferenceId && ScenarioOf(known).Hash == row.ScenarioHash))
            .GroupBy(row => row.ReferenceId!, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.OrderBy(row => row.At).DistinctBy(row => row.CriterionId).ToDictionary(row => row.CriterionId, row => row.Verdict, StringComparer.Ordinal),
                StringComparer.Ordinal);
    }

    private IReadOnlyList<NormingLine> Compare(ReferenceTranscript transcript, Scenario scenario, Dictionary<string, Verdict> own)
    {
        var state = RehearsalState.Start(scenario);
        var judged = new List<JudgedTurn>();
        foreach (var text in transcript.Turns.Select(turn => turn.Teacher).OfType<string>())
        {
            var reading = classifier.Read(text);
            state = PersonaReducer.Reduce(scenario, state, reading.Moves, text);
            judged.Add(JudgedTurn.Of(text, reading));
        }

        return
        [
            .. from criterion in scenario.Criteria
               let reference = transcript.Verdicts.First(verdict => verdict.Criterion == criterion.Id)
               select new NormingLine(criterion, own[criterion.Id], reference.Verdict, reference.Reason, CriterionJudge.Judge(scenario, criterion, judged, state.FactsTold).Verdict),
        ];
    }
}
