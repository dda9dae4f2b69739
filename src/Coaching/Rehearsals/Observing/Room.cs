namespace Coaching.Rehearsals.Observing;

/// <summary>Who is with a teacher in a rehearsal, and who types. The teacher always sees all of it.</summary>
/// <param name="TeacherId">Whose rehearsal it is.</param>
/// <param name="Observers">The invited, in the order of their invitations; nobody whose invitation was taken back.</param>
/// <param name="KeyboardWith">The observer who types; null while the teacher does.</param>
/// <param name="Names">The names of the teacher, the observers, and everybody who ever spoke in the teacher's place.</param>
public sealed record Room(Guid TeacherId, IReadOnlyList<Observer> Observers, Guid? KeyboardWith, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>Whose rehearsal it is, by name.</summary>
    public string Teacher => Names[TeacherId];

    /// <summary>A name; empty for somebody who is not known here.</summary>
    public string NameOf(Guid personId) => Names.GetValueOrDefault(personId, "");

    internal bool IsLike(Room other) =>
        KeyboardWith == other.KeyboardWith && Observers.SequenceEqual(other.Observers) && Names.Count == other.Names.Count;
}

/// <summary>Somebody who is invited.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="IsHere">Whether they have the page open now.</param>
public sealed record Observer(Guid PersonId, string Name, bool IsHere);
