using Coaching.Knowledge.Answers;

namespace Coaching.Host.Components.Mentor;

/// <summary>What a mentor decides about some questions of a theme.</summary>
public sealed record ThemeMark(IReadOnlyCollection<Guid> Inquiries, InquiryStatus Status, string? EntryId);
