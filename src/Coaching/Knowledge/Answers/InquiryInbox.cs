using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Answers;

/// <summary>The mentors' side of unanswered questions: those of their own unit and the units below it, without names.</summary>
public sealed class InquiryInbox
{
    private readonly IDbContextFactory<CoachingDb> databases;

    internal InquiryInbox(IDbContextFactory<CoachingDb> databases) => this.databases = databases;

    /// <summary>The questions in one state, oldest first.</summary>
    public async Task<IReadOnlyList<InboxInquiry>> ListAsync(Actor mentor, InquiryStatus status, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await InScope(db, mentor).AsNoTracking().Where(inquiry => inquiry.Status == status)
            .OrderBy(inquiry => inquiry.At)
            .Select(inquiry => new InboxInquiry(inquiry.Id, inquiry.Text, inquiry.Status, inquiry.EntryId, inquiry.At))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The questions in one state by theme, the largest theme first.</summary>
    public async Task<IReadOnlyList<InquiryTheme>> ThemesAsync(Actor mentor, InquiryStatus status, CancellationToken cancellationToken) =>
        InquiryThemes.Of(await ListAsync(mentor, status, cancellationToken));

    /// <summary>Open questions by their ids, in that order; others' and those taken up meanwhile are left out.</summary>
    public async Task<IReadOnlyList<InboxInquiry>> OpenAsync(Actor mentor, IReadOnlyList<Guid> inquiries, CancellationToken cancellationToken)
    {
        var open = await ListAsync(mentor, InquiryStatus.Open, cancellationToken);
        return [.. inquiries.Distinct().SelectMany(id => open.Where(inquiry => inquiry.Id == id))];
    }

    /// <summary>The questions that an entry is written for, or answers; oldest first.</summary>
    public async Task<IReadOnlyList<InboxInquiry>> OfEntryAsync(Actor mentor, string entryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await InScope(db, mentor).AsNoTracking()
            .Where(inquiry => inquiry.EntryId == entryId && (inquiry.Status == InquiryStatus.Drafted || inquiry.Status == InquiryStatus.Answered))
            .OrderBy(inquiry => inquiry.At)
            .Select(inquiry => new InboxInquiry(inquiry.Id, inquiry.Text, inquiry.Status, inquiry.EntryId, inquiry.At))
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many questions are in each state.</summary>
    public async Task<IReadOnlyDictionary<InquiryStatus, int>> CountsAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await InScope(db, mentor).GroupBy(inquiry => inquiry.Status).ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
    }

    /// <summary>Moves questions on; their askers see it.</summary>
    /// <param name="mentor">Who decides.</param>
    /// <param name="inquiries">Which ones; others' are left alone.</param>
    /// <param name="status">Where to.</param>
    /// <param name="entryId">The entry: required with <see cref="InquiryStatus.Answered"/>; null keeps it, except that open questions have none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were moved.</returns>
    /// <exception cref="InquiryException">The entry that should answer is not published where the mentor is.</exception>
    public async Task<int> MarkAsync(Actor mentor, IReadOnlyCollection<Guid> inquiries, InquiryStatus status, string? entryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entry = string.IsNullOrWhiteSpace(entryId) ? null : entryId.Trim();
        if (status == InquiryStatus.Answered && !await db.Entries.AnyAsync(
            version => version.EntryId == entry && version.Status == EntryStatus.Published && mentor.UnitPath.StartsWith(version.UnitPath), cancellationToken))
        {
            throw new InquiryException();
        }

        return await InScope(db, mentor).Where(inquiry => inquiries.Contains(inquiry.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(inquiry => inquiry.Status, status)
                    .SetProperty(inquiry => inquiry.EntryId, inquiry => status == InquiryStatus.Open ? null : entry ?? inquiry.EntryId)
                    .SetProperty(inquiry => inquiry.SeenAt, (DateTimeOffset?)null),
                cancellationToken);
    }

    private static IQueryable<Inquiry> InScope(CoachingDb db, Actor mentor) => db.Inquiries.Where(inquiry => inquiry.UnitPath.StartsWith(mentor.UnitPath));
}

/// <summary>A question was marked answered with an entry that nobody can read.</summary>
public sealed class InquiryException() : Exception("The entry is not published.");

/// <summary>An inquiry as mentors see it: what was asked, not by whom.</summary>
public sealed record InboxInquiry(Guid Id, string Text, InquiryStatus Status, string? EntryId, DateTimeOffset At);

/// <summary>Questions about the same matter.</summary>
/// <param name="Example">The question that says it best.</param>
/// <param name="Questions">All of them, oldest first.</param>
public sealed record InquiryTheme(string Example, IReadOnlyList<InboxInquiry> Questions);
