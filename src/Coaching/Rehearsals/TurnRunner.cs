using System.Runtime.CompilerServices;
using Coaching.Knowledge;
using Coaching.People;
using Coaching.Rehearsals.Moves;
using Coaching.Rehearsals.Observing;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals;

/// <summary>Says a teacher's turn was stored. Sent only after it is durable.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="ReplyId">The reply that is on its way.</param>
public sealed record TurnAccepted(Guid TurnId, Guid ReplyId);

/// <summary>
/// Runs turns for every front end alike. Starting and following are apart: a turn, once acknowledged, is answered
/// whether or not anybody listens, and anybody entitled can listen from any point of the log.
/// </summary>
public sealed class TurnRunner
{
    /// <summary>Longest turn of a teacher, in characters.</summary>
    public const int LongestTurn = 600;

    private const double CitedCoverage = 0.35;
    private static readonly TimeSpan PollWithoutNews = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly MoveClassifier classifier;
    private readonly IQaIndex index;
    private readonly RehearsalLog log;
    private readonly ReplyJobs jobs;
    private readonly ReplyJob job;
    private readonly TimeProvider time;

    internal TurnRunner(
        IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, MoveClassifier classifier, IQaIndex index,
        RehearsalLog log, ReplyJobs jobs, ReplyJob job, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.classifier = classifier;
        this.index = index;
        this.log = log;
        this.jobs = jobs;
        this.job = job;
        this.time = time;
    }

    /// <summary>Stores a teacher's turn and sets its answer going.</summary>
    /// <param name="actor">Whoever has the keyboard: the teacher, unless it was handed to an observer.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="turnId">Made by the client; sending the same id and words again gives the same answer and stores nothing.</param>
    /// <param name="text">What the teacher says, 1 to <see cref="LongestTurn"/> characters.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="RehearsalException">The turn is refused; nothing was stored.</exception>
    public Task<TurnAccepted> StartAsync(Actor actor, Guid rehearsalId, Guid turnId, string text, CancellationToken cancellationToken) =>
        StartAsync(actor, rehearsalId, turnId, text, inScene: false, cancellationToken);

    /// <inheritdoc cref="StartAsync(Actor, Guid, Guid, string, CancellationToken)" />
    /// <param name="actor">The teacher.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="turnId">Made by the client.</param>
    /// <param name="text">What the teacher says.</param>
    /// <param name="inScene">The teacher says that words which sound like a real danger belong to the scene.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    public async Task<TurnAccepted> StartAsync(Actor actor, Guid rehearsalId, Guid turnId, string text, bool inScene, CancellationToken cancellationToken)
    {
        using var activity = CoachingTelemetry.Source.StartActivity("rehearsal.turn");
        activity?.SetTag("rehearsal.id", rehearsalId);
        text = text.Trim();
        if (text.Length == 0) throw new RehearsalException(RehearsalRefusal.EmptyText);
        if (text.Length > LongestTurn) throw new RehearsalException(RehearsalRefusal.TextTooLong);

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await FollowableAsync(db, actor, rehearsalId, cancellationToken);
        if (Stored(rehearsal, actor, turnId, text) is { } accepted) return accepted;
        if (!rehearsal.HoldsKeyboard(actor)) throw new RehearsalException(RehearsalRefusal.KeyboardElsewhere);
        if (!inScene && RealDanger.In(text)) throw new RehearsalException(RehearsalRefusal.RealDanger);
        var (scenario, planner) = await library.GetAsync(rehearsal, cancellationToken);
        if (rehearsal.Status == RehearsalStatus.Ended) throw new RehearsalException(RehearsalRefusal.AlreadyEnded);
        switch (rehearsal.Turns[^1])
        {
            case { Status: TurnStatus.Generating }: throw new RehearsalException(RehearsalRefusal.ReplyInProgress);
            case { Status: TurnStatus.Interrupted or TurnStatus.Failed }: throw new RehearsalException(RehearsalRefusal.ReplyUnfinished);
        }

        if (rehearsal.State.TeacherTurns >= scenario.MaxTurns) throw new RehearsalException(RehearsalRefusal.NoTurnsLeft);
        var outcome = await OutcomeAsync(rehearsal, scenario, text, cancellationToken);
        var speaker = planner.SpeakerOf(outcome.State, outcome.ToldFactId, text, rehearsal.Seed);
        var number = rehearsal.Turns[^1].Number + 1;
        Guid? standIn = rehearsal.PersonId == actor.PersonId ? null : actor.PersonId;
        var teacher = new Turn { Id = turnId, RehearsalId = rehearsalId, Number = number, SpokenById = standIn, Text = text, Status = TurnStatus.Complete, Outcome = outcome, At = time.GetUtcNow() };
        var reply = new Turn
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            RehearsalId = rehearsalId,
            Number = number + 1,
            PersonaId = speaker.Id,
            Text = "",
            Status = TurnStatus.Generating,
            At = time.GetUtcNow(),
            LeaseUntil = time.GetUtcNow() + ReplyJob.Lease,
        };
        db.Turns.AddRange(teacher, reply);
        rehearsal.State = outcome.State;
        var lead = outcome.State.Personas[scenario.Lead.Id];
        RehearsalLog.Append(db, rehearsal,
        [
            new TurnStored(teacher.Id, number, null, text) { SpokenById = standIn },
            .. outcome.Citations.Select(citation => new CitationFound(teacher.Id, citation.EntryId, citation.Version, citation.Question)),
            new StateChanged(outcome.State.Beat, lead.Trust, lead.Agitation, lead.Openness),
            new ReplyStarted(reply.Id, reply.Number, speaker.Id),
        ]);
        try
        {
            await StoreAsync(db, actor, rehearsal, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else wrote first: the same turn sent twice, or two windows at once. The stored one decides.
            return await SettledElsewhereAsync(actor, rehearsalId, turnId, text, cancellationToken);
        }

        log.Announce(rehearsalId);
        jobs.Start(rehearsalId, stop => job.RunAsync(rehearsalId, reply.Id, stop));
        return new TurnAccepted(teacher.Id, reply.Id);
    }

