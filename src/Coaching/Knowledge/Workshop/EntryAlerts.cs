using System.Globalization;
using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.Knowledge.Workshop;

/// <summary>Why a published entry needs a look; every value has a sentence in the resources.</summary>
public enum EntryAlertKind
{
    /// <summary>It cites a policy that was superseded.</summary>
    SupersededPolicy,
    /// <summary>It cites a policy that is not in the list (any more).</summary>
    UnknownPolicy,
    /// <summary>Its last day is near.</summary>
    RunsOut,
    /// <summary>Its last day is past: it is not found any more.</summary>
    RanOut,
}

/// <summary>A published entry that needs a look.</summary>
/// <param name="Version">The published version.</param>
/// <param name="Kind">Why.</param>
/// <param name="Subject">The policy's title, or the date.</param>
/// <param name="ReplacedBy">The title of what replaced the policy; null when none is known.</param>
/// <param name="Writable">Whether the mentor may mend it.</param>
public sealed record EntryAlert(EntryVersion Version, EntryAlertKind Kind, string Subject, string? ReplacedBy, bool Writable);

/// <summary>Finds published entries whose grounds are giving way.</summary>
public sealed class EntryAlerts
{
    private const int DaysAhead = 60;

    private readonly IDbContextFactory<CoachingDb> databases;
    private readonly PolicyList policies;
    private readonly TimeProvider time;

    internal EntryAlerts(IDbContextFactory<CoachingDb> databases, PolicyList policies, TimeProvider time)
    {
        this.databases = databases;
        this.policies = policies;
        this.time = time;
    }

    /// <summary>What needs a look among the entries the mentor may see, the mentor's own to mend first.</summary>
    public async Task<IReadOnlyList<EntryAlert>> ListAsync(Actor mentor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var published = await db.Entries.AsNoTracking().ReadableBy(mentor).Where(entry => entry.Status == EntryStatus.Published).ToListAsync(cancellationToken);
        var today = DateOnly.ParseExact(CurrentEntries.Today(time), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [.. published.GroupBy(version => (version.EntryId, version.UnitPath))
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .SelectMany(version => Alerts(version, mentor, today))
            .OrderByDescending(alert => alert.Writable).ThenByDescending(alert => alert.Kind).ThenBy(alert => alert.Version.EntryId, StringComparer.Ordinal)];
    }

    private IEnumerable<EntryAlert> Alerts(EntryVersion version, Actor mentor, DateOnly today)
    {
        var writable = version.IsWritableBy(mentor);
        foreach (var citation in version.Entry.Policies)
        {
            var policy = policies.Find(citation.Id);
            if (policy is null) yield return new EntryAlert(version, EntryAlertKind.UnknownPolicy, citation.Id, null, writable);
            else if (!string.IsNullOrEmpty(policy.SupersededBy)) yield return new EntryAlert(version, EntryAlertKind.SupersededPolicy, policy.Title, policies.Find(policy.SupersededBy)?.Title ?? policy.SupersededBy, writable);
        }

        if (!DateOnly.TryParseExact(version.Entry.ValidTo, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)) yield break;
        if (last < today) yield return new EntryAlert(version, EntryAlertKind.RanOut, version.Entry.ValidTo!, null, writable);
        else if (last <= today.AddDays(DaysAhead)) yield return new EntryAlert(version, EntryAlertKind.RunsOut, version.Entry.ValidTo!, null, writable);
    }
}
