using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>
/// All that a model is told for one reply: the beat, the mood, the facts that are earned, and lines cleared for this
/// state. A hidden fact that is not earned is not in it, so no model can let it slip.
/// </summary>
public sealed record PersonaCue
{
    /// <summary>Who speaks.</summary>
    public required string Speaker { get; init; }
    /// <summary>The beat.</summary>
    public required BeatKind Beat { get; init; }
    /// <summary>What the persona wants in it.</summary>
    public required string Intent { get; init; }
    /// <summary>The mood in words.</summary>
    public required string Mood { get; init; }
    /// <summary>What the teacher's turn was heard as.</summary>
    public required MoveFamily HeardAs { get; init; }
    /// <summary>Facts the teacher has earned, in the third person.</summary>
    public required IReadOnlyList<string> EarnedFacts { get; init; }
    /// <summary>Cleared reactions, best first.</summary>
    public required IReadOnlyList<string> Lines { get; init; }
    /// <summary>Cleared answers to what was asked; empty when nothing was.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];
    /// <summary>Ways to tell the fact that was earned just now; empty when none was.</summary>
    public IReadOnlyList<string> Tells { get; init; } = [];
    /// <summary>Last words; empty unless the conversation ends here.</summary>
    public IReadOnlyList<string> Closing { get; init; } = [];
    /// <summary>Fixes the embedded model's choice.</summary>
    public required int Seed { get; init; }
}
