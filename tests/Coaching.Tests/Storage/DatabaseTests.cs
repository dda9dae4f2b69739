using Coaching.Rehearsals;
using Coaching.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;

namespace Coaching.Tests.Storage;

public sealed class DatabaseTests(CoachingFixture coaching) : IClassFixture<CoachingFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Model_OfSqlite_HasNoPendingChanges()
    {
        using var db = new SqliteCoachingDb.DesignTime().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse("run `dotnet ef migrations add … --context SqliteCoachingDb`");
    }

    [Fact]
    public void Model_OfPostgres_HasNoPendingChanges()
    {
        using var db = new PostgresCoachingDb.DesignTime().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse("run `dotnet ef migrations add … --context PostgresCoachingDb`");
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "10000")]
    public async Task EveryConnection_HasTheSettingsThatKeepWhatWasAcknowledged(string pragma, string value)
    {
        // Several at once, so that a fresh connection is among them and not only a pooled one.
        var contexts = Enumerable.Range(0, 4).Select(_ => coaching.Db()).ToList();
        foreach (var db in contexts)
        {
            await db.Database.OpenConnectionAsync(Stop);
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // One of the four names above.
            command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100
            (await command.ExecuteScalarAsync(Stop))!.ToString().ShouldBe(value);
        }

        foreach (var db in contexts) await db.DisposeAsync();
    }

    [Fact]
    public async Task ForeignKeys_AreEnforced()
    {
        await using var db = coaching.Db();
        db.Updates.Add(new TurnUpdateRow { RehearsalId = Guid.NewGuid(), Sequence = 1, Update = new ReplyReset(Guid.NewGuid()) });

        await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));
    }

    [Fact]
    public async Task Backup_OfADatabaseInUse_OpensAndHoldsWhatWasStored()
    {
        await using var busy = await CoachingFixture.StartAsync(charactersPerSecond: 20);
        var (teacher, id) = await busy.BeginAsync();
        var accepted = await busy.Runner.StartAsync(teacher, id, Guid.NewGuid(), "您陪到那么晚，又累又心疼。", Stop);
        await busy.FollowUntilAsync(teacher, id, update => update is ReplyDelta);

        var backup = await busy.Services.GetRequiredService<DatabaseSetup>().BackupAsync(Stop);

        Path.GetDirectoryName(backup).ShouldBe(Path.Combine(busy.Folder, "backups"));
        (await IntegrityAsync(backup)).ShouldBe("ok");
        var folder = Directory.CreateTempSubdirectory("coaching-tests-");
        File.Copy(backup, Path.Combine(folder.FullName, "coaching.db"));
        await using (var restored = await CoachingFixture.StartAsync(folder: folder.FullName))
        {
            var turns = await restored.TurnsAsync(id);
            turns.Select(turn => turn.Number).ShouldBe([1, 2, 3]);
            turns[1].Text.ShouldBe("您陪到那么晚，又累又心疼。");
            turns[2].Status.ShouldBe(TurnStatus.Interrupted);
            (await restored.Desk.FindAsync(teacher, id, Stop)).ShouldNotBeNull();
        }

        folder.Delete(recursive: true);
        (await busy.EndOfAsync(teacher, id, accepted.ReplyId)).Status.ShouldBe(TurnStatus.Complete);
    }

    [Fact]
    public async Task Backup_OfPostgres_PointsToItsOwnTools()
    {
        var options = Options.Create(new StorageOptions { Provider = "postgres", ConnectionString = "Host=nowhere" });
        var setup = new DatabaseSetup(coaching.Services.GetRequiredService<IDbContextFactory<CoachingDb>>(), options, TimeProvider.System);

        (await Should.ThrowAsync<InvalidOperationException>(() => setup.BackupAsync(Stop))).Message.ShouldContain("pg_dump");
    }

    [Fact]
    public async Task Start_Again_StoresContentOnceAndKeepsEverything()
    {
        await using var first = await CoachingFixture.StartAsync();
        var (teacher, id) = await first.BeginAsync();
        var before = await ContentAsync(first);
        await first.ShutDownAsync();

        await using var second = await CoachingFixture.StartAsync(folder: first.Folder);

        (await ContentAsync(second)).ShouldBe(before);
        before.Scenarios.ShouldBe(Shipped.Catalogue.All.Count);
        before.Entries.ShouldBeGreaterThanOrEqualTo(20);
        (await second.Desk.FindAsync(teacher, id, Stop)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Storage:Provider", "mysql", "sqlite or postgres")]
    [InlineData("Storage:Provider", "postgres", "ConnectionString is needed")]
    public async Task Start_WithStorageThatCannotBe_SaysWhy(string key, string value, string reason) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => CoachingFixture.StartAsync(settings: (key, value)))).Message.ShouldContain(reason);

    private static async Task<(int Scenarios, int Entries)> ContentAsync(CoachingFixture fixture)
    {
        await using var db = fixture.Db();
        return (await db.ScenarioVersions.CountAsync(Stop), await db.Entries.CountAsync(Stop));
    }

    private static async Task<string> IntegrityAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync(Stop))!;
    }
}
