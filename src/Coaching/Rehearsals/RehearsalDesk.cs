using Coaching.Feedback;
using Coaching.People;
using Coaching.Scenarios;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals;

/// <summary>Begins, lists, ends and shares rehearsals. In every query the owner is part of the question.</summary>
public sealed class RehearsalDesk
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly RehearsalEnding ending;
    private readonly ReplyJobs jobs;
    private readonly RehearsalLog log;
    private readonly TimeProvider time;

    internal RehearsalDesk(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, RehearsalEnding ending, ReplyJobs jobs, RehearsalLog log, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.ending = ending;
        this.jobs = jobs;
        this.log = log;
        this.time = time;
    }

    /// <summary>The scenarios this teacher may rehearse.</summary>
    public Task<IReadOnlyList<Scenario>> ScenariosAsync(Actor actor, CancellationToken cancellationToken) => library.ListAsync(actor, cancellationToken);

    /// <summary>One scenario this teacher may rehearse; null when there is none.</summary>
    public async Task<Scenario?> ScenarioAsync(Actor actor, string scenarioId, CancellationToken cancellationToken) =>
        await library.NewestAsync(actor, scenarioId, cancellationToken);

    /// <summary>Begins a rehearsal at the standard level.</summary>
    /// <exception cref="RehearsalException">There is no such scenario for this teacher.</exception>
    public Task<Guid> BeginAsync(Actor actor, string scenarioId, int? seed, CancellationToken cancellationToken) =>
        BeginAsync(actor, scenarioId, ScenarioLevel.Standard, seed, cancellationToken);

    /// <summary>Begins a rehearsal; the persona has spoken first when this returns.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="scenarioId">The scenario.</param>
    /// <param name="level">How hard it is; a scenario without levels is played at the standard one.</param>
    /// <param name="seed">Fixes the embedded model's choices; null takes one from the new rehearsal's id.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="RehearsalException">There is no such scenario for this teacher.</exception>
    public async Task<Guid> BeginAsync(Actor actor, string scenarioId, ScenarioLevel level, int? seed, CancellationToken cancellationToken)
    {
        var newest = await library.NewestAsync(actor, scenarioId, cancellationToken) ?? throw new RehearsalException(RehearsalRefusal.ScenarioNotFound);
        if (!newest.PlayableLevels().Contains(level)) level = ScenarioLevel.Standard;
        var (scenario, planner) = await library.GetAsync(newest.Hash, level, cancellationToken);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var rehearsal = new Rehearsal
        {
            Id = id,
            PersonId = actor.PersonId,
            UnitId = actor.UnitId,
            UnitPath = actor.UnitPath,
            ScenarioId = scenario.Id,
            ScenarioHash = scenario.Hash,
            Title = scenario.Title,
            Area = scenario.Area,
            Level = level,
            Seed = seed ?? BitConverter.ToInt32(id.ToByteArray(), 12) & int.MaxValue,
            State = RehearsalState.Start(scenario),
            StartedAt = now,
        };
        var opening = new Turn
        {
            Id = Guid.CreateVersion7(now),
            RehearsalId = id,
            Number = 1,
            PersonaId = scenario.Lead.Id,
            Text = planner.Opening(rehearsal.Seed),
            Status = TurnStatus.Complete,
            At = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Rehearsals.Add(rehearsal);
        db.Turns.Add(opening);
        RehearsalLog.Append(db, rehearsal,
            new TurnStored(opening.Id, 1, opening.PersonaId, opening.Text),
            new StateChanged(BeatKind.Opening, scenario.Lead.Start.Trust, scenario.Lead.Start.Agitation, scenario.Lead.Start.Openness));
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>This teacher's rehearsals, newest first.</summary>
    public async Task<IReadOnlyList<RehearsalSummary>> MineAsync(Actor actor, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Rehearsals.AsNoTracking()
            .Where(r => r.PersonId == actor.PersonId)
            .OrderByDescending(r => r.StartedAt).Skip(skip).Take(take)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new RehearsalSummary(r.Id, r.ScenarioId, r.Title, r.Area, r.Status, r.Visibility, r.StartedAt, r.EndedAt, r.State.TeacherTurns, r.Level, r.BranchedAtTurn))];
    }

    /// <summary>How often each competency was shown in this teacher's last debriefs; what could not be judged is not counted.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="debriefs">How many of the newest debriefs to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<CompetencyRecord>> CompetenciesAsync(Actor actor, int debriefs, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = db.Rehearsals.Where(r => r.PersonId == actor.PersonId && r.Status == RehearsalStatus.Ended);
        var newest = await (from rehearsal in own
                            join row in db.Debriefs on rehearsal.Id equals row.RehearsalId
                            orderby row.At descending
                            select row.Debrief).Take(debriefs).ToListAsync(cancellationToken);
        return [.. newest.SelectMany(debrief => debrief.Criteria).Where(finding => finding.Verdict != Verdict.Undecided)
            .GroupBy(finding => finding.Competency)
            .Select(group => new CompetencyRecord(group.Key, group.Count(finding => finding.Verdict == Verdict.Met), group.Count()))];
    }

    /// <summary>One of this teacher's rehearsals with its turns in order, and its scenario; null when there is none.</summary>
    public async Task<(Rehearsal Rehearsal, Scenario Scenario)?> FindAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.AsNoTracking()
            .Include(r => r.Turns.OrderBy(turn => turn.Number))
            .SingleOrDefaultAsync(r => r.Id == rehearsalId && r.PersonId == actor.PersonId, cancellationToken);
        return rehearsal is null ? null : (rehearsal, (await library.GetAsync(rehearsal, cancellationToken)).Scenario);
    }

    /// <summary>Ends a rehearsal at the teacher's wish; a reply that is under way is stopped first. Its debrief exists when this returns.</summary>
    /// <exception cref="RehearsalException">There is no such rehearsal for this teacher.</exception>
    public async Task EndAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await RequireOwnAsync(actor, rehearsalId, cancellationToken);
        await jobs.StopAsync(rehearsalId);
        await ending.EndAsync(rehearsalId, cancellationToken);
    }

    /// <summary>The debrief of one of this teacher's rehearsals; null while it runs or when it is not theirs.</summary>
    public async Task<DebriefReading?> DebriefAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, rehearsalId, cancellationToken) is not var (rehearsal, scenario)) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Debriefs.AsNoTracking().SingleOrDefaultAsync(debrief => debrief.RehearsalId == rehearsalId, cancellationToken);
        if (row is null) return null;
        var hints = await db.Hints.AsNoTracking().Where(hint => hint.RehearsalId == rehearsalId).OrderBy(hint => hint.At).ToListAsync(cancellationToken);
        var ended = await db.Rehearsals.CountAsync(r => r.PersonId == actor.PersonId && r.Status == RehearsalStatus.Ended && r.EndedAt <= rehearsal.EndedAt, cancellationToken);
        var reflection = await db.Reflections.AsNoTracking().SingleOrDefaultAsync(r => r.RehearsalId == rehearsalId, cancellationToken);
        var people = await PeoplesVerdicts.ReadAsync(db, rehearsalId, cancellationToken);
        return new DebriefReading(
            rehearsal, scenario, row.Debrief, row.Summary, row.SummaryProvider, hints,
            CriterionVerdicts.Of(scenario, rehearsal, row.Debrief, people), people.OnTheWhole(),
            ended <= DebriefReading.FirstRehearsals, reflection);
    }

    /// <summary>Keeps what a teacher says of an ended rehearsal before reading the findings; the first time counts, and saying nothing is kept too.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="turnId">The sentence that worked, one of the teacher's own; null for none.</param>
    /// <param name="text">A sentence about it, at most <see cref="Rating.LongestComment"/> characters; may be empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RehearsalException">There is no such ended rehearsal for this teacher, or the text is too long.</exception>
    public async Task ReflectAsync(Actor actor, Guid rehearsalId, Guid? turnId, string text, CancellationToken cancellationToken)
    {
        if (text.Length > Rating.LongestComment) throw new RehearsalException(RehearsalRefusal.CommentTooLong);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = await db.Rehearsals.AnyAsync(r => r.Id == rehearsalId && r.PersonId == actor.PersonId && r.Status == RehearsalStatus.Ended, cancellationToken);
        var said = turnId is null || await db.Turns.AnyAsync(turn => turn.Id == turnId && turn.RehearsalId == rehearsalId && turn.PersonaId == null && turn.SpokenById == null, cancellationToken);
        if (!own || !said) throw new RehearsalException(RehearsalRefusal.NotFound);
        if (await db.Reflections.AnyAsync(reflection => reflection.RehearsalId == rehearsalId, cancellationToken)) return;
        db.Reflections.Add(new Reflection { RehearsalId = rehearsalId, TurnId = turnId, Text = text.Trim(), At = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // A second tap came first: what it kept counts.
        }
    }

    /// <summary>Changes who may see a rehearsal; the teacher alone can.</summary>
    /// <exception cref="RehearsalException">There is no such rehearsal for this teacher.</exception>
    public async Task SetVisibilityAsync(Actor actor, Guid rehearsalId, Visibility visibility, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Past the revision on purpose: a reply that is being written at this moment is none the worse for it.
        var changed = await db.Rehearsals.Where(r => r.Id == rehearsalId && r.PersonId == actor.PersonId)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Visibility, visibility), cancellationToken);
        if (changed == 0) throw new RehearsalException(RehearsalRefusal.NotFound);
    }

    /// <summary>Rehearsals of other people in a mentor's unit that were shared with mentors or made evidence; never private ones.</summary>
    public async Task<IReadOnlyList<RehearsalSummary>> SharedWithMentorAsync(Actor mentor, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Rehearsals.AsNoTracking()
            .Where(r => r.Visibility != Visibility.Private && r.PersonId != mentor.PersonId && r.UnitPath.StartsWith(mentor.UnitPath))
            .OrderByDescending(r => r.StartedAt).Skip(skip).Take(take)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new RehearsalSummary(r.Id, r.ScenarioId, r.Title, r.Area, r.Status, r.Visibility, r.StartedAt, r.EndedAt, r.State.TeacherTurns, r.Level, r.BranchedAtTurn))];
    }

    /// <summary>Settles replies that no server answers for any more. Called at start and now and then.</summary>
    /// <param name="all">True where this is the only server: whatever is still generating is left over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task SweepAsync(bool all, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var left = await db.Turns.AsNoTracking()
            .Where(turn => turn.Status == TurnStatus.Generating && (all || turn.LeaseUntil < now))
            .Select(turn => new { turn.Id, turn.RehearsalId })
            .ToListAsync(cancellationToken);
        foreach (var turn in left) await SettleAsync(turn.RehearsalId, turn.Id, all, cancellationToken);
    }

    private async Task SettleAsync(Guid rehearsalId, Guid turnId, bool all, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // The revision first: whatever is settled after this line makes the write below fail.
        var rehearsal = await db.Rehearsals.SingleAsync(r => r.Id == rehearsalId, cancellationToken);
        var turn = await db.Turns.SingleAsync(candidate => candidate.Id == turnId, cancellationToken);
        if (turn.Status != TurnStatus.Generating || !(all || turn.LeaseUntil < time.GetUtcNow())) return;
        turn.Status = TurnStatus.Interrupted;
        turn.LeaseUntil = null;
        RehearsalLog.Append(db, rehearsal, new ReplyEnded(turn.Id, TurnStatus.Interrupted));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another server settled it, or its own gave a sign of life after all.
            return;
        }

        log.Announce(rehearsalId);
    }

    private async Task RequireOwnAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Rehearsals.AnyAsync(r => r.Id == rehearsalId && r.PersonId == actor.PersonId, cancellationToken)) throw new RehearsalException(RehearsalRefusal.NotFound);
    }
}
