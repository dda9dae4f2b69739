using MudBlazor;

namespace Coaching.Host.Components.Shared;

/// <summary>How dialogs look: one for a question, one for reading.</summary>
internal static class DialogLooks
{
    public static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
    public static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Asks; true when the person confirmed.</summary>
    public static async Task<bool> ConfirmAsync(this IDialogService dialogs, string title, string text, string confirm, string? stay = null)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Title, title }, { dialog => dialog.Text, text }, { dialog => dialog.Confirm, confirm }, { dialog => dialog.Stay, stay } };
        return await (await dialogs.ShowAsync<ConfirmDialog>(null, parameters, Narrow)).Result is { Canceled: false };
    }
}
