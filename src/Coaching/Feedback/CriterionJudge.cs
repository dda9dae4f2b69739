using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>A teacher's turn as a judge sees it.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Text">Its words.</param>
/// <param name="Moves">The moves read in it.</param>
/// <param name="RedLines">Those of them that are red lines sure enough to be stated.</param>
public sealed record JudgedTurn(Guid TurnId, string Text, IReadOnlySet<Move> Moves, IReadOnlySet<Move> RedLines)
{
    /// <summary>Some turns of a rehearsal.</summary>
    public static IReadOnlyList<JudgedTurn> Of(IEnumerable<Turn> turns) =>
        [.. turns.Select(turn => new JudgedTurn(turn.Id, turn.Text, turn.Outcome!.Moves.ToHashSet(), turn.Outcome.RedLines.ToHashSet()))];

    /// <summary>A turn as the classifier reads it, outside any rehearsal.</summary>
    public static JudgedTurn Of(string text, MoveReading reading) => new(Guid.Empty, text, reading.Moves, reading.RedLines);
}

/// <summary>A criterion's verdict and what it rests on.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Evidence">The turn it rests on; null where none does.</param>
/// <param name="Moves">The moves that make that turn evidence.</param>
/// <param name="TakenBackBy">The later turn that took the evidence back; null where none did.</param>
public sealed record Judgement(Verdict Verdict, JudgedTurn? Evidence, IReadOnlyList<Move> Moves, JudgedTurn? TakenBackBy = null);

/// <summary>Applies a criterion's machine rule to the teacher's turns.</summary>
public static class CriterionJudge
{
    /// <summary>The verdict, and the turn it rests on where there is one.</summary>
    /// <param name="scenario">Defines the personas that turns may be addressed to.</param>
    /// <param name="criterion">The criterion.</param>
    /// <param name="turns">The teacher's turns in order.</param>
    /// <param name="factsTold">Ids of the hidden facts that were told.</param>
    /// <param name="strength">How strongly a turn makes one of some moves: of several turns that broke a rule, the gravest is shown. Null tells them apart by stated red lines alone.</param>
    /// <remarks>
    /// What a later turn takes back no longer counts: who says "我懂你的难处" and then threatens has not accepted a feeling.
    /// Only a red line sure enough to be stated takes anything back, and saying it again afterwards counts again.
    /// </remarks>
    public static Judgement Judge(
        Scenario scenario, Criterion criterion, IReadOnlyList<JudgedTurn> turns, IReadOnlyCollection<string> factsTold,
        Func<JudgedTurn, IReadOnlyCollection<Move>, double>? strength = null)
    {
        var room = new Room(scenario, turns, factsTold);
        if (room.Holds(criterion.Undecided)) return new Judgement(Verdict.Undecided, null, []);
        var met = room.Holds(criterion.Met);
        var pattern = met ? Supports(criterion.Met, room) : Breaks(criterion.Met, room);
        IReadOnlyList<Move> moves = pattern is null ? [] : [.. pattern.Moves, .. pattern.AllMoves];
        var evidence = pattern is null ? null
            // What was done well is shown where it was done first, and what came too early likewise; of what should not have been said, the gravest.
            : met || IsOrdered(criterion.Met, pattern) ? room.Matches(pattern).FirstOrDefault()
            : room.Matches(pattern).MaxBy(turn => (turn.RedLines.Count(moves.Contains), strength?.Invoke(turn, moves) ?? 0));
        if (met || evidence is not null || TakenBack(scenario, criterion, turns, factsTold) is not var (lost, by)) return new Judgement(met ? Verdict.Met : Verdict.NotMet, evidence, moves);
        return new Judgement(Verdict.NotMet, lost, [.. lost.Moves], by);
    }

    private static bool IsOrdered(CriterionRule rule, TurnPattern pattern) =>
        rule.Order.Contains(pattern) || rule.All.Concat(rule.Any).Any(inner => IsOrdered(inner, pattern));

    // The evidence there would have been had nothing been taken back, and what took it back.
    private static (JudgedTurn Lost, JudgedTurn By)? TakenBack(
        Scenario scenario, Criterion criterion, IReadOnlyList<JudgedTurn> turns, IReadOnlyCollection<string> factsTold)
    {
        var asIfNot = new Room(scenario, turns, factsTold) { ForgetsNothing = true };
        if (!asIfNot.Holds(criterion.Met) || Supports(criterion.Met, asIfNot) is not { } pattern) return null;
        return asIfNot.Matches(pattern)
            .Select(turn => (turn, By: Retraction.Of(turns, turns.Index().First(each => each.Item == turn).Index, pattern)))
            .Where(pair => pair.By is not null)
            .Select(pair => ((JudgedTurn, JudgedTurn)?)(pair.turn, pair.By!))
            .FirstOrDefault();
    }

