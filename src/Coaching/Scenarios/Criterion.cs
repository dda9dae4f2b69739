using Coaching.Rehearsals.Moves;

namespace Coaching.Scenarios;

/// <summary>A binary, observable criterion with its machine rule and the examples that prove the rule.</summary>
public sealed record Criterion
{
    /// <summary>Unique in the scenario.</summary>
    public required string Id { get; init; }
    /// <summary>What the teacher reads.</summary>
    public required string Name { get; init; }
    /// <summary>What to look for, for a human rater.</summary>
    public required string Observe { get; init; }
    /// <summary>The competency it gives evidence of.</summary>
    public required Competency Competency { get; init; }
    /// <summary>Topics of 百问百答 to read on.</summary>
    public required IReadOnlyList<string> Topics { get; init; }
    /// <summary>When it is met.</summary>
    public required CriterionRule Met { get; init; }
    /// <summary>When it cannot be judged; tried first.</summary>
    public required CriterionRule Undecided { get; init; }
    /// <summary>What to keep, said when met.</summary>
    public required string Keep { get; init; }
    /// <summary>What to change, said when not met.</summary>
    public required string Change { get; init; }
    /// <summary>A sentence the teacher can say next time.</summary>
    public required string Sayable { get; init; }
    /// <summary>Sequences of teacher turns that the validator runs.</summary>
    public required CriterionExamples Examples { get; init; }
}

/// <summary>Example sequences of teacher turns.</summary>
public sealed record CriterionExamples
{
    /// <summary>Sequences that meet the criterion.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Met { get; init; }
    /// <summary>Sequences that do not.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> NotMet { get; init; }
}

/// <summary>Competencies that criteria give evidence of.</summary>
public enum Competency
{
    /// <summary>倾听与共情.</summary>
    Empathy,
    /// <summary>了解情况.</summary>
    Inquiry,
    /// <summary>清楚表达.</summary>
    Expression,
    /// <summary>协同共商.</summary>
    Collaboration,
    /// <summary>规则与边界.</summary>
    Boundary,
    /// <summary>安全与转介.</summary>
    Safety,
    /// <summary>启发引导.</summary>
    Guidance,
    /// <summary>作业设计.</summary>
    Assignment,
    /// <summary>评价反馈.</summary>
    Feedback,
    /// <summary>师德与法规.</summary>
    Ethics,
    /// <summary>跟进落实.</summary>
    FollowThrough,
}

/// <summary>A rule over the teacher's turns: exactly one key is given.</summary>
public sealed record CriterionRule
{
    /// <summary>Some turn (or <see cref="TurnPattern.Times"/> of them) matches.</summary>
    public TurnPattern? Turn { get; init; }
    /// <summary>Each pattern first matches no later than the next one does; the first must match, later ones may be absent.</summary>
    public IReadOnlyList<TurnPattern> Order { get; init; } = [];
    /// <summary>No turn matches.</summary>
    public TurnPattern? Never { get; init; }
    /// <summary>All rules hold.</summary>
    public IReadOnlyList<CriterionRule> All { get; init; } = [];
    /// <summary>One of the rules holds.</summary>
    public IReadOnlyList<CriterionRule> Any { get; init; } = [];
    /// <summary>The teacher spoke fewer times than this.</summary>
    public int? TurnsFewerThan { get; init; }
    /// <summary>This hidden fact was told.</summary>
    public string? FactTold { get; init; }
    /// <summary>This hidden fact was not told.</summary>
    public string? FactUntold { get; init; }
}

/// <summary>A pattern that one teacher turn matches when every given key holds.</summary>
public sealed record TurnPattern
{
    /// <summary>The turn makes one of these moves.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];
    /// <summary>The turn makes all of these moves.</summary>
    public IReadOnlyList<Move> AllMoves { get; init; } = [];
    /// <summary>The turn makes none of these moves.</summary>
    public IReadOnlyList<Move> Without { get; init; } = [];
    /// <summary>The turn contains one of these strings.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];
    /// <summary>The turn is among the first so many.</summary>
    public int? Within { get; init; }
    /// <summary>The turn is this one or a later one, counted from 1.</summary>
    public int? From { get; init; }
    /// <summary>The turn is addressed to this persona (named in it, or nobody else is).</summary>
    public string? To { get; init; }
    /// <summary>How many turns must match, for a turn rule; 1 when absent.</summary>
    public int? Times { get; init; }
}
