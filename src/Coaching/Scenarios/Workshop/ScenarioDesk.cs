using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Scenarios.Workshop;

/// <summary>
/// The life of a scenario in mentors' hands: draft, test-run, review by somebody else, published, retired, put back. A
/// published version never changes and a rehearsal goes on with its own; revising makes the next version.
/// </summary>
public sealed class ScenarioDesk
{
    /// <summary>Longest comment of a reviewer, in characters.</summary>
    public const int LongestComment = 500;

    private const string OwnPrefix = "own-";

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly ScenarioLibrary library;
    private readonly ScenarioTemplate template;
    private readonly TimeProvider time;

    internal ScenarioDesk(IDbContextFactory<CoachingDb> databases, ScenarioLibrary library, ScenarioTemplate template, TimeProvider time)
    {
        this.databases = databases;
        this.library = library;
        this.template = template;
        this.time = time;
    }

    /// <summary>Begins a scenario from the commented template of an area.</summary>
    /// <returns>The draft.</returns>
    public Task<ScenarioDraft> CreateAsync(Actor mentor, Area area, CancellationToken cancellationToken) =>
        AddAsync(mentor, template.Of(area), "新脚本", area, null, cancellationToken);

    /// <summary>Begins a scenario of the mentor's own unit from any that the mentor may rehearse or write in.</summary>
    /// <returns>The draft.</returns>
    /// <exception cref="ScenarioDeskException">There is no such scenario for this mentor.</exception>
    public async Task<ScenarioDraft> CopyAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = await db.ScenarioDrafts.AsNoTracking().WritableBy(mentor).SingleOrDefaultAsync(draft => draft.ScenarioId == scenarioId, cancellationToken);
        var (text, basis) = own is not null ? (own.Yaml, own.PublishedHash) : await InUseAsync(db, mentor, scenarioId, cancellationToken);
        var (title, area) = ScenarioText.Headings(text, own?.Title ?? scenarioId, own?.Area ?? default);
        var named = YamlPatch.Read(text)?.Set("title", title + "（副本）") ?? text;
        // A text that nobody has reviewed yet stays its authors' own under another id too.
        var authors = own is { State: ScenarioDraftState.Draft or ScenarioDraftState.InReview } ? own.Authors : [];
        return await AddAsync(mentor, named, title, area, basis, cancellationToken, authors);
    }

    /// <summary>What is wrong with a text that is to be imported; nothing is written.</summary>
    public static DraftReading CheckImport(string text) => DraftCheck.Read("import", ScenarioText.Renamed(ScenarioText.Normal(text), "import", 1));

    /// <summary>Keeps a text from a file as a new scenario of the mentor's unit, under an id of its own.</summary>
    /// <exception cref="ScenarioDeskException">It is too long.</exception>
    public Task<ScenarioDraft> ImportAsync(Actor mentor, string text, CancellationToken cancellationToken) =>
        AddAsync(mentor, text, "导入的脚本", Area.ClassroomManagement, null, cancellationToken);

    /// <summary>Keeps a draft's text, whatever is wrong with it.</summary>
    /// <param name="mentor">Who writes.</param>
    /// <param name="scenarioId">The scenario.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="revision">The draft's revision as the mentor saw it.</param>
    /// <param name="cancellationToken">Gives up before anything is stored.</param>
    /// <exception cref="ScenarioDeskException">It is no draft, is too long, or somebody else changed it meanwhile.</exception>
    public async Task<ScenarioDraft> SaveAsync(Actor mentor, string scenarioId, string text, int revision, CancellationToken cancellationToken)
    {
        text = ScenarioText.Normal(text);
        RefuseTooLong(text);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = await db.WritableAsync(mentor, scenarioId, cancellationToken);
        RequireDraft(draft);
        if (draft.Revision != revision) throw new ScenarioDeskException(ScenarioDeskRefusal.ChangedMeanwhile);
        if (draft.Yaml == text) return draft;
        draft.Yaml = text;
        (draft.Title, draft.Area) = ScenarioText.Headings(text, draft.Title, draft.Area);
        draft.ChangedAt = time.GetUtcNow();
        if (!draft.Authors.Contains(mentor.PersonId)) draft.Authors.Add(mentor.PersonId);
        await db.SaveOrTellAsync(draft, cancellationToken);
        return draft;
    }

    /// <summary>Begins the next version of a text that is published or retired; what is in use stays in use.</summary>
    /// <exception cref="ScenarioDeskException">It is a draft already, or waits for review.</exception>
    public Task<ScenarioDraft> ReviseAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, async (db, draft) =>
    {
        if (draft.State == ScenarioDraftState.InReview) throw new ScenarioDeskException(ScenarioDeskRefusal.InReview);
        if (draft.State == ScenarioDraftState.Draft) return;
        var last = await PublishingGate.LastVersionAsync(db, scenarioId, cancellationToken);
        draft.State = ScenarioDraftState.Draft;
        draft.BasedOn = draft.TextHash;
        draft.Yaml = ScenarioText.AsVersion(draft.Yaml, last + 1);
        draft.Authors = [mentor.PersonId];
        (draft.ReviewerId, draft.ReviewComment, draft.SubmittedAt) = (null, null, null);
    }, cancellationToken);

    /// <summary>Hands a draft in for review.</summary>
    /// <exception cref="ScenarioDeskException">It is no draft, has faults, or lacks a test-run without leak and dead end.</exception>
    public Task<ScenarioDraft> SubmitAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, async (db, draft) =>
    {
        RequireDraft(draft);
        await PublishingGate.RequireAsync(db, draft, cancellationToken);
        draft.State = ScenarioDraftState.InReview;
        draft.SubmittedAt = time.GetUtcNow();
    }, cancellationToken);

    /// <summary>Takes a text back from review.</summary>
    /// <exception cref="ScenarioDeskException">It does not wait for review.</exception>
    public Task<ScenarioDraft> WithdrawAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, (_, draft) =>
    {
        if (draft.State != ScenarioDraftState.InReview) throw new ScenarioDeskException(ScenarioDeskRefusal.NotInReview);
        draft.State = ScenarioDraftState.Draft;
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>Sends a text back to its authors with what to do better.</summary>
    /// <exception cref="ScenarioDeskException">It does not wait for review, the mentor wrote in it, or the comment is missing or too long.</exception>
    public Task<ScenarioDraft> SendBackAsync(Actor mentor, string scenarioId, string comment, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, (_, draft) =>
    {
        if (string.IsNullOrWhiteSpace(comment)) throw new ScenarioDeskException(ScenarioDeskRefusal.CommentMissing);
        Review(draft, mentor, comment);
        draft.State = ScenarioDraftState.Draft;
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>Approves and publishes: teachers of the unit find it from now on.</summary>
    /// <exception cref="ScenarioDeskException">It does not wait for review, the mentor wrote in it, or it may not be published any more.</exception>
    public Task<ScenarioDraft> PublishAsync(Actor mentor, string scenarioId, string? comment, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, async (db, draft) =>
    {
        Review(draft, mentor, comment);
        var scenario = await PublishingGate.RequireAsync(db, draft, cancellationToken);
        var now = time.GetUtcNow();
        db.ScenarioVersions.Add(new ScenarioVersion
        {
            Hash = scenario.Hash,
            ScenarioId = scenarioId,
            Version = scenario.Version,
            Yaml = draft.Yaml,
            UnitId = draft.UnitId,
            UnitPath = draft.UnitPath,
            At = now,
        });
        draft.State = ScenarioDraftState.Published;
        (draft.PublishedHash, draft.PublishedAt, draft.RetiredAt) = (scenario.Hash, now, null);
    }, cancellationToken);

    /// <summary>Takes a scenario out of use; rehearsals that have begun go on.</summary>
    /// <exception cref="ScenarioDeskException">Nothing is in use.</exception>
    public Task<ScenarioDraft> RetireAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, (_, draft) =>
    {
        if (draft.PublishedHash is null) throw new ScenarioDeskException(ScenarioDeskRefusal.NothingPublished);
        if (draft.State == ScenarioDraftState.Published) draft.State = ScenarioDraftState.Retired;
        (draft.PublishedHash, draft.RetiredAt) = (null, time.GetUtcNow());
        return Task.CompletedTask;
    }, cancellationToken);

    /// <summary>Puts a retired scenario's newest version back into use; it was reviewed when it was published.</summary>
    /// <exception cref="ScenarioDeskException">It is in use, or was never published.</exception>
    public Task<ScenarioDraft> ReinstateAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken) => ChangeAsync(mentor, scenarioId, async (db, draft) =>
    {
        var newest = await db.ScenarioVersions.Where(version => version.ScenarioId == scenarioId).OrderByDescending(version => version.Version).Select(version => version.Hash).FirstOrDefaultAsync(cancellationToken);
        if (draft.PublishedHash is not null || newest is null) throw new ScenarioDeskException(ScenarioDeskRefusal.NothingToReinstate);
        if (draft.State == ScenarioDraftState.Retired) draft.State = ScenarioDraftState.Published;
        (draft.PublishedHash, draft.RetiredAt) = (newest, null);
    }, cancellationToken);

    /// <summary>Throws a draft away: the whole scenario if nothing was ever published, else back to the last version.</summary>
    /// <returns>The scenario as it is now; null when it is gone.</returns>
    /// <exception cref="ScenarioDeskException">It is no draft.</exception>
    public async Task<ScenarioDraft?> DiscardAsync(Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = await db.WritableAsync(mentor, scenarioId, cancellationToken);
        RequireDraft(draft);
        var newest = await db.ScenarioVersions.AsNoTracking().Where(version => version.ScenarioId == scenarioId).OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancellationToken);
        if (newest is null)
        {
            db.ScenarioDrafts.Remove(draft);
        }
        else
        {
            draft.Yaml = newest.Yaml;
            (draft.Title, draft.Area) = ScenarioText.Headings(newest.Yaml, draft.Title, draft.Area);
            draft.State = draft.PublishedHash is null ? ScenarioDraftState.Retired : ScenarioDraftState.Published;
        }

        await db.SaveOrTellAsync(draft, cancellationToken);
        return newest is null ? null : draft;
    }

    /// <summary>Keeps what a test-run found; of an earlier text where the text changed meanwhile.</summary>
    internal async Task KeepAsync(Actor mentor, string scenarioId, ScenarioTestReport report, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // Not a change of the text: whoever is writing in it goes on with the same revision.
        await db.ScenarioDrafts.WritableBy(mentor).Where(draft => draft.ScenarioId == scenarioId)
            .ExecuteUpdateAsync(draft => draft.SetProperty(found => found.LastTest, report), cancellationToken);
    }

    private async Task<ScenarioDraft> AddAsync(Actor mentor, string text, string title, Area area, string? basis, CancellationToken cancellationToken, IReadOnlyCollection<Guid>? authors = null)
    {
        text = ScenarioText.Normal(text);
        RefuseTooLong(text);
        var id = OwnPrefix + Guid.NewGuid().ToString("N")[..10];
        var renamed = ScenarioText.Renamed(text, id, 1);
        (title, area) = ScenarioText.Headings(renamed, title, area);
        var draft = new ScenarioDraft
        {
            ScenarioId = id,
            UnitId = mentor.UnitId,
            UnitPath = mentor.UnitPath,
            Yaml = renamed,
            Title = title,
            Area = area,
            Authors = [.. new[] { mentor.PersonId }.Union(authors ?? [])],
            BasedOn = basis,
            ChangedAt = time.GetUtcNow(),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.ScenarioDrafts.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        return draft;
    }

    private async Task<(string Text, string? Basis)> InUseAsync(CoachingDb db, Actor mentor, string scenarioId, CancellationToken cancellationToken)
    {
        var newest = await library.NewestAsync(mentor, scenarioId, cancellationToken) ?? throw new ScenarioDeskException(ScenarioDeskRefusal.NotFound);
        return (await db.ScenarioVersions.Where(version => version.Hash == newest.Hash).Select(version => version.Yaml).SingleAsync(cancellationToken), newest.Hash);
    }

    private async Task<ScenarioDraft> ChangeAsync(Actor mentor, string scenarioId, Func<CoachingDb, ScenarioDraft, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = await db.WritableAsync(mentor, scenarioId, cancellationToken);
        await change(db, draft);
        draft.ChangedAt = time.GetUtcNow();
        await db.SaveOrTellAsync(draft, cancellationToken);
        return draft;
    }

    private static void Review(ScenarioDraft draft, Actor mentor, string? comment)
    {
        if (draft.State != ScenarioDraftState.InReview) throw new ScenarioDeskException(ScenarioDeskRefusal.NotInReview);
        if (draft.Authors.Contains(mentor.PersonId)) throw new ScenarioDeskException(ScenarioDeskRefusal.OwnWork);
        if (comment?.Length > LongestComment) throw new ScenarioDeskException(ScenarioDeskRefusal.TooLong);
        draft.ReviewerId = mentor.PersonId;
        draft.ReviewComment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
    }

    private static void RequireDraft(ScenarioDraft draft)
    {
        if (draft.State == ScenarioDraftState.InReview) throw new ScenarioDeskException(ScenarioDeskRefusal.InReview);
        if (draft.State != ScenarioDraftState.Draft) throw new ScenarioDeskException(ScenarioDeskRefusal.NotADraft);
    }

    private static void RefuseTooLong(string text)
    {
        if (text.Length > YamlText.LargestFile) throw new ScenarioDeskException(ScenarioDeskRefusal.TooLong);
    }
}
