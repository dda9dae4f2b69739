using Coaching.Feedback;

namespace Coaching.Host.Chat;

/// <summary>A hint on the wire.</summary>
/// <param name="Label">Says that a machine wrote it.</param>
/// <param name="Text">The hint.</param>
/// <param name="Sayable">A sentence that can be said as it stands.</param>
/// <param name="EntryId">The 百问百答 entry it rests on; null when none fits.</param>
/// <param name="EntryVersion">That entry's version.</param>
/// <param name="EntryQuestion">That entry's question.</param>
public sealed record HintMessage(string Label, string Text, string Sayable, string? EntryId, int? EntryVersion, string? EntryQuestion)
{
    /// <summary>The label every text of a machine carries.</summary>
    public const string MachineMade = "AI 生成";

    internal static HintMessage Of(Hint hint) => new(MachineMade, hint.Text, hint.Sayable, hint.EntryId, hint.EntryVersion, hint.EntryQuestion);
}
