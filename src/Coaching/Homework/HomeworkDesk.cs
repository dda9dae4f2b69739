using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Homework;

/// <summary>A design in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Revisions">How many revisions it has.</param>
/// <param name="ChangedAt">When the last one came.</param>
public sealed record HomeworkSummary(Guid Id, string Title, int Revisions, DateTimeOffset ChangedAt);

/// <summary>A design with all that belongs to it.</summary>
/// <param name="Design">The design.</param>
/// <param name="Revisions">Its revisions, first to last; at least one.</param>
/// <param name="Measures">The newest measure of each revision that has one.</param>
public sealed record HomeworkHistory(HomeworkDesign Design, IReadOnlyList<HomeworkRevision> Revisions, IReadOnlyDictionary<int, HomeworkMeasure> Measures)
{
    /// <summary>The revision that counts.</summary>
    public HomeworkRevision Newest => Revisions[^1];
}

/// <summary>Begins, revises, brings back and measures homework designs. In every query the owner is part of the question.</summary>
public sealed class HomeworkDesk
{
    /// <summary>The most revisions of one design.</summary>
    public const int MostRevisions = 60;

    /// <summary>The most minutes that may be measured.</summary>
    public const double MostMeasured = 6000;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly HomeworkContent content;
    private readonly HomeworkTrial trial;
    private readonly TimeProvider time;

    internal HomeworkDesk(IDbContextFactory<CoachingDb> databases, HomeworkContent content, HomeworkTrial trial, TimeProvider time)
    {
        this.databases = databases;
        this.content = content;
        this.trial = trial;
        this.time = time;
    }

    /// <summary>How an assignment is read, before anybody tries it. Stores nothing.</summary>
    public IReadOnlyList<AssignmentLine> Read(AssignmentInput input) => trial.Read(input with { Text = Shortened(input.Text) });

