using System.Linq.Expressions;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Feedback;

/// <summary>A shared rehearsal in a mentor's list.</summary>
/// <param name="Id">The rehearsal.</param>
/// <param name="Title">Its scenario's title.</param>
/// <param name="Teacher">Whose it is.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Open">How many criteria this mentor has said nothing of yet.</param>
/// <param name="Criteria">How many there are.</param>
public sealed record SharedRehearsal(Guid Id, string Title, string Teacher, DateTimeOffset EndedAt, int Open, int Criteria);

/// <summary>A shared rehearsal as a mentor reads it.</summary>
/// <param name="Rehearsal">The rehearsal with its turns in order.</param>
/// <param name="Teacher">Whose it is.</param>
/// <param name="Scenario">The scenario it was played on.</param>
/// <param name="Verdicts">Each criterion with what the machine and mentors say of it.</param>
/// <param name="Comments">What mentors say of the whole, newest first.</param>
public sealed record ReviewReading(
    Rehearsal Rehearsal, string Teacher, Scenario Scenario, IReadOnlyList<CriterionVerdicts> Verdicts, IReadOnlyList<PersonVerdict> Comments);

/// <summary>
/// A mentor's verdicts on rehearsals that teachers of the mentor's unit have shared. What is private, runs still, is the
/// mentor's own or lies in another unit does not exist here.
/// </summary>
public sealed class RehearsalReviews
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly TimeProvider time;

    internal RehearsalReviews(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.time = time;
    }

    /// <summary>The shared rehearsals of a mentor's unit, newest first.</summary>
    public async Task<IReadOnlyList<SharedRehearsal>> ListAsync(Actor mentor, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (from rehearsal in db.Rehearsals.AsNoTracking().Where(SharedWith(mentor))
                          join person in db.Users on rehearsal.PersonId equals person.Id
                          orderby rehearsal.EndedAt descending
                          select new { rehearsal.Id, rehearsal.Title, person.DisplayName, rehearsal.EndedAt }).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Id).ToList();
        var rated = await db.Ratings.AsNoTracking()
            .Where(rating => rating.RehearsalId != null && ids.Contains(rating.RehearsalId.Value) && rating.CriterionId != Rating.Whole)
            .Where(rating => rating.Rater == RaterKind.Machine || rating.RaterId == mentor.PersonId)
            .Select(rating => new { rating.RehearsalId, rating.CriterionId, rating.Rater }).Distinct().ToListAsync(cancellationToken);
        return [.. rows.Select(row =>
        {
            var all = rated.Count(rating => rating.RehearsalId == row.Id && rating.Rater == RaterKind.Machine);
            return new SharedRehearsal(row.Id, row.Title, row.DisplayName, row.EndedAt!.Value, all - rated.Count(rating => rating.RehearsalId == row.Id && rating.Rater != RaterKind.Machine), all);
        })];
    }

    /// <summary>One shared rehearsal; null when there is none for this mentor.</summary>
    public async Task<ReviewReading?> FindAsync(Actor mentor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.AsNoTracking().Where(SharedWith(mentor)).Include(r => r.Turns.OrderBy(turn => turn.Number))
            .SingleOrDefaultAsync(r => r.Id == rehearsalId, cancellationToken);
        if (rehearsal is null) return null;
        var (scenario, _) = await library.GetAsync(rehearsal, cancellationToken);
        var debrief = await db.Debriefs.AsNoTracking().SingleAsync(row => row.RehearsalId == rehearsalId, cancellationToken);
        var teacher = await db.Users.Where(person => person.Id == rehearsal.PersonId).Select(person => person.DisplayName).SingleAsync(cancellationToken);
        var people = await PeoplesVerdicts.ReadAsync(db, rehearsalId, cancellationToken);
        return new ReviewReading(rehearsal, teacher, scenario, CriterionVerdicts.Of(scenario, rehearsal, debrief.Debrief, people), people.OnTheWhole());
    }

    /// <summary>Adds a mentor's verdict on a criterion; it takes the place of an earlier one of theirs.</summary>
    /// <param name="mentor">The mentor, who sees the machine's verdict.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="criterionId">The criterion.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="turnId">The teacher's turn it rests on; null for none.</param>
    /// <param name="comment">What to add, at most <see cref="Rating.LongestComment"/> characters; may be empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RehearsalException">There is no such rehearsal, criterion or turn for this mentor, or the comment is too long.</exception>
    public async Task RateAsync(Actor mentor, Guid rehearsalId, string criterionId, Verdict verdict, Guid? turnId, string comment, CancellationToken cancellationToken)
    {
        var reading = await FindAsync(mentor, rehearsalId, cancellationToken) ?? throw new RehearsalException(RehearsalRefusal.NotFound);
        var quoted = reading.Rehearsal.Turns.FirstOrDefault(turn => turn.Id == turnId && turn.IsTeachersOwn);
        if (reading.Verdicts.All(known => known.Machine.CriterionId != criterionId) || (turnId is not null && quoted is null)) throw new RehearsalException(RehearsalRefusal.NotFound);
        // Where it is the machine's own evidence, its narrower quote is kept.
        var machine = reading.Verdicts.First(known => known.Machine.CriterionId == criterionId).Machine;
        var quote = machine.TurnId == turnId && turnId is not null ? machine.Quote : quoted?.Text;
        await AddAsync(mentor, reading.Rehearsal, criterionId, verdict, quote, quoted?.Id, comment, cancellationToken);
    }

    /// <summary>Keeps a mentor's comment on the whole in place of an earlier one; an empty one takes it back.</summary>
    /// <exception cref="RehearsalException">There is no such rehearsal for this mentor, or the comment is too long.</exception>
    public async Task CommentAsync(Actor mentor, Guid rehearsalId, string comment, CancellationToken cancellationToken)
    {
        var reading = await FindAsync(mentor, rehearsalId, cancellationToken) ?? throw new RehearsalException(RehearsalRefusal.NotFound);
        await AddAsync(mentor, reading.Rehearsal, Rating.Whole, Verdict.Undecided, null, null, comment, cancellationToken);
    }

    private async Task AddAsync(
        Actor mentor, Rehearsal rehearsal, string criterionId, Verdict verdict, string? quote, Guid? turnId, string comment, CancellationToken cancellationToken)
    {
        var text = comment.Trim();
        if (text.Length > Rating.LongestComment) throw new RehearsalException(RehearsalRefusal.CommentTooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Ratings.Add(new Rating
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            RehearsalId = rehearsal.Id,
            UnitId = rehearsal.UnitId,
            UnitPath = rehearsal.UnitPath,
            CriterionId = criterionId,
            ScenarioHash = rehearsal.ScenarioHash,
            Rater = RaterKind.Mentor,
            RaterId = mentor.PersonId,
            Verdict = verdict,
            Quote = quote,
            TurnId = turnId,
            Comment = text.Length == 0 ? null : text,
            At = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Expression<Func<Rehearsal, bool>> SharedWith(Actor mentor) => rehearsal =>
        rehearsal.Visibility != Visibility.Private
        && rehearsal.Status == RehearsalStatus.Ended
        && rehearsal.PersonId != mentor.PersonId
        && rehearsal.UnitPath.StartsWith(mentor.UnitPath);
}
