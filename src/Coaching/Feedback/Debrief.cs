using Coaching.Rehearsals;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Feedback;

/// <summary>What a teacher reads after a rehearsal. Every statement quotes the teacher or names what was not found.</summary>
public sealed record Debrief
{
    /// <summary>How the conversation ended.</summary>
    public required EndingKind EndingKind { get; init; }
    /// <summary>The ending in words.</summary>
    public required string Narration { get; init; }
    /// <summary>Each criterion's verdict.</summary>
    public required IReadOnlyList<CriterionFinding> Criteria { get; init; }
    /// <summary>Red lines that are sure enough to be stated.</summary>
    public required IReadOnlyList<RedLineFinding> RedLines { get; init; }
    /// <summary>Whether some utterances wait for a mentor's eye because the machine is not sure enough.</summary>
    public required bool SomethingAwaitsMentor { get; init; }
    /// <summary>What to keep doing.</summary>
    public required IReadOnlyList<QuotedAdvice> Keep { get; init; }
    /// <summary>The one thing to change; null when nothing was missed.</summary>
    public required QuotedAdvice? Change { get; init; }
    /// <summary>The lead persona's inner course, the start included.</summary>
    public required IReadOnlyList<InnerState> Course { get; init; }
    /// <summary>What the persona never told.</summary>
    public required IReadOnlyList<UntoldFact> Untold { get; init; }
    /// <summary>百问百答 entries to read on.</summary>
    public required IReadOnlyList<CitationRef> Reading { get; init; }
}

/// <summary>A criterion's verdict.</summary>
/// <param name="CriterionId">The criterion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Competency">What it gives evidence of.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Quote">The teacher's words, verbatim.</param>
/// <param name="TurnId">The turn they are from.</param>
/// <param name="TakenBackBy">The teacher's later words that took those back, verbatim; null where nothing did.</param>
public sealed record CriterionFinding(
    string CriterionId, string Name, Competency Competency, Verdict Verdict, string? Quote, Guid? TurnId, string? TakenBackBy = null);

/// <summary>A red line, with the words that crossed it.</summary>
public sealed record RedLineFinding(Move Move, string Quote, Guid TurnId);

/// <summary>Advice with the words it refers to and a sentence to say.</summary>
/// <param name="CriterionId">The criterion it comes from.</param>
/// <param name="Text">The advice.</param>
/// <param name="Quote">The teacher's words; null when they are what is missing.</param>
/// <param name="Sayable">A sentence for next time; null when none is needed.</param>
public sealed record QuotedAdvice(string CriterionId, string Text, string? Quote, string? Sayable);

/// <summary>One point of the persona's inner course; 0 to 100 each.</summary>
public sealed record InnerState(int Turn, int Trust, int Agitation)
{
    /// <summary>The lead persona's inner course over a rehearsal, the start included.</summary>
    public static IReadOnlyList<InnerState> CourseOf(Scenario scenario, Rehearsal rehearsal) =>
    [
        new InnerState(0, scenario.Lead.Start.Trust, scenario.Lead.Start.Agitation),
        .. rehearsal.TurnsOfTheTeachersSide().Select((turn, i) =>
        {
            var lead = turn.Outcome!.State.Personas[scenario.Lead.Id];
            return new InnerState(i + 1, lead.Trust, lead.Agitation);
        }),
    ];
}

/// <summary>What was not told, and what would have earned it. Shown only after the end.</summary>
public sealed record UntoldFact(string About, string EarnedBy);

/// <summary>A stored debrief.</summary>
public sealed class DebriefRow
{
    /// <summary>The rehearsal; one debrief each.</summary>
    public Guid RehearsalId { get; init; }
    /// <summary>The findings.</summary>
    public required Debrief Debrief { get; init; }
    /// <summary>The model's words on the whole; null until they are written.</summary>
    public string? Summary { get; set; }
    /// <summary>Which provider wrote the summary.</summary>
    public string? SummaryProvider { get; set; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}
