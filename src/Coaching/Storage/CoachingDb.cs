using System.Text.Json;
using System.Text.Json.Serialization;
using Coaching.Feedback;
using Coaching.Homework;
using Coaching.Knowledge;
using Coaching.Knowledge.Answers;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coaching.Storage;

/// <summary>The database: the truth that every index and cache is derived from.</summary>
public abstract class CoachingDb(DbContextOptions options)
    : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Cities, districts and schools.</summary>
    public DbSet<OrganisationUnit> Units => Set<OrganisationUnit>();
    /// <summary>Scenario texts ever played.</summary>
    public DbSet<ScenarioVersion> ScenarioVersions => Set<ScenarioVersion>();
    /// <summary>Scenarios in mentors' hands.</summary>
    public DbSet<ScenarioDraft> ScenarioDrafts => Set<ScenarioDraft>();
    /// <summary>百问百答.</summary>
    public DbSet<EntryVersion> Entries => Set<EntryVersion>();
    /// <summary>Changes of entries that indexes follow.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    /// <summary>What teachers say of entries.</summary>
    public DbSet<EntryVote> EntryVotes => Set<EntryVote>();
    /// <summary>How often entries were opened.</summary>
    public DbSet<EntryViews> EntryViews => Set<EntryViews>();
    /// <summary>Questions that must go on finding their entry.</summary>
    public DbSet<RegressionCase> RegressionCases => Set<RegressionCase>();
    /// <summary>How they did.</summary>
    public DbSet<RegressionRun> RegressionRuns => Set<RegressionRun>();
    /// <summary>Rehearsals.</summary>
    public DbSet<Rehearsal> Rehearsals => Set<Rehearsal>();
    /// <summary>What was said in them.</summary>
    public DbSet<Turn> Turns => Set<Turn>();
    /// <summary>Their logs.</summary>
    public DbSet<TurnUpdateRow> Updates => Set<TurnUpdateRow>();
    /// <summary>Hints given.</summary>
    public DbSet<Hint> Hints => Set<Hint>();
    /// <summary>Verdicts of machine and people.</summary>
    public DbSet<Rating> Ratings => Set<Rating>();
    /// <summary>What teachers said of their own rehearsals before a machine did.</summary>
    public DbSet<Reflection> Reflections => Set<Reflection>();
    /// <summary>Debriefs.</summary>
    public DbSet<DebriefRow> Debriefs => Set<DebriefRow>();
    /// <summary>Who is invited to sit in on which rehearsal.</summary>
    public DbSet<Observation> Observations => Set<Observation>();
    /// <summary>What they noted.</summary>
    public DbSet<ObserverNote> ObserverNotes => Set<ObserverNote>();
    /// <summary>Questions that 百问百答 did not cover.</summary>
    public DbSet<Inquiry> Inquiries => Set<Inquiry>();
    /// <summary>Assignments that teachers work on.</summary>
    public DbSet<HomeworkDesign> HomeworkDesigns => Set<HomeworkDesign>();
    /// <summary>Their revisions.</summary>
    public DbSet<HomeworkRevision> HomeworkRevisions => Set<HomeworkRevision>();
    /// <summary>How long classes really took.</summary>
    public DbSet<HomeworkMeasure> HomeworkMeasures => Set<HomeworkMeasure>();
    /// <inheritdoc />
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<OrganisationUnit>(unit =>
        {
            unit.HasIndex(u => u.Path).IsUnique();
            unit.HasOne<OrganisationUnit>().WithMany().HasForeignKey(u => u.ParentId);
            unit.HasData(
                new { Id = OrganisationUnit.DefaultCity, Kind = UnitKind.City, Name = "本市", Path = "city/" },
                new { Id = DefaultDistrict, ParentId = (Guid?)OrganisationUnit.DefaultCity, Kind = UnitKind.District, Name = "默认区县", Path = "city/district/" },
                new { Id = OrganisationUnit.DefaultSchool, ParentId = (Guid?)DefaultDistrict, Kind = UnitKind.School, Name = "默认学校", Path = "city/district/school/" });
        });
        builder.Entity<Person>(person =>
        {
            person.HasIndex(p => p.UnitPath);
            person.HasOne<OrganisationUnit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<ScenarioVersion>(version =>
        {
            version.HasKey(v => v.Hash);
            version.HasIndex(v => new { v.ScenarioId, v.Version });
        });
        builder.ApplyConfiguration(new ScenarioDraftConfiguration());
        builder.Entity<EntryVersion>(entry =>
        {
            entry.HasKey(e => new { e.EntryId, e.Version });
            entry.HasIndex(e => e.UnitPath);
            entry.HasIndex(e => e.Status);
            entry.Property(e => e.Revision).IsConcurrencyToken();
            AsJson(entry.Property(e => e.Entry));
        });
        builder.Entity<OutboxMessage>(message =>
        {
            message.HasKey(m => m.Sequence);
            message.HasIndex(m => m.ProcessedAt);
            message.HasIndex(m => m.At);
        });
        builder.Entity<EntryVote>(vote =>
        {
            vote.HasKey(v => new { v.EntryId, v.Version, v.PersonId });
            vote.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId);
        });
        builder.Entity<EntryViews>(views => views.HasKey(v => new { v.EntryId, v.Version, v.UnitPath }));
        builder.Entity<RegressionCase>(regression => regression.HasIndex(c => c.UnitPath));
        builder.Entity<RegressionRun>(run =>
        {
            run.HasIndex(r => new { r.UnitPath, r.At });
            AsJson(run.Property(r => r.Results));
        });
        builder.Entity<Rehearsal>(rehearsal =>
        {
            rehearsal.HasIndex(r => new { r.PersonId, r.StartedAt });
            rehearsal.HasIndex(r => r.UnitPath);
            rehearsal.Property(r => r.Revision).IsConcurrencyToken();
            rehearsal.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId);
            rehearsal.HasOne<ScenarioVersion>().WithMany().HasForeignKey(r => r.ScenarioHash);
            AsJson(rehearsal.Property(r => r.State));
        });
        builder.Entity<Turn>(turn =>
        {
            turn.Property(t => t.Id).ValueGeneratedNever();
            turn.HasIndex(t => new { t.RehearsalId, t.Number }).IsUnique();
            turn.HasIndex(t => t.Status);
            AsJson(turn.Property(t => t.Outcome));
        });
        builder.Entity<TurnUpdateRow>(update =>
        {
            update.ToTable("TurnUpdates");
            update.HasKey(u => new { u.RehearsalId, u.Sequence });
            update.HasOne<Rehearsal>().WithMany().HasForeignKey(u => u.RehearsalId);
            AsJson(update.Property(u => u.Update));
        });
        builder.Entity<Hint>().HasOne<Rehearsal>().WithMany().HasForeignKey(h => h.RehearsalId);
        var ratings = new RatingConfiguration();
        builder.ApplyConfiguration<Rating>(ratings).ApplyConfiguration<Reflection>(ratings);
        builder.Entity<Inquiry>(inquiry =>
        {
            inquiry.Property(i => i.Text).HasMaxLength(Inquiry.LongestText + 100);
            inquiry.HasIndex(i => new { i.PersonId, i.Text }).IsUnique();
            inquiry.HasIndex(i => i.UnitPath);
            inquiry.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId);
        });
        var observing = new ObservingConfiguration();
        builder.ApplyConfiguration<Observation>(observing).ApplyConfiguration<ObserverNote>(observing);
        var homework = new HomeworkConfiguration();
        builder.ApplyConfiguration<HomeworkDesign>(homework).ApplyConfiguration<HomeworkRevision>(homework).ApplyConfiguration<HomeworkMeasure>(homework);
        builder.Entity<DebriefRow>(debrief =>
        {
            debrief.ToTable("Debriefs");
            debrief.HasKey(d => d.RehearsalId);
            debrief.HasOne<Rehearsal>().WithOne().HasForeignKey<DebriefRow>(d => d.RehearsalId);
            AsJson(debrief.Property(d => d.Debrief));
        });
    }

    private static readonly Guid DefaultDistrict = new("0198c000-0000-7000-8000-000000000002");

    // Values are immutable records: comparing what would be written is all that change tracking needs.
    internal static void AsJson<T>(PropertyBuilder<T> property) => property.HasConversion(
        value => JsonSerializer.Serialize(value, Json),
        text => JsonSerializer.Deserialize<T>(text, Json)!,
        new ValueComparer<T>(
            (left, right) => JsonSerializer.Serialize(left, Json) == JsonSerializer.Serialize(right, Json),
            value => JsonSerializer.Serialize(value, Json).GetHashCode(StringComparison.Ordinal),
            value => value));
}
