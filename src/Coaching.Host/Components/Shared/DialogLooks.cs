using MudBlazor;

namespace Coaching.Host.Components.Shared;

/// <summary>How dialogs look: one for a question, one for reading.</summary>
internal static class DialogLooks
{
    public static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
    public static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };
}
