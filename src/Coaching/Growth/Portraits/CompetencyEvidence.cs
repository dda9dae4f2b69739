using Coaching.Scenarios;

namespace Coaching.Growth.Portraits;

/// <summary>One verdict on one criterion, as evidence of a competency.</summary>
/// <param name="RehearsalId">The rehearsal it comes from; what was shown on the same occasion hangs together.</param>
/// <param name="At">When the rehearsal ended.</param>
/// <param name="Title">Its scenario's title.</param>
/// <param name="CriterionId">The criterion.</param>
/// <param name="Criterion">Its name.</param>
/// <param name="Competency">What it gives evidence of.</param>
/// <param name="Shown">Whether it was met.</param>
/// <param name="Difficulty">How hard it was to show here, in logits; 0 is a scenario of middling difficulty at the standard level.</param>
/// <param name="Quote">The teacher's words, verbatim; null where none could be quoted.</param>
/// <param name="TurnId">The turn they are from.</param>
/// <param name="ByMentor">Whether a mentor has confirmed or corrected the machine's verdict.</param>
public sealed record CompetencyEvidence(
    Guid RehearsalId, DateTimeOffset At, string Title, string CriterionId, string Criterion, Competency Competency, bool Shown, double Difficulty, string? Quote, Guid? TurnId, bool ByMentor);
