using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Coaching.Storage;

/// <summary>The database in PostgreSQL, for more than one server.</summary>
public sealed class PostgresCoachingDb(DbContextOptions<PostgresCoachingDb> options) : CoachingDb(options)
{
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresCoachingDb>
    {
        public PostgresCoachingDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresCoachingDb>().UseNpgsql("Host=localhost").Options);
    }
}
