using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coaching.Scenarios.Workshop;

/// <summary>How scenarios in mentors' hands are stored.</summary>
internal sealed class ScenarioDraftConfiguration : IEntityTypeConfiguration<ScenarioDraft>
{
    public const int LongestTitle = 100;
    private const int LongestId = 60;

    public void Configure(EntityTypeBuilder<ScenarioDraft> builder)
    {
        builder.ToTable("ScenarioDrafts");
        builder.HasKey(draft => draft.ScenarioId);
        builder.Property(draft => draft.ScenarioId).HasMaxLength(LongestId);
        builder.Property(draft => draft.Title).HasMaxLength(LongestTitle);
        builder.HasIndex(draft => draft.UnitPath);
        builder.Property(draft => draft.Revision).IsConcurrencyToken();
        builder.Ignore(draft => draft.TextHash).Ignore(draft => draft.IsTested);
        // A hash that is in use points at a version that is there.
        builder.HasOne<ScenarioVersion>().WithMany().HasForeignKey(draft => draft.PublishedHash).OnDelete(DeleteBehavior.Restrict);
        CoachingDb.AsJson(builder.Property(draft => draft.LastTest));
    }
}
