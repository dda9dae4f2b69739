using Npgsql;

namespace Coaching.Tests.Storage;

/// <summary>A fresh database on the server that COACHING_TEST_POSTGRES names; dropped again at the end.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const string Variable = "COACHING_TEST_POSTGRES";

    private readonly string server;
    private readonly string name = $"coaching_test_{Guid.NewGuid():N}";

    private PostgresDatabase(string server) => this.server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>Creates one; skips the test where there is no server, and fails it where there must be one.</summary>
    public static async Task<PostgresDatabase> CreateAsync()
    {
        var found = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(found))
        {
            const string reason = $"{Variable} is not set: the connection string of an administrator on a PostgreSQL server";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{reason}. CI must test PostgreSQL.");
            Assert.Skip(reason);
        }

        var database = new PostgresDatabase(found);
        await database.RunAsync($"CREATE DATABASE {database.name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await RunAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
