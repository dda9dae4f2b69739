using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Coaching.Storage;

/// <summary>Brings the database up to date at start, and backs it up.</summary>
public sealed class DatabaseSetup(IDbContextFactory<CoachingDb> databases, IOptions<StorageOptions> options, TimeProvider time)
{
    // Any number will do, as long as every version of the product uses the same.
    private const long MigrationLock = 0x436F616368;

    /// <summary>
    /// Applies pending migrations, one server at a time. SQLite: EF Core's own lock. PostgreSQL: an advisory lock around
    /// them all, because EF Core's there is let go between one migration and the next.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (options.Value.Provider == "sqlite") Directory.CreateDirectory(options.Value.Folder);
        // A database that is not there yet cannot be locked; making it settles who was first.
        else if (await db.Database.CanConnectAsync(cancellationToken))
        {
            await using var gate = await databases.CreateDbContextAsync(cancellationToken);
            await gate.Database.OpenConnectionAsync(cancellationToken);
            await gate.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
            try
            {
                await db.Database.MigrateAsync(cancellationToken);
            }
            finally
            {
                await gate.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            }

            return;
        }

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
