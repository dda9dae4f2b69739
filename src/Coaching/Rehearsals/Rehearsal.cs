using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>One run of one teacher through one version of a scenario.</summary>
public sealed class Rehearsal
{
    /// <summary>Identity, time-ordered.</summary>
    public Guid Id { get; init; }

    /// <summary>The teacher it belongs to.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The teacher's unit when it began.</summary>
    public Guid UnitId { get; init; }

    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }

    /// <summary>The scenario's id.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>The hash of the exact scenario text that is played.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>The title when it began, for lists.</summary>
    public required string Title { get; init; }

    /// <summary>Area of the scenario, for lists.</summary>
    public Area Area { get; init; }

    /// <summary>How hard the simulated people make it.</summary>
    public ScenarioLevel Level { get; init; } = ScenarioLevel.Standard;

    /// <summary>The rehearsal whose beginning this one shares, where the teacher went back to a sentence; null for a first run.</summary>
    public Guid? BranchedFrom { get; init; }

    /// <summary>The first run of a family of branches; null for a first run.</summary>
    public Guid? BranchRoot { get; init; }

    /// <summary>The number of the teacher's turn that is said anew; null for a first run.</summary>
    public int? BranchedAtTurn { get; init; }

    /// <summary>Fixes every choice the embedded model makes.</summary>
    public int Seed { get; init; }

    /// <summary>Whether it still runs.</summary>
    public RehearsalStatus Status { get; set; }

    /// <summary>Who may see it; changed by the teacher alone.</summary>
    public Visibility Visibility { get; set; }

    /// <summary>The course so far.</summary>
    public required RehearsalState State { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended, by the scenario's ending id.</summary>
    public string? EndingId { get; set; }

    /// <summary>The number of the last update in the log.</summary>
    public long LastSequence { get; set; }

    /// <summary>The observer who types for the teacher just now; null while the teacher does.</summary>
    public Guid? KeyboardWith { get; set; }

    /// <summary>Grows with every change: two writers can never both win.</summary>
    public int Revision { get; set; }

    /// <summary>What was said.</summary>
    public List<Turn> Turns { get; init; } = [];

    /// <summary>What the teacher said themselves, in order: the only turns that are evidence about the teacher.</summary>
    public IEnumerable<Turn> TeachersTurns() => TurnsOfTheTeachersSide().Where(turn => turn.IsTeachersOwn);

    /// <summary>What was said to the personas, in order: by the teacher, or by an observer in the teacher's place.</summary>
    public IEnumerable<Turn> TurnsOfTheTeachersSide() => Turns.Where(turn => turn.PersonaId is null).OrderBy(turn => turn.Number);
}

/// <summary>Whether a rehearsal runs.</summary>
public enum RehearsalStatus
{
    /// <summary>进行中.</summary>
    Active,
    /// <summary>已结束.</summary>
    Ended,
}

/// <summary>Who may see a rehearsal.</summary>
public enum Visibility
{
    /// <summary>仅自己可见; enters no flag, cohort figure or file.</summary>
    Private,
    /// <summary>与导师共享.</summary>
    SharedWithMentor,
    /// <summary>作为成长证据.</summary>
    Evidence,
}

/// <summary>One utterance of the teacher or of a persona.</summary>
public sealed class Turn
{
    /// <summary>Made by the client for a teacher's turn, so that sending twice stores once.</summary>
    public Guid Id { get; init; }

    /// <summary>The rehearsal.</summary>
    public Guid RehearsalId { get; init; }

    /// <summary>Position, from 1; the persona's opening is 1.</summary>
    public int Number { get; init; }

    /// <summary>The persona who speaks; null when the teacher does, or somebody in the teacher's place.</summary>
    public string? PersonaId { get; init; }

    /// <summary>The observer who said it in the teacher's place; null for the teacher's own words and for personas.</summary>
    public Guid? SpokenById { get; init; }

    /// <summary>Whether these are the teacher's own words.</summary>
    public bool IsTeachersOwn => PersonaId is null && SpokenById is null;

    /// <summary>What is said; for a reply in the making, up to its last checkpoint.</summary>
    public required string Text { get; set; }

    /// <summary>How far the turn is.</summary>
    public TurnStatus Status { get; set; }

    /// <summary>A teacher's turn: what it does, and the state it led to.</summary>
    public TurnOutcome? Outcome { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Until when the generating server answers for this reply; past it the reply counts as interrupted.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>How far a turn is.</summary>
public enum TurnStatus
{
    /// <summary>Being generated.</summary>
    Generating,
    /// <summary>Whole.</summary>
    Complete,
    /// <summary>The teacher stopped it.</summary>
    Stopped,
    /// <summary>A server went down in the middle of it.</summary>
    Interrupted,
    /// <summary>The model could not go on.</summary>
    Failed,
}
