using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Coaching.Storage;

/// <summary>The database in one SQLite file.</summary>
public sealed class SqliteCoachingDb(DbContextOptions<SqliteCoachingDb> options) : CoachingDb(options)
{
    /// <inheritdoc />
    // SQLite has no time type; as sortable integers, comparisons run in the database.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();

    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteCoachingDb>
    {
        public SqliteCoachingDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteCoachingDb>().UseSqlite("Data Source=design.db").Options);
    }
}
