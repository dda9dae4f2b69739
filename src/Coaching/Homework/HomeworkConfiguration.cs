using Coaching.People;
using Coaching.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coaching.Homework;

/// <summary>How homework designs are stored: with a person or a design goes all that belongs to it.</summary>
internal sealed class HomeworkConfiguration :
    IEntityTypeConfiguration<HomeworkDesign>, IEntityTypeConfiguration<HomeworkRevision>, IEntityTypeConfiguration<HomeworkMeasure>
{
    private const int LongestTitle = 100;

    public void Configure(EntityTypeBuilder<HomeworkDesign> builder)
    {
        builder.ToTable("HomeworkDesigns");
        builder.Property(design => design.Title).HasMaxLength(LongestTitle);
        builder.HasIndex(design => new { design.PersonId, design.ChangedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(design => design.PersonId);
    }

    public void Configure(EntityTypeBuilder<HomeworkRevision> builder)
    {
        builder.ToTable("HomeworkRevisions");
        builder.HasKey(revision => new { revision.DesignId, revision.Number });
        builder.HasOne<HomeworkDesign>().WithMany().HasForeignKey(revision => revision.DesignId);
        CoachingDb.AsJson(builder.Property(revision => revision.Input));
        CoachingDb.AsJson(builder.Property(revision => revision.Result));
    }

    public void Configure(EntityTypeBuilder<HomeworkMeasure> builder)
    {
        builder.ToTable("HomeworkMeasures");
        builder.HasOne<HomeworkRevision>().WithMany().HasForeignKey(measure => new { measure.DesignId, measure.Number });
    }
}
