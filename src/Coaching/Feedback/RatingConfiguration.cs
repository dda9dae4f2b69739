using Coaching.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coaching.Feedback;

/// <summary>How verdicts and reflections are stored: with a rehearsal goes all that was said of it.</summary>
internal sealed class RatingConfiguration : IEntityTypeConfiguration<Rating>, IEntityTypeConfiguration<Reflection>
{
    private const int LongestReference = 100;

    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.HasOne<Rehearsal>().WithMany().HasForeignKey(rating => rating.RehearsalId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(rating => rating.ReferenceId).HasMaxLength(LongestReference);
        builder.Property(rating => rating.Comment).HasMaxLength(Rating.LongestComment);
        builder.HasIndex(rating => rating.UnitPath);
        builder.HasIndex(rating => new { rating.RaterId, rating.ReferenceId });
    }

    public void Configure(EntityTypeBuilder<Reflection> builder)
    {
        builder.ToTable("Reflections");
        builder.HasKey(reflection => reflection.RehearsalId);
        builder.HasOne<Rehearsal>().WithOne().HasForeignKey<Reflection>(reflection => reflection.RehearsalId);
        builder.Property(reflection => reflection.Text).HasMaxLength(Rating.LongestComment);
    }
}
