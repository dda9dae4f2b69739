using Coaching.Rehearsals.Moves;

namespace Coaching.Rehearsals;

/// <summary>What a teacher's turn did.</summary>
/// <param name="Moves">The moves read in it.</param>
/// <param name="RedLines">Red lines sure enough to be stated.</param>
/// <param name="State">The state after it.</param>
/// <param name="ToldFactId">The hidden fact it earned, if any.</param>
/// <param name="Citations">百问百答 entries that bear on it.</param>
public sealed record TurnOutcome(
    IReadOnlyList<Move> Moves,
    IReadOnlyList<Move> RedLines,
    RehearsalState State,
    string? ToldFactId,
    IReadOnlyList<CitationRef> Citations);

/// <summary>A pointer to one version of one 百问百答 entry.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Version">Its version.</param>
/// <param name="Question">Its question, for display.</param>
public sealed record CitationRef(string EntryId, int Version, string Question);
