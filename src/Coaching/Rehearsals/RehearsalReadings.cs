using Coaching.Feedback;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>A rehearsal in a list.</summary>
public sealed record RehearsalSummary(Guid Id, string ScenarioId, string Title, Area Area, RehearsalStatus Status, Visibility Visibility, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int TeacherTurns, ScenarioLevel Level = ScenarioLevel.Standard, int? BranchedAtTurn = null);

/// <summary>How often a competency was shown.</summary>
/// <param name="Competency">Which.</param>
/// <param name="Met">How many criteria of it were met.</param>
/// <param name="Judged">How many could be judged.</param>
public sealed record CompetencyRecord(Competency Competency, int Met, int Judged);

/// <summary>An ended rehearsal as its teacher reads it.</summary>
/// <param name="Rehearsal">The rehearsal with its turns in order.</param>
/// <param name="Scenario">The scenario it was played on.</param>
/// <param name="Debrief">The findings.</param>
/// <param name="Summary">The model's words on the whole; null while they are being written.</param>
/// <param name="SummaryProvider">Who wrote them.</param>
/// <param name="Hints">Hints that were taken.</param>
/// <param name="Verdicts">Each criterion with what the machine and mentors say of it.</param>
/// <param name="Comments">What mentors say of the whole, newest first.</param>
/// <param name="IsNovice">Whether it was among the teacher's first <see cref="FirstRehearsals"/>.</param>
/// <param name="Reflection">What the teacher said of it; null while it was neither asked nor skipped.</param>
public sealed record DebriefReading(
    Rehearsal Rehearsal, Scenario Scenario, Debrief Debrief, string? Summary, string? SummaryProvider, IReadOnlyList<Hint> Hints,
    IReadOnlyList<CriterionVerdicts> Verdicts, IReadOnlyList<PersonVerdict> Comments, bool IsNovice, Reflection? Reflection)
{
    /// <summary>So many ended rehearsals count as a novice's: they are read beside a worked example.</summary>
    public const int FirstRehearsals = 3;
}
