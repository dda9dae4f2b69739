using Coaching.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coaching.People;

/// <summary>The names of everybody who can sign in, for masking. Read at most once a minute.</summary>
internal sealed class Roster(IDbContextFactory<CoachingDb> databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private (long ReadAt, IReadOnlyCollection<string> Names)? latest;

    public async ValueTask<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellationToken)
    {
        if (latest is { } known && time.GetElapsedTime(known.ReadAt) < Fresh) return known.Names;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var names = await db.Users.AsNoTracking().Select(person => person.DisplayName).Distinct().ToListAsync(cancellationToken);
        latest = (time.GetTimestamp(), names);
        return names;
    }
}
