using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>
/// The life of an entry in mentors' hands: draft, review by somebody else, published, retired, rolled back. What is
/// published never changes: editing makes the next version. Every change that searches should see writes to the outbox
/// in the same transaction.
/// </summary>
public sealed class EntryDesk
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly PolicyList policies;
    private readonly IndexKeeper keeper;
    private readonly TimeProvider time;

    internal EntryDesk(IDbContextFactory<CoachingDb> databases, PolicyList policies, IndexKeeper keeper, TimeProvider time)
    {
        this.databases = databases;
        this.policies = policies;
        this.keeper = keeper;
        this.time = time;
    }

    /// <summary>An empty entry to begin with.</summary>
    public Entry Blank(Scenarios.Area area) => EntryDefaults.Blank(area, CurrentEntries.Today(time));

    /// <summary>What is missing or doubtful in an entry.</summary>
    public IReadOnlyList<EntryProblem> Check(Entry entry) => EntryCheck.Problems(entry, policies);

    /// <summary>Keeps a draft: a new entry when the id is empty, else the entry's open draft, else its next version.</summary>
    /// <param name="mentor">Who writes.</param>
    /// <param name="entry">What is to be kept; version, status and reviewer are set here.</param>
    /// <param name="revision">The open draft's revision as the mentor saw it; null when they saw none.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="WorkshopException">It may not be changed, or somebody else changed it meanwhile.</exception>
    public async Task<EntryVersion> SaveAsync(Actor mentor, Entry entry, int? revision, CancellationToken cancellationToken)
    {
        if (entry.Id.Length == 0) return await SaveNewAsync(mentor, entry, [], cancellationToken);
        EntryCheck.RefuseTooLong(entry);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await db.WritableAsync(mentor, entry.Id, cancellationToken);
        var last = versions[^1];
        if (last.Status == EntryStatus.InReview) throw new WorkshopException(WorkshopRefusal.InReview);
        if (last.Status == EntryStatus.Draft)
        {
            if (last.Revision != revision) throw new WorkshopException(WorkshopRefusal.ChangedMeanwhile);
            Rewrite(last, mentor, entry);
        }
        else
        {
            if (revision is not null) throw new WorkshopException(WorkshopRefusal.ChangedMeanwhile);
            last = EntryDefaults.Draft(mentor, entry, last.Version + 1, time.GetUtcNow(), last);
            db.Entries.Add(last);
        }

        await db.SaveOrTellAsync(cancellationToken);
        return last;
    }

    /// <summary>Keeps the draft of a new entry that teachers' questions asked for: from then on they count as being written.</summary>
    /// <param name="mentor">Who writes.</param>
    /// <param name="entry">The entry, still without an id.</param>
    /// <param name="inquiries">The questions it will answer; those that are taken up elsewhere meanwhile are left alone.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="WorkshopException">It is too long.</exception>
    public async Task<EntryVersion> SaveNewAsync(Actor mentor, Entry entry, IReadOnlyCollection<Guid> inquiries, CancellationToken cancellationToken)
    {
        EntryCheck.RefuseTooLong(entry);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var fresh = EntryDefaults.Draft(mentor, entry with { Id = EntryDefaults.NewId() }, 1, time.GetUtcNow());
        db.Entries.Add(fresh);
        await db.SaveWithAsync(() => EntryInquiries.TakeUpAsync(db, mentor, inquiries, fresh.EntryId, cancellationToken), cancellationToken);
        return fresh;
    }

    /// <summary>Makes a draft of the mentor's own unit out of an entry of a unit above.</summary>
    /// <returns>The copy's id.</returns>
    /// <exception cref="WorkshopException">There is no such entry.</exception>
    public async Task<string> CopyAsync(Actor mentor, string entryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking().ReadableBy(mentor)
            .Where(entry => entry.EntryId == entryId && entry.Status == EntryStatus.Published)
            .OrderByDescending(entry => entry.Version).FirstOrDefaultAsync(cancellationToken)
            ?? throw new WorkshopException(WorkshopRefusal.NotFound);
        var copy = EntryDefaults.Draft(mentor, published.Entry with { Id = EntryDefaults.NewId(), Related = [entryId, .. published.Entry.Related] }, 1, time.GetUtcNow());
        db.Entries.Add(copy);
        await db.SaveOrTellAsync(cancellationToken);
        return copy.EntryId;
    }

    /// <summary>Hands a draft in for review.</summary>
    /// <exception cref="WorkshopException">There is no draft, or it lacks what it cannot do without.</exception>
    public Task SubmitAsync(Actor mentor, string entryId, CancellationToken cancellationToken) => ChangeAsync(mentor, entryId, (_, versions) =>
    {
        var draft = Last(versions, EntryStatus.Draft, WorkshopRefusal.NotADraft);
        if (Check(draft.Entry).Any(problem => problem.Blocking)) throw new WorkshopException(WorkshopRefusal.Incomplete);
        draft.Status = EntryStatus.InReview;
        draft.SubmittedAt = time.GetUtcNow();
    }, cancellationToken);

    /// <summary>Takes a version back from review.</summary>
    /// <exception cref="WorkshopException">Nothing waits for review.</exception>
    public Task WithdrawAsync(Actor mentor, string entryId, CancellationToken cancellationToken) => ChangeAsync(mentor, entryId, (_, versions) =>
        Last(versions, EntryStatus.InReview, WorkshopRefusal.NotInReview).Status = EntryStatus.Draft, cancellationToken);

    /// <summary>Throws a draft away; what was published stays, and questions it should have answered are open again.</summary>
    /// <exception cref="WorkshopException">There is no draft.</exception>
    public Task DiscardAsync(Actor mentor, string entryId, CancellationToken cancellationToken) => ChangeAsync(
        mentor, entryId,
        (db, versions) => db.Entries.Remove(Last(versions, EntryStatus.Draft, WorkshopRefusal.NotADraft)),
        cancellationToken,
        andThen: (db, _) => EntryInquiries.ReopenAsync(db, entryId, cancellationToken));

    /// <summary>Approves and publishes: searches find it within a second, and those who asked for it are told.</summary>
    /// <exception cref="WorkshopException">Nothing waits for review, or the mentor wrote it.</exception>
    public Task PublishAsync(Actor mentor, string entryId, string? comment, CancellationToken cancellationToken) => ChangeAsync(mentor, entryId, (_, versions) =>
    {
        var reviewed = Reviewed(versions, mentor, comment);
        reviewed.Status = EntryStatus.Published;
        reviewed.PublishedAt = time.GetUtcNow();
        reviewed.Entry = reviewed.Entry with { Status = EntryStatus.Published, Reviewer = EntryDefaults.Reviewer };
    }, cancellationToken, tellIndex: true, andThen: (db, unitPath) => EntryInquiries.AnswerAsync(db, entryId, unitPath, cancellationToken));

    /// <summary>Sends a version back to its authors with what to do better.</summary>
    /// <exception cref="WorkshopException">Nothing waits for review, the mentor wrote it, or the comment is missing.</exception>
    public Task SendBackAsync(Actor mentor, string entryId, string comment, CancellationToken cancellationToken) => ChangeAsync(mentor, entryId, (_, versions) =>
    {
        if (string.IsNullOrWhiteSpace(comment)) throw new WorkshopException(WorkshopRefusal.CommentMissing);
        Reviewed(versions, mentor, comment).Status = EntryStatus.Draft;
    }, cancellationToken);

    /// <summary>Takes an entry out of all searches; versions stay readable where they were cited.</summary>
    /// <exception cref="WorkshopException">Nothing is published.</exception>
    public Task RetireAsync(Actor mentor, string entryId, CancellationToken cancellationToken) => ChangeAsync(mentor, entryId, (_, versions) =>
    {
        var published = versions.FindAll(version => version.Status == EntryStatus.Published);
        if (published.Count == 0) throw new WorkshopException(WorkshopRefusal.NothingPublished);
        foreach (var version in published)
        {
            version.Status = EntryStatus.Retired;
            version.RetiredAt = time.GetUtcNow();
        }
    }, cancellationToken, tellIndex: true);

    /// <summary>Goes back to an earlier text: a new version with the old content, which was reviewed then and is published at once.</summary>
    /// <returns>The new version's number.</returns>
    /// <exception cref="WorkshopException">There is no such version, or a draft is under way.</exception>
    public async Task<int> RollBackAsync(Actor mentor, string entryId, int toVersion, CancellationToken cancellationToken)
    {
        var number = 0;
        await ChangeAsync(mentor, entryId, (db, versions) =>
        {
            var last = versions[^1];
            if (last.Status is EntryStatus.Draft or EntryStatus.InReview) throw new WorkshopException(WorkshopRefusal.DraftUnderWay);
            var old = versions.Find(version => version.Version == toVersion && (version.Status == EntryStatus.Retired || version.Version < last.Version))
                ?? throw new WorkshopException(WorkshopRefusal.NothingToRestore);
            number = last.Version + 1;
            var now = time.GetUtcNow();
            db.Entries.Add(new EntryVersion
            {
                EntryId = entryId,
                Version = number,
                UnitId = last.UnitId,
                UnitPath = last.UnitPath,
                Status = EntryStatus.Published,
                Entry = old.Entry with { Version = number, Status = EntryStatus.Published },
                Authors = [mentor.PersonId],
                ReviewerId = old.ReviewerId,
                Restores = toVersion,
                ChangedAt = now,
                PublishedAt = now,
            });
        }, cancellationToken, tellIndex: true);
        return number;
    }

    private async Task ChangeAsync(
        Actor mentor, string entryId, Action<CoachingDb, List<EntryVersion>> change, CancellationToken cancellationToken,
        bool tellIndex = false, Func<CoachingDb, string, Task>? andThen = null)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var versions = await db.WritableAsync(mentor, entryId, cancellationToken);
        change(db, versions);
        if (tellIndex) db.Outbox.Add(new OutboxMessage { EntryId = entryId, At = time.GetUtcNow() });
        await db.SaveWithAsync(() => andThen?.Invoke(db, versions[^1].UnitPath) ?? Task.CompletedTask, cancellationToken);
        if (tellIndex) keeper.Announce();
    }

    private void Rewrite(EntryVersion draft, Actor mentor, Entry entry)
    {
        draft.Entry = entry with { Version = draft.Version, Status = EntryStatus.Draft, Origin = draft.Entry.Origin };
        draft.ChangedAt = time.GetUtcNow();
        if (!draft.Authors.Contains(mentor.PersonId)) draft.Authors.Add(mentor.PersonId);
    }

    private EntryVersion Reviewed(List<EntryVersion> versions, Actor mentor, string? comment)
    {
        var version = Last(versions, EntryStatus.InReview, WorkshopRefusal.NotInReview);
        if (version.Authors.Contains(mentor.PersonId)) throw new WorkshopException(WorkshopRefusal.OwnWork);
        if (comment?.Length > EntryDefaults.LongestComment) throw new WorkshopException(WorkshopRefusal.TooLong);
        version.ReviewerId = mentor.PersonId;
        version.ReviewComment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        version.ChangedAt = time.GetUtcNow();
        return version;
    }

    private static EntryVersion Last(List<EntryVersion> versions, EntryStatus wanted, WorkshopRefusal otherwise) =>
        versions[^1].Status == wanted ? versions[^1] : throw new WorkshopException(otherwise);
}
