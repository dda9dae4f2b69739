using Coaching.Knowledge;
using Coaching.People;
using Coaching.Scenarios;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Coaching.Storage;

/// <summary>
/// Brings shipped scenarios and entries into the database as the city's own. Versions already there are left as they
/// are: what a rehearsal or a citation points to never changes under it.
/// </summary>
internal sealed class ContentSync(IDbContextFactory<CoachingDb> databases, ScenarioCatalogue catalogue, IOptions<ContentOptions> content, TimeProvider time)
{
    private const int MostAttempts = 5;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await StoreWhatIsNewAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException) when (attempt < MostAttempts)
            {
                // Another server that starts at this moment stored some of it first: look again what is left.
            }
        }
    }

    private async Task StoreWhatIsNewAsync(CancellationToken cancellationToken)
    {
        var root = Path.Combine(content.Value.Folder, "scenarios");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var city = await db.Units.AsNoTracking().SingleAsync(unit => unit.Id == OrganisationUnit.DefaultCity, cancellationToken);
        var hashes = (await db.ScenarioVersions.Select(version => version.Hash).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories))
        {
            if (catalogue.Find(Path.GetFileNameWithoutExtension(path)) is not { } scenario || !hashes.Add(scenario.Hash)) continue;
            db.ScenarioVersions.Add(new ScenarioVersion
            {
                Hash = scenario.Hash,
                ScenarioId = scenario.Id,
                Version = scenario.Version,
                Yaml = await File.ReadAllTextAsync(path, cancellationToken),
                UnitId = city.Id,
                UnitPath = city.Path,
                At = time.GetUtcNow(),
            });
        }

        var known = (await db.Entries.Select(entry => new { entry.EntryId, entry.Version }).ToListAsync(cancellationToken))
            .Select(entry => (entry.EntryId, entry.Version)).ToHashSet();
        foreach (var entry in EntryReader.ReadFolder(Path.Combine(root, "qa")).Where(entry => known.Add((entry.Id, entry.Version))))
        {
            db.Outbox.Add(new OutboxMessage { EntryId = entry.Id, At = time.GetUtcNow() });
            db.Entries.Add(new EntryVersion
            {
                EntryId = entry.Id,
                Version = entry.Version,
                UnitId = city.Id,
                UnitPath = city.Path,
                Status = entry.Status,
                Entry = entry,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
