using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>
/// What takes back what. A kindness is undone by the red line that says its opposite, not by any harsh word; the table is
/// the authors' judgement and not a measurement.
/// </summary>
internal static class Retraction
{
    private static readonly Dictionary<Move, Move[]> Opposites = new()
    {
        [Move.Empathize] = [Move.Blame, Move.Threaten, Move.LabelPerson],
        [Move.Reflect] = [Move.Blame, Move.LabelPerson],
        [Move.SpecificPraise] = [Move.LabelPerson],
        [Move.TakeResponsibility] = [Move.Blame, Move.Deflect],
        [Move.InviteCollaboration] = [Move.Threaten],
        [Move.ProposePlan] = [Move.Deflect],
        [Move.FollowUp] = [Move.Deflect],
        [Move.Refer] = [Move.Deflect],
        [Move.SetBoundary] = [Move.BreachRule],
    };

    /// <summary>The first later turn that takes back all that makes a turn match a pattern; null where something stands.</summary>
    /// <param name="turns">The teacher's turns in order.</param>
    /// <param name="index">Which of them matched.</param>
    /// <param name="pattern">What it matched.</param>
    public static JudgedTurn? Of(IReadOnlyList<JudgedTurn> turns, int index, TurnPattern pattern)
    {
        var shown = pattern.Moves.Concat(pattern.AllMoves).Where(turns[index].Moves.Contains).ToList();
        // A phrase alone shows no move, so there is nothing whose opposite could be said.
        return shown.Count == 0 ? null : turns.Skip(index + 1).FirstOrDefault(later =>
            shown.All(move => Opposites.TryGetValue(move, out var opposites) && opposites.Any(later.RedLines.Contains)));
    }
}
