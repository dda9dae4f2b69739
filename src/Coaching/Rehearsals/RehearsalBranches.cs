using Coaching.Feedback;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Rehearsals;

/// <summary>One run in a family of branches.</summary>
/// <param name="Id">The rehearsal.</param>
/// <param name="BranchedAtTurn">The teacher's turn, counted over all turns, that was said anew; null for the first run.</param>
/// <param name="Status">Whether it still runs.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record BranchSummary(Guid Id, int? BranchedAtTurn, RehearsalStatus Status, DateTimeOffset StartedAt);

/// <summary>回到这一句重来: goes on from any sentence of the teacher in a new rehearsal; nothing of the old one is lost.</summary>
public sealed class RehearsalBranches
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly DebriefWriter writer;
    private readonly TimeProvider time;

    internal RehearsalBranches(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, DebriefWriter writer, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.writer = writer;
        this.time = time;
    }

    /// <summary>Begins a branch that stands where the teacher was about to say a sentence.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="rehearsalId">One of their rehearsals, running or ended.</param>
    /// <param name="turnId">The teacher's turn to be said anew.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <returns>The new rehearsal.</returns>
    /// <exception cref="RehearsalException">There is no such rehearsal or no such sentence of this teacher.</exception>
    public async Task<Guid> BranchAsync(Actor actor, Guid rehearsalId, Guid turnId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var source = await OwnAsync(db, actor, rehearsalId, cancellationToken);
        var anew = source.Turns.Find(turn => turn.Id == turnId && turn.PersonaId is null) ?? throw new RehearsalException(RehearsalRefusal.NotFound);
        var (scenario, planner) = await library.GetAsync(source, cancellationToken);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        List<Turn> kept = [.. source.Turns.Where(turn => turn.Number < anew.Number).Select(turn => Copy(turn, id, now))];
        var last = kept.FindLast(turn => turn.PersonaId is null)?.Outcome?.State ?? RehearsalState.Start(scenario);
        var branch = new Rehearsal
        {
            Id = id,
            PersonId = actor.PersonId,
            UnitId = actor.UnitId,
            UnitPath = actor.UnitPath,
            ScenarioId = source.ScenarioId,
            ScenarioHash = source.ScenarioHash,
            Title = source.Title,
            Area = source.Area,
            Level = source.Level,
            // The same seed: where the teacher says the same, the same happens.
            Seed = source.Seed,
            BranchedFrom = source.Id,
            BranchRoot = source.BranchRoot ?? source.Id,
            BranchedAtTurn = anew.Number,
            State = last with { LinesSpoken = last.LinesSpoken.Union(kept.Where(turn => turn.PersonaId is not null).SelectMany(turn => planner.LinesIn(turn.Text))) },
            StartedAt = now,
        };
        db.Rehearsals.Add(branch);
        db.Turns.AddRange(kept);
        var lead = branch.State.Personas[scenario.Lead.Id];
        RehearsalLog.Append(db, branch,
        [
            .. kept.SelectMany(Updates),
            new StateChanged(branch.State.Beat, lead.Trust, lead.Agitation, lead.Openness),
        ]);
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>All runs that share a beginning with this one, the first run first; empty when there is no other.</summary>
    public async Task<IReadOnlyList<BranchSummary>> FamilyAsync(Actor actor, Guid rehearsalId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var root = await db.Rehearsals.Where(r => r.Id == rehearsalId && r.PersonId == actor.PersonId).Select(r => (Guid?)(r.BranchRoot ?? r.Id)).SingleOrDefaultAsync(cancellationToken);
        if (root is null) return [];
        var family = await db.Rehearsals.AsNoTracking().Where(r => r.PersonId == actor.PersonId && (r.Id == root || r.BranchRoot == root))
            .OrderBy(r => r.StartedAt).Select(r => new BranchSummary(r.Id, r.BranchedAtTurn, r.Status, r.StartedAt)).ToListAsync(cancellationToken);
        return family.Count > 1 ? family : [];
    }

    /// <summary>Holds two runs of one family beside each other.</summary>
    /// <exception cref="RehearsalException">One of them is not this teacher's, or they do not belong together.</exception>
    public async Task<BranchComparison> CompareAsync(Actor actor, Guid leftId, Guid rightId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var left = await OwnAsync(db, actor, leftId, cancellationToken);
        var right = await OwnAsync(db, actor, rightId, cancellationToken);
        if ((left.BranchRoot ?? left.Id) != (right.BranchRoot ?? right.Id)) throw new RehearsalException(RehearsalRefusal.NotFound);
        var (scenario, _) = await library.GetAsync(left, cancellationToken);
        return BranchComparison.Of(scenario, left, right, writer.Findings(scenario, left), writer.Findings(scenario, right));
    }

    private static Turn Copy(Turn turn, Guid rehearsalId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RehearsalId = rehearsalId,
        Number = turn.Number,
        PersonaId = turn.PersonaId,
        SpokenById = turn.SpokenById,
        Text = turn.Text,
        Status = turn.Status == TurnStatus.Generating ? TurnStatus.Interrupted : turn.Status,
        Outcome = turn.Outcome,
        At = turn.At,
    };

    private static IEnumerable<TurnUpdate> Updates(Turn turn) =>
    [
        new TurnStored(turn.Id, turn.Number, turn.PersonaId, turn.Text) { SpokenById = turn.SpokenById },
        .. (turn.Outcome?.Citations ?? []).Select(citation => new CitationFound(turn.Id, citation.EntryId, citation.Version, citation.Question)),
    ];

    private static async Task<Rehearsal> OwnAsync(CoachingDb db, Actor actor, Guid rehearsalId, CancellationToken cancellationToken) =>
        await db.Rehearsals.AsNoTracking().Include(r => r.Turns.OrderBy(turn => turn.Number))
            .SingleOrDefaultAsync(r => r.Id == rehearsalId && r.PersonId == actor.PersonId, cancellationToken)
        ?? throw new RehearsalException(RehearsalRefusal.NotFound);
}
