using Coaching.Simulation;

namespace Coaching.Scenarios.Workshop;

/// <summary>What a test-run can find; every value has a sentence in the resources that says what to do about it.</summary>
public enum TestFindingKind
{
    /// <summary>A text gives a hidden fact away before it is earned.</summary>
    Leak,
    /// <summary>A hidden fact that no course of moves earns.</summary>
    UnreachableFact,
    /// <summary>An ending that no course of moves comes to.</summary>
    UnreachableEnding,
    /// <summary>A part of the talk that can be reached and has too few lines.</summary>
    FewLines,
    /// <summary>A sentence was said twice in one talk, or nothing was left to say.</summary>
    RunsDry,
    /// <summary>A criterion judges one of its own examples otherwise than written.</summary>
    ExampleDisagrees,
}

/// <summary>Something a test-run found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Line">The line it stands on, from 1; 0 where no line can be named.</param>
/// <param name="Subject">The fact, ending, cell or criterion it is about.</param>
/// <param name="Words">The words that show it; may be empty.</param>
public sealed record TestFinding(TestFindingKind Kind, long Line, string Subject, string Words);

/// <summary>How simulated teachers of one skill fared.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Success">The share of talks that ended well, 0 to 1.</param>
/// <param name="Partial">The share that ended half-way, 0 to 1.</param>
/// <param name="Failure">The share that ended badly, 0 to 1.</param>
/// <param name="CriteriaMet">The mean share of criteria met, 0 to 1.</param>
/// <param name="FinalTrust">The lead persona's mean trust at the end, 0 to 100.</param>
public sealed record SkillOutcome(TeacherSkill Skill, double Success, double Partial, double Failure, double CriteriaMet, double FinalTrust);

/// <summary>What simulated teachers make of a text. An estimate: no figure in it says anything about people.</summary>
public sealed record ScenarioTestReport
{
    /// <summary>The hash of the text that was played.</summary>
    public required string TextHash { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Talks played.</summary>
    public required int Talks { get; init; }
    /// <summary>Leaks.</summary>
    public required IReadOnlyList<TestFinding> Leaks { get; init; }
    /// <summary>Dead ends: what cannot be reached, and where words run out.</summary>
    public required IReadOnlyList<TestFinding> DeadEnds { get; init; }
    /// <summary>What does not keep it from being published.</summary>
    public required IReadOnlyList<TestFinding> Advice { get; init; }
    /// <summary>Good, middling and poor teachers.</summary>
    public required IReadOnlyList<SkillOutcome> Skills { get; init; }
    /// <summary>Whether good, middling and poor teachers come in this order, in criteria met and in final trust.</summary>
    public required bool Ordered { get; init; }
    /// <summary>Estimated difficulty, 1 to 3.</summary>
    public required int Difficulty { get; init; }
    /// <summary>What the text says of its difficulty.</summary>
    public required int AuthoredDifficulty { get; init; }
    /// <summary>Estimated minutes.</summary>
    public required int Minutes { get; init; }
    /// <summary>What the text says of its minutes.</summary>
    public required int AuthoredMinutes { get; init; }

    /// <summary>Whether there is no leak and no dead end.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Passed => Leaks.Count == 0 && DeadEnds.Count == 0;
}
