using System.Linq.Expressions;
using Coaching.Feedback;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Growth.Portraits;

/// <summary>
/// Draws portraits from verdicts on ended rehearsals. A teacher's own portrait rests on all of their practice; what
/// somebody else sees rests on what the teacher has shared, and private practice leaves no trace in it.
/// </summary>
public sealed class PortraitDesk
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly TimeProvider time;

    internal PortraitDesk(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.time = time;
    }

    /// <summary>A teacher's own portrait.</summary>
    public async Task<Portrait> OwnAsync(Actor actor, CancellationToken cancellationToken) =>
        Portrait.Of(await EvidenceAsync(rehearsal => rehearsal.PersonId == actor.PersonId, cancellationToken), time.GetUtcNow());

    /// <summary>The portrait of a teacher of a mentor's unit, from what was shared; null when there is no such person.</summary>
    public async Task<(string Teacher, Portrait Portrait)?> OfTeacherAsync(Actor mentor, Guid personId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var teacher = await db.Users.AsNoTracking().Where(person => person.Id == personId && person.UnitPath.StartsWith(mentor.UnitPath))
            .Select(person => person.DisplayName).SingleOrDefaultAsync(cancellationToken);
        if (teacher is null) return null;
        var evidence = await EvidenceAsync(
            rehearsal => rehearsal.PersonId == personId && rehearsal.Visibility != Visibility.Private && rehearsal.UnitPath.StartsWith(mentor.UnitPath), cancellationToken);
        return (teacher, Portrait.Of(evidence, time.GetUtcNow()));
    }

    // First runs alone: a run that goes back to a sentence shares its beginning with the first and knows what comes.
    private async Task<IReadOnlyList<CompetencyEvidence>> EvidenceAsync(Expression<Func<Rehearsal, bool>> which, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsals = db.Rehearsals.AsNoTracking().Where(which).Where(rehearsal => rehearsal.Status == RehearsalStatus.Ended && rehearsal.BranchedFrom == null);
        var played = await rehearsals.Select(rehearsal => new Played(rehearsal.Id, rehearsal.ScenarioHash, rehearsal.Level, rehearsal.EndedAt!.Value)).ToListAsync(cancellationToken);
        var ratings = await (from rating in db.Ratings.AsNoTracking()
                             join rehearsal in rehearsals on rating.RehearsalId equals rehearsal.Id
                             where rating.CriterionId != Rating.Whole
                             select rating).ToListAsync(cancellationToken);
        var told = await (from hint in db.Hints.AsNoTracking()
                          join rehearsal in rehearsals on hint.RehearsalId equals rehearsal.Id
                          where hint.Grade == HintGrade.Sayable
                          select new { hint.RehearsalId, hint.CriterionId }).ToListAsync(cancellationToken);
        // Whoever was handed the sentence has not shown that they would have found it.
        var handed = told.Select(hint => (hint.RehearsalId, hint.CriterionId)).ToHashSet();
        var given = ratings.ToLookup(rating => rating.RehearsalId!.Value);
        var evidence = new List<CompetencyEvidence>();
        foreach (var rehearsal in played)
        {
            var scenario = await library.AsWrittenAsync(rehearsal.ScenarioHash, cancellationToken);
            evidence.AddRange(
                from criterion in scenario.Criteria
                where !handed.Contains((rehearsal.Id, criterion.Id))
                let counting = Counting([.. given[rehearsal.Id].Where(rating => rating.CriterionId == criterion.Id)])
                where counting is { Verdict: not Verdict.Undecided }
                select new CompetencyEvidence(
                    rehearsal.Id, rehearsal.EndedAt, scenario.Title, criterion.Id, criterion.Name, criterion.Competency, counting.Verdict == Verdict.Met,
                    EvidenceDifficulty.Of(scenario, rehearsal.Level), counting.Quote, counting.TurnId, counting.Rater != RaterKind.Machine));
        }

        return evidence;
    }

    // People's verdict where they agree, the machine's where nobody has looked, none where people are of different minds.
    private static Rating? Counting(IReadOnlyList<Rating> ratings)
    {
        var people = ratings.Where(rating => rating.Rater != RaterKind.Machine).OrderByDescending(rating => rating.Id).DistinctBy(rating => rating.RaterId).ToList();
        if (people.Count == 0) return ratings.OrderByDescending(rating => rating.Id).FirstOrDefault();
        return people.DistinctBy(rating => rating.Verdict).Count() == 1 ? people[0] : null;
    }

    private sealed record Played(Guid Id, string ScenarioHash, ScenarioLevel Level, DateTimeOffset EndedAt);
}

/// <summary>How hard it is to show something in a scenario.</summary>
public static class EvidenceDifficulty
{
    private const double PerStep = 0.35;
    private const double PerLevel = 0.6;
    private const int Middling = 3;

    /// <summary>
    /// The difficulty in logits, 0 for an authored difficulty of 3 at the standard level. The steps are the authors'
    /// judgement until enough rehearsals of real teachers allow to estimate them.
    /// </summary>
    public static double Of(Scenario scenario, ScenarioLevel level) =>
        (PerStep * (scenario.Difficulty - Middling)) + (PerLevel * ((int)level - (int)ScenarioLevel.Standard));
}
