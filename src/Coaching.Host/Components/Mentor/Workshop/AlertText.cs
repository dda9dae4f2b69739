using Coaching.Host.Components.Shared;
using Coaching.Knowledge.Workshop;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>Why an entry needs a look, in a sentence that names what is newer.</summary>
internal static class AlertText
{
    public static string Of(IStringLocalizer<UiText> text, EntryAlert alert) => alert is { Kind: EntryAlertKind.SupersededPolicy, ReplacedBy: { } newer }
        ? text["EntryAlertKind_SupersededPolicy_By", alert.Subject, newer]
        : text[alert.Kind.Key(), alert.Subject];
}
