using Coaching.Feedback;

namespace Coaching.Host.Components.Mentor.Reviews;

/// <summary>What a mentor says of a criterion.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="TurnId">The teacher's turn it rests on; null for none.</param>
/// <param name="Comment">What to add; may be empty.</param>
public sealed record GivenVerdict(Verdict Verdict, Guid? TurnId, string Comment);
