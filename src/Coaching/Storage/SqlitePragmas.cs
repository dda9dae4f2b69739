using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coaching.Storage;

/// <summary>
/// Settings every SQLite connection gets. WAL lets readers go on while a reply is being written; synchronous FULL means
/// that what was acknowledged survives a power cut; a busy writer is waited for instead of failing the request. LIKE,
/// which StartsWith becomes, minds case, so that one unit's path is never taken for another's.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Wal = "PRAGMA journal_mode=WAL; ";

    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = For(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = For(connection);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Whether there is a database at all is asked read-only; where another server made it a moment ago, it is not in WAL yet.
    private static string For(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? Pragmas : Wal + Pragmas;
}
