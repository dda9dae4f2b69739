using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Feedback;

/// <summary>What one person says of a criterion, or of the whole.</summary>
/// <param name="CriterionId">The criterion, or <see cref="Rating.Whole"/>.</param>
/// <param name="RaterId">Who.</param>
/// <param name="Rater">Their name.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Quote">The teacher's words it rests on; null for none.</param>
/// <param name="TurnId">The turn they are from.</param>
/// <param name="Comment">What they add; null for nothing.</param>
/// <param name="At">When.</param>
public sealed record PersonVerdict(string CriterionId, Guid RaterId, string Rater, Verdict Verdict, string? Quote, Guid? TurnId, string? Comment, DateTimeOffset At);

/// <summary>One criterion with all that is said of it.</summary>
/// <param name="Machine">The machine's finding.</param>
/// <param name="Trust">How far the verdict can be trusted.</param>
/// <param name="People">What people say, newest first, one verdict each.</param>
public sealed record CriterionVerdicts(CriterionFinding Machine, VerdictTrust Trust, IReadOnlyList<PersonVerdict> People)
{
    /// <summary>The verdict that counts: people's where they agree, the machine's until then.</summary>
    public Verdict Counting => Trust == VerdictTrust.Corrected ? People[0].Verdict : Machine.Verdict;

    /// <summary>Joins the machine's findings and people's verdicts.</summary>
    internal static IReadOnlyList<CriterionVerdicts> Of(Scenario scenario, Rehearsal rehearsal, Debrief debrief, IReadOnlyList<PersonVerdict> people) =>
    [
        .. from finding in debrief.Criteria
           let criterion = scenario.Criteria.FirstOrDefault(candidate => candidate.Id == finding.CriterionId)
           let unsure = criterion is not null && VerdictTrusts.IsUnsure(criterion, finding.Verdict, rehearsal.TeachersTurns())
           let said = people.Where(verdict => verdict.CriterionId == finding.CriterionId).ToList()
           select new CriterionVerdicts(finding, VerdictTrusts.Of(finding.Verdict, unsure, [.. said.Select(verdict => verdict.Verdict)]), said),
    ];
}

/// <summary>Reads what people say of a rehearsal. Whoever calls has made sure that the asker may see it.</summary>
internal static class PeoplesVerdicts
{
    /// <summary>The newest verdict of each person on each criterion and on the whole, newest first.</summary>
    public static async Task<IReadOnlyList<PersonVerdict>> ReadAsync(CoachingDb db, Guid rehearsalId, CancellationToken cancellationToken)
    {
        var rows = await (from rating in db.Ratings.AsNoTracking()
                          join person in db.Users on rating.RaterId equals person.Id
                          where rating.RehearsalId == rehearsalId && rating.Rater != RaterKind.Machine
                          select new { Rating = rating, person.DisplayName }).ToListAsync(cancellationToken);
        return
        [
            .. rows.OrderByDescending(row => row.Rating.At).ThenByDescending(row => row.Rating.Id)
                .DistinctBy(row => (row.Rating.RaterId, row.Rating.CriterionId))
                .Select(row => new PersonVerdict(
                    row.Rating.CriterionId, row.Rating.RaterId!.Value, row.DisplayName, row.Rating.Verdict, row.Rating.Quote, row.Rating.TurnId, row.Rating.Comment, row.Rating.At)),
        ];
    }

    /// <summary>The comments on the whole; an emptied one is gone.</summary>
    public static IReadOnlyList<PersonVerdict> OnTheWhole(this IEnumerable<PersonVerdict> people) =>
        [.. people.Where(verdict => verdict.CriterionId == Rating.Whole && verdict.Comment is not null)];
}
