using Coaching.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coaching.Rehearsals.Observing;

/// <summary>How invitations and notes are stored: with a rehearsal, a turn or a person they go too.</summary>
internal sealed class ObservingConfiguration : IEntityTypeConfiguration<Observation>, IEntityTypeConfiguration<ObserverNote>
{
    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.ToTable("Observations");
        builder.HasIndex(observation => new { observation.RehearsalId, observation.PersonId }).IsUnique();
        builder.HasIndex(observation => observation.PersonId);
        builder.HasOne<Rehearsal>().WithMany().HasForeignKey(observation => observation.RehearsalId);
        builder.HasOne<Person>().WithMany().HasForeignKey(observation => observation.PersonId);
    }

    public void Configure(EntityTypeBuilder<ObserverNote> builder)
    {
        builder.ToTable("ObserverNotes");
        builder.HasIndex(note => note.RehearsalId);
        builder.HasOne<Rehearsal>().WithMany().HasForeignKey(note => note.RehearsalId);
        builder.HasOne<Turn>().WithMany().HasForeignKey(note => note.TurnId);
        builder.HasOne<Person>().WithMany().HasForeignKey(note => note.AuthorId);
        builder.Property(note => note.Text).HasMaxLength(ObserverNote.LongestText);
    }
}