    /// <summary>Says a reply again from the start after it was interrupted or failed.</summary>
    /// <exception cref="RehearsalException">There is nothing to continue.</exception>
    public async Task ContinueAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await PlayableAsync(db, actor, rehearsalId, cancellationToken);
        if (rehearsal.Status == RehearsalStatus.Ended) throw new RehearsalException(RehearsalRefusal.AlreadyEnded);
        if (rehearsal.Turns[^1] is not { Status: TurnStatus.Interrupted or TurnStatus.Failed } reply) throw new RehearsalException(RehearsalRefusal.NothingToContinue);
        reply.Text = "";
        reply.Status = TurnStatus.Generating;
        reply.LeaseUntil = time.GetUtcNow() + ReplyJob.Lease;
        RehearsalLog.Append(db, rehearsal, new ReplyReset(reply.Id));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Tapped twice: the first tap set it going.
            return;
        }

        log.Announce(rehearsalId);
        jobs.Start(rehearsalId, stop => job.RunAsync(rehearsalId, reply.Id, stop));
    }

    /// <summary>Stops the reply that is being generated; what was said of it stays.</summary>
    public async Task StopAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await PlayableAsync(db, actor, rehearsalId, cancellationToken);
        await jobs.StopAsync(rehearsalId);
    }

    /// <summary>Reads a rehearsal's log from a sequence number on, then live, until cancelled or the rehearsal has ended.</summary>
    /// <param name="actor">The teacher, or somebody who is invited to observe.</param>
    /// <param name="rehearsalId">The rehearsal.</param>
    /// <param name="fromSequence">The first sequence number wanted; 1 for everything.</param>
    /// <param name="cancellationToken">Ends the listening, and nothing else.</param>
    /// <exception cref="RehearsalException">There is no such rehearsal for them, or the invitation was taken back in the meantime.</exception>
    public async IAsyncEnumerable<TurnUpdate> FollowAsync(
        Actor actor, Guid rehearsalId, long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool invited;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var rehearsal = await db.FollowableBy(actor).Where(r => r.Id == rehearsalId)
                .Select(r => new { r.PersonId, r.Status, r.LastSequence }).SingleOrDefaultAsync(cancellationToken)
                ?? throw new RehearsalException(RehearsalRefusal.NotFound);
            // Whoever has heard the end already would wait for ever.
            if (rehearsal.Status == RehearsalStatus.Ended && fromSequence > rehearsal.LastSequence) yield break;
            invited = rehearsal.PersonId != actor.PersonId;
        }

        var next = fromSequence;
        while (true)
        {
            var news = log.NewsOf(rehearsalId);
            var updates = await ReadAsync(rehearsalId, next, cancellationToken);
            // After the reading: what was said before an invitation was taken back may be told, nothing later.
            if (invited) await RequireFollowableAsync(actor, rehearsalId, cancellationToken);
            foreach (var update in updates)
            {
                next = update.Sequence + 1;
                yield return update;
                if (update is RehearsalEnded) yield break;
            }

            // Another server may be writing this log; without news from here, look now and then.
            try
            {
                await news.WaitAsync(PollWithoutNews, time, cancellationToken);
            }
            catch (TimeoutException)
            {
            }
        }
    }

    private async Task<List<TurnUpdate>> ReadAsync(Guid rehearsalId, long from, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Updates.AsNoTracking()
            .Where(row => row.RehearsalId == rehearsalId && row.Sequence >= from)
            .OrderBy(row => row.Sequence)
            .Select(row => row.Update)
            .ToListAsync(cancellationToken);
    }

    private async Task RequireFollowableAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.FollowableBy(actor).AnyAsync(r => r.Id == rehearsalId, cancellationToken)) throw new RehearsalException(RehearsalRefusal.InvitationTakenBack);
    }

    private static async Task StoreAsync(CoachingDb db, Actor actor, Rehearsal rehearsal, CancellationToken cancellationToken)
    {
        // The teacher's own words need no second look: nobody can take their keyboard away.
        if (rehearsal.PersonId == actor.PersonId)
        {
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        // The keyboard moves past the revision, so it may have gone since the rehearsal was read. From here on nobody else can write.
        if (!await db.PlayableBy(actor).AnyAsync(r => r.Id == rehearsal.Id, cancellationToken)) throw new RehearsalException(RehearsalRefusal.KeyboardElsewhere);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<TurnOutcome> OutcomeAsync(Rehearsal rehearsal, Scenarios.Scenario scenario, string text, CancellationToken cancellationToken)
    {
        var reading = classifier.Read(text);
        var state = PersonaReducer.Reduce(scenario, rehearsal.State, reading.Moves, text);
        var told = state.FactsTold.Count > rehearsal.State.FactsTold.Count ? state.FactsTold[^1] : null;
        var hits = await index.SearchAsync(new QaQuery(text, rehearsal.UnitPath, 1, scenario.Area), cancellationToken);
        return new TurnOutcome(
            [.. reading.Moves], [.. reading.RedLines], state, told,
            [.. hits.Where(hit => hit.Coverage >= CitedCoverage).Select(hit => new CitationRef(hit.Entry.Id, hit.Entry.Version, hit.Entry.Question))]);
    }

    private async Task<TurnAccepted> SettledElsewhereAsync(Actor actor, Guid rehearsalId, Guid turnId, string text, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rehearsal = await FollowableAsync(db, actor, rehearsalId, cancellationToken);
        if (Stored(rehearsal, actor, turnId, text) is { } accepted) return accepted;
        var taken = await db.Turns.AnyAsync(turn => turn.Id == turnId, cancellationToken);
        throw new RehearsalException(taken ? RehearsalRefusal.TurnIdReused : RehearsalRefusal.ReplyInProgress);
    }

    private static TurnAccepted? Stored(Rehearsal rehearsal, Actor actor, Guid turnId, string text)
    {
        if (rehearsal.Turns.FirstOrDefault(turn => turn.Id == turnId) is not { } stored) return null;
        if (stored.PersonaId is not null || (stored.SpokenById ?? rehearsal.PersonId) != actor.PersonId || stored.Text != text) throw new RehearsalException(RehearsalRefusal.TurnIdReused);
        return new TurnAccepted(turnId, rehearsal.Turns.Single(turn => turn.Number == stored.Number + 1).Id);
    }

    private static Task<Rehearsal> FollowableAsync(CoachingDb db, Actor actor, Guid rehearsalId, CancellationToken cancellationToken) =>
        WithTurnsAsync(db.FollowableBy(actor), rehearsalId, cancellationToken);

    private static Task<Rehearsal> PlayableAsync(CoachingDb db, Actor actor, Guid rehearsalId, CancellationToken cancellationToken) =>
        WithTurnsAsync(db.PlayableBy(actor), rehearsalId, cancellationToken);

    private static async Task<Rehearsal> WithTurnsAsync(IQueryable<Rehearsal> rehearsals, Guid rehearsalId, CancellationToken cancellationToken) =>
        await rehearsals.Include(r => r.Turns.OrderBy(turn => turn.Number)).SingleOrDefaultAsync(r => r.Id == rehearsalId, cancellationToken)
        ?? throw new RehearsalException(RehearsalRefusal.NotFound);
}
