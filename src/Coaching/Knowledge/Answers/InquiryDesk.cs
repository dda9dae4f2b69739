using Coaching.Knowledge.Retrieval;
using Coaching.Models;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Answers;

/// <summary>The asker's side of unanswered questions: filed once, seen, withdrawn.</summary>
public sealed class InquiryDesk
{
    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly TimeProvider time;

    internal InquiryDesk(IDbContextFactory<CoachingDb> databases, TimeProvider time)
    {
        this.databases = databases;
        this.time = time;
    }

    /// <summary>What a person has asked and 百问百答 did not cover, newest first.</summary>
    public async Task<IReadOnlyList<AskedInquiry>> MineAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var mine = await db.Inquiries.AsNoTracking().Where(inquiry => inquiry.PersonId == actor.PersonId)
            .OrderByDescending(inquiry => inquiry.At).ToListAsync(cancellationToken);
        var ids = mine.Where(inquiry => inquiry.Status == InquiryStatus.Answered).Select(inquiry => inquiry.EntryId).Distinct().ToList();
        var answers = (await db.Entries.AsNoTracking()
                .Where(entry => ids.Contains(entry.EntryId) && entry.Status == EntryStatus.Published && actor.UnitPath.StartsWith(entry.UnitPath))
                .ToListAsync(cancellationToken))
            .GroupBy(entry => entry.EntryId, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(version => version.Version)!.Entry, StringComparer.Ordinal);
        return [.. mine.Select(inquiry => new AskedInquiry(
            inquiry.Id, inquiry.Text, inquiry.Status, inquiry.At,
            inquiry.Status == InquiryStatus.Answered && answers.TryGetValue(inquiry.EntryId!, out var entry) ? new NearEntry(entry.Id, entry.Version, entry.Question) : null,
            IsNew: inquiry.Status is InquiryStatus.Answered or InquiryStatus.Declined && inquiry.SeenAt is null))];
    }

    /// <summary>The asker has taken note of what came of it.</summary>
    public async Task SeenAsync(Actor actor, Guid inquiryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Inquiries.Where(inquiry => inquiry.Id == inquiryId && inquiry.PersonId == actor.PersonId && inquiry.SeenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(inquiry => inquiry.SeenAt, now), cancellationToken);
    }

    /// <summary>Takes a question back: it is gone from the mentors' inbox and from here.</summary>
    public async Task WithdrawAsync(Actor actor, Guid inquiryId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Inquiries.Where(inquiry => inquiry.Id == inquiryId && inquiry.PersonId == actor.PersonId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Files a question for the mentors of the asker's school; the same question again is the same inquiry.</summary>
    internal async Task<Guid> FileAsync(Actor actor, string question, CancellationToken cancellationToken)
    {
        var text = WithoutNumbers(question);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindAsync() is { } known) return known;
        var inquiry = new Inquiry
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            PersonId = actor.PersonId,
            UnitId = actor.UnitId,
            UnitPath = actor.UnitPath,
            Text = text,
            At = time.GetUtcNow(),
        };
        db.Inquiries.Add(inquiry);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return inquiry.Id;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Asked twice at once: the other one was stored first.
            db.ChangeTracker.Clear();
            if (await FindAsync() is { } other) return other;
            throw;
        }

        async Task<Guid?> FindAsync()
        {
            var mine = await db.Inquiries.AsNoTracking().Where(known => known.PersonId == actor.PersonId)
                .Select(known => new { known.Id, known.Text }).ToListAsync(cancellationToken);
            return mine.Find(known => Same(known.Text) == Same(text))?.Id;
        }

        static string Same(string words) => ChineseText.Normalise(words).Replace(" ", "", StringComparison.Ordinal);
    }

    // Mentors need the matter, not whose number it is.
    private static string WithoutNumbers(string text)
    {
        var narrow = PersonalNumbers.Narrow(text);
        for (var found = PersonalNumbers.Next(narrow, 0); found.Length > 0; found = PersonalNumbers.Next(narrow, 0))
        {
            narrow = text = string.Concat(text.AsSpan(0, found.Index), $"［{found.Kind}］", text.AsSpan(found.Index + found.Length));
            narrow = PersonalNumbers.Narrow(narrow);
        }

        return text;
    }
}

/// <summary>An inquiry as its asker sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Answer">The entry that answers it; null until then.</param>
/// <param name="IsNew">Whether something came of it that the asker has not noted yet.</param>
public sealed record AskedInquiry(Guid Id, string Text, InquiryStatus Status, DateTimeOffset At, NearEntry? Answer, bool IsNew);