    /// <summary>Whether a criterion's rule holds so far, even where it is too early for a verdict.</summary>
    public static bool HoldsSoFar(Scenario scenario, Criterion criterion, IReadOnlyList<JudgedTurn> turns, IReadOnlyCollection<string> factsTold) =>
        new Room(scenario, turns, factsTold).Holds(criterion.Met);

    // The pattern whose match shows that a met rule is met; a rule that something never happened has no such words.
    private static TurnPattern? Supports(CriterionRule rule, Room room) =>
        rule.Turn
        ?? (rule.Order.Count > 0 ? rule.Order[0] : null)
        ?? rule.All.Select(inner => Supports(inner, room)).FirstOrDefault(pattern => pattern is not null)
        ?? rule.Any.Where(room.Holds).Select(inner => Supports(inner, room)).FirstOrDefault(pattern => pattern is not null);

    // The pattern whose match shows why a rule fails: what should never have been said, or what came too early.
    private static TurnPattern? Breaks(CriterionRule rule, Room room) =>
        rule.Never is { } never && room.Matches(never).Any() ? never
        : rule.Order.Count > 0 && room.Matches(rule.Order[0]).Any() ? room.TooEarly(rule.Order)
        : rule.All.Where(inner => !room.Holds(inner)).Select(inner => Breaks(inner, room)).FirstOrDefault(pattern => pattern is not null);

    private sealed class Room(Scenario scenario, IReadOnlyList<JudgedTurn> turns, IReadOnlyCollection<string> factsTold)
    {
        public bool ForgetsNothing { get; init; }

        public bool Holds(CriterionRule rule) => rule switch
        {
            { Turn: { } pattern } => Standing(pattern).Count() >= (pattern.Times ?? 1),
            { Never: { } pattern } => !Matches(pattern).Any(),
            { Order.Count: > 0 } => InOrder(rule.Order),
            { All.Count: > 0 } => rule.All.All(Holds),
            { Any.Count: > 0 } => rule.Any.Any(Holds),
            { TurnsFewerThan: { } number } => turns.Count < number,
            { FactTold: { } id } => factsTold.Contains(id),
            { FactUntold: { } id } => !factsTold.Contains(id),
            _ => false,
        };

        public IEnumerable<JudgedTurn> Matches(TurnPattern pattern) =>
            turns.Where((turn, i) => Matches(pattern, turn, i + 1));

        // Matches that no later turn took back. A pattern of the first turns is about timing, and the moment is not undone.
        private IEnumerable<JudgedTurn> Standing(TurnPattern pattern) =>
            turns.Where((turn, i) => Matches(pattern, turn, i + 1) && (ForgetsNothing || pattern.Within is not null || Retraction.Of(turns, i, pattern) is null));

        // The first pattern that matches before one it should follow; null when all come in order.
        public TurnPattern? TooEarly(IReadOnlyList<TurnPattern> patterns)
        {
            var last = 0;
            foreach (var pattern in patterns)
            {
                var first = turns.Index().Where(turn => Matches(pattern, turn.Item, turn.Index + 1)).Select(turn => turn.Index + 1).FirstOrDefault();
                if (first == 0) continue;
                if (first < last) return pattern;
                last = first;
            }

            return null;
        }

        private bool InOrder(IReadOnlyList<TurnPattern> patterns) => Matches(patterns[0]).Any() && TooEarly(patterns) is null;

        private bool Matches(TurnPattern pattern, JudgedTurn turn, int number) =>
            number <= (pattern.Within ?? int.MaxValue)
            && number >= (pattern.From ?? 1)
            && (pattern.Moves.Count == 0 || pattern.Moves.Any(turn.Moves.Contains))
            && pattern.AllMoves.All(turn.Moves.Contains)
            && !pattern.Without.Any(turn.Moves.Contains)
            && (pattern.Phrases.Count == 0 || pattern.Phrases.Any(phrase => turn.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
            && (pattern.To is null || Addressee(turn.Text) is not { } addressee || addressee == pattern.To);

        // Who a turn names; null when it names nobody, and then it is for everybody in the room.
        private string? Addressee(string text) => scenario.Personas
            .FirstOrDefault(persona => persona.Aliases.Append(persona.Name).Any(name => text.Contains(name, StringComparison.Ordinal)))?.Id;
    }
}
