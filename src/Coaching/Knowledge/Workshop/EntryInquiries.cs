using Coaching.Knowledge.Answers;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>
/// Ties teachers' unanswered questions to the entry that is written for them. Each step runs in the transaction of what
/// happens to the entry and asks for the state before it, so that a crash leaves both as they were and a second run
/// changes nothing.
/// </summary>
internal static class EntryInquiries
{
    /// <summary>Open questions of the mentor's unit and below are being written now.</summary>
    public static async Task TakeUpAsync(CoachingDb db, Actor mentor, IReadOnlyCollection<Guid> inquiries, string entryId, CancellationToken cancellationToken)
    {
        if (inquiries.Count == 0) return;
        await db.Inquiries
            .Where(inquiry => inquiries.Contains(inquiry.Id) && inquiry.UnitPath.StartsWith(mentor.UnitPath) && inquiry.Status == InquiryStatus.Open)
            .ExecuteUpdateAsync(
                set => set.SetProperty(inquiry => inquiry.Status, InquiryStatus.Drafted).SetProperty(inquiry => inquiry.EntryId, entryId),
                cancellationToken);
    }

    /// <summary>The entry is published: whoever asked for it and can read it has an answer, and news.</summary>
    /// <param name="db">Where.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="unitPath">The unit it belongs to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AnswerAsync(CoachingDb db, string entryId, string unitPath, CancellationToken cancellationToken) =>
        Tied(db, entryId).Where(inquiry => inquiry.UnitPath.StartsWith(unitPath)).ExecuteUpdateAsync(
            set => set.SetProperty(inquiry => inquiry.Status, InquiryStatus.Answered).SetProperty(inquiry => inquiry.SeenAt, (DateTimeOffset?)null),
            cancellationToken);

    /// <summary>The draft is gone: its questions wait for somebody again.</summary>
    public static Task ReopenAsync(CoachingDb db, string entryId, CancellationToken cancellationToken) => Tied(db, entryId).ExecuteUpdateAsync(
        set => set.SetProperty(inquiry => inquiry.Status, InquiryStatus.Open).SetProperty(inquiry => inquiry.EntryId, (string?)null),
        cancellationToken);

    private static IQueryable<Inquiry> Tied(CoachingDb db, string entryId) =>
        db.Inquiries.Where(inquiry => inquiry.EntryId == entryId && inquiry.Status == InquiryStatus.Drafted);
}
