using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Coaching.Storage;

/// <summary>Brings the database up to date at start, and backs it up.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CoachingDb> databases, IOptions<StorageOptions> options, TimeProvider time)
{
    /// <summary>
    /// Applies pending migrations. EF Core holds the database's migration lock meanwhile, so servers that start together
    /// take turns.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Provider == "sqlite") Directory.CreateDirectory(options.Value.Folder);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Copies the SQLite database, consistently and while it is in use, into the backups folder.</summary>
    /// <returns>The backup's path.</returns>
    /// <exception cref="InvalidOperationException">The database is PostgreSQL, which has its own tools.</exception>
    public async Task<string> BackupAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Provider != "sqlite")
        {
            throw new InvalidOperationException("PostgreSQL is backed up with pg_dump; this command copies the SQLite file.");
        }

        var folder = Path.Combine(options.Value.Folder, "backups");
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, $"coaching-{time.GetUtcNow():yyyyMMdd-HHmmssfff}.db");
        await using var source = new SqliteConnection($"Data Source={options.Value.SqliteFile}");
        await source.OpenAsync(cancellationToken);
        await using var copy = new SqliteConnection($"Data Source={target};Pooling=False");
        await copy.OpenAsync(cancellationToken);
        source.BackupDatabase(copy);
        return target;
    }
}