    /// <summary>The person's designs, the last changed first.</summary>
    public async Task<IReadOnlyList<HomeworkSummary>> MineAsync(Actor actor, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.HomeworkDesigns.AsNoTracking().Where(design => design.PersonId == actor.PersonId)
            .OrderByDescending(design => design.ChangedAt).ThenByDescending(design => design.Id).Skip(skip).Take(take)
            .Select(design => new HomeworkSummary(design.Id, design.Title, db.HomeworkRevisions.Count(revision => revision.DesignId == design.Id), design.ChangedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>A design of this person's; null where there is none.</summary>
    public async Task<HomeworkHistory?> FindAsync(Actor actor, Guid designId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await OwnAsync(db.HomeworkDesigns.AsNoTracking(), actor, designId, cancellationToken) is not { } design) return null;
        var revisions = await db.HomeworkRevisions.AsNoTracking().Where(revision => revision.DesignId == designId).OrderBy(revision => revision.Number).ToListAsync(cancellationToken);
        var measures = await db.HomeworkMeasures.AsNoTracking().Where(measure => measure.DesignId == designId).OrderBy(measure => measure.At).ThenBy(measure => measure.Id).ToListAsync(cancellationToken);
        return new HomeworkHistory(design, revisions, measures.GroupBy(measure => measure.Number).ToDictionary(same => same.Key, same => same.Last()));
    }

    /// <summary>Begins a design: the pupils have tried it when this returns.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="title">What to call it, 1 to 100 characters.</param>
    /// <param name="input">The assignment.</param>
    /// <param name="practiceId">The practice task it came from; null for one's own.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="HomeworkException">Something about the assignment cannot be.</exception>
    public async Task<Guid> BeginAsync(Actor actor, string title, AssignmentInput input, string? practiceId, CancellationToken cancellationToken)
    {
        Check(input);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var design = new HomeworkDesign
        {
            Id = id,
            PersonId = actor.PersonId,
            UnitId = actor.UnitId,
            UnitPath = actor.UnitPath,
            Title = title,
            PracticeId = content.Practice(practiceId)?.Id,
            Seed = BitConverter.ToInt32(id.ToByteArray(), 12) & int.MaxValue,
            CreatedAt = now,
            ChangedAt = now,
        };
        var result = await trial.TryAsync(input, design.Seed, actor.UnitPath, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.HomeworkDesigns.Add(design);
        db.HomeworkRevisions.Add(new HomeworkRevision { DesignId = id, Number = 1, Input = input, Result = result, At = now });
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>Adds a revision, tried by the same pupils.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="designId">The design.</param>
    /// <param name="after">The revision it was written on top of: the newest one.</param>
    /// <param name="input">The assignment as it is now.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="HomeworkException">It is nobody's of this person, cannot be, or another window was first.</exception>
    public async Task ReviseAsync(Actor actor, Guid designId, int after, AssignmentInput input, CancellationToken cancellationToken)
    {
        Check(input);
        await AddAsync(actor, designId, after, (_, _) => Task.FromResult<(AssignmentInput, int?)>((input, null)), cancellationToken);
    }

    /// <summary>Goes back: adds a revision that says what an earlier one said, tried anew.</summary>
    /// <exception cref="HomeworkException">There is no such design or revision for this person, or another window was first.</exception>
    public Task BringBackAsync(Actor actor, Guid designId, int after, int number, CancellationToken cancellationToken) =>
        AddAsync(actor, designId, after, async (db, cancel) =>
        {
            var earlier = await db.HomeworkRevisions.AsNoTracking().SingleOrDefaultAsync(revision => revision.DesignId == designId && revision.Number == number, cancel)
                ?? throw new HomeworkException(HomeworkRefusal.NotFound);
            return (earlier.Input, number);
        }, cancellationToken);

    /// <summary>Notes how long the class really took.</summary>
    /// <param name="actor">The teacher.</param>
    /// <param name="designId">The design.</param>
    /// <param name="number">The revision that was set.</param>
    /// <param name="minutes">1 to <see cref="MostMeasured"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HomeworkException">There is no such revision for this person, or the minutes cannot be.</exception>
    public async Task MeasureAsync(Actor actor, Guid designId, int number, double minutes, CancellationToken cancellationToken)
    {
        if (minutes is not (>= 1 and <= MostMeasured)) throw new HomeworkException(HomeworkRefusal.Figures);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        _ = await OwnAsync(db.HomeworkDesigns.AsNoTracking(), actor, designId, cancellationToken) ?? throw new HomeworkException(HomeworkRefusal.NotFound);
        if (!await db.HomeworkRevisions.AnyAsync(revision => revision.DesignId == designId && revision.Number == number, cancellationToken)) throw new HomeworkException(HomeworkRefusal.NotFound);
        var now = time.GetUtcNow();
        db.HomeworkMeasures.Add(new HomeworkMeasure { Id = Guid.CreateVersion7(now), DesignId = designId, Number = number, Minutes = minutes, At = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Removes a design with all its revisions, for good; nothing happens where there is none of this person's.</summary>
    public async Task RemoveAsync(Actor actor, Guid designId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.HomeworkDesigns.Where(design => design.Id == designId && design.PersonId == actor.PersonId).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task AddAsync(
        Actor actor, Guid designId, int after, Func<CoachingDb, CancellationToken, Task<(AssignmentInput Input, int? From)>> choose, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var design = await OwnAsync(db.HomeworkDesigns, actor, designId, cancellationToken) ?? throw new HomeworkException(HomeworkRefusal.NotFound);
        var newest = await db.HomeworkRevisions.Where(revision => revision.DesignId == designId).MaxAsync(revision => revision.Number, cancellationToken);
        if (newest != after) throw new HomeworkException(HomeworkRefusal.ChangedMeanwhile);
        if (newest >= MostRevisions) throw new HomeworkException(HomeworkRefusal.TooManyRevisions);
        var (input, from) = await choose(db, cancellationToken);
        var now = time.GetUtcNow();
        design.ChangedAt = now;
        db.HomeworkRevisions.Add(new HomeworkRevision
        {
            DesignId = designId,
            Number = newest + 1,
            Input = input,
            Result = await trial.TryAsync(input, design.Seed, actor.UnitPath, cancellationToken),
            BroughtBackFrom = from,
            At = now,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // The number was taken in the same moment, or the design is gone.
            throw new HomeworkException(HomeworkRefusal.ChangedMeanwhile);
        }
    }

    private static Task<HomeworkDesign?> OwnAsync(IQueryable<HomeworkDesign> designs, Actor actor, Guid designId, CancellationToken cancellationToken) =>
        designs.SingleOrDefaultAsync(design => design.Id == designId && design.PersonId == actor.PersonId, cancellationToken);

    private void Check(AssignmentInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Text)) throw new HomeworkException(HomeworkRefusal.EmptyText);
        if (input.Text.Length > AssignmentInput.LongestText) throw new HomeworkException(HomeworkRefusal.TextTooLong);
        if (input.Grade is < 1 or > 12 || content.Minutes.Subjects.All(subject => subject.Name != input.Subject)) throw new HomeworkException(HomeworkRefusal.GradeOrSubject);
        var figuresHold = input.Days is >= 1 and <= AssignmentInput.MostDays
            && input.Others.Values.All(minutes => minutes >= 0 && minutes <= AssignmentInput.MostSubjectMinutes * input.Days)
            && input.Corrections.All(correction => correction.Kind is null || correction.Amount is >= 0.1 and <= 10_000);
        if (!figuresHold) throw new HomeworkException(HomeworkRefusal.Figures);
    }

    private static string Shortened(string text) => text.Length <= AssignmentInput.LongestText ? text : text[..AssignmentInput.LongestText];
}
