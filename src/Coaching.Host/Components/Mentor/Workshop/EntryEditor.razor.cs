using System.Text.Json;
using Coaching.Host.Components.Shared;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>Keeps what is written: in the browser at every stroke, as a draft when the mentor says so.</summary>
public sealed partial class EntryEditor(
    EntryDesk desk, EntryShelf shelf, IDialogService dialogs, NavigationManager navigation, IJSRuntime script, TimeProvider time, IStringLocalizer<UiText> text) : IAsyncDisposable
{
    private EntryForm form = new();
    private Entry basis = null!;
    private int? revision;
    private string clean = "";
    private string key = "";
    private EntryVersion? theirs;
    private DateTimeOffset? savedAt;
    private string? problem;
    private bool restored;
    private bool busy;
    private bool leaving;
    private ElementReference root;
    private IJSObjectReference? module;

    /// <summary>The entry as it was opened.</summary>
    [Parameter, EditorRequired]
    public required Entry Basis { get; set; }

    /// <summary>The open draft's revision; null when there is none.</summary>
    [Parameter]
    public int? Revision { get; set; }

    /// <summary>What this browser keeps unsaved text under.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>Teachers' questions that a new entry is written for.</summary>
    [Parameter]
    public IReadOnlyList<Guid> Inquiries { get; set; } = [];

    /// <summary>Told when something was saved.</summary>
    [Parameter]
    public EventCallback<EntryVersion> OnKept { get; set; }

    private TimeProvider Time => time;

    private string? Id => basis.Id.Length == 0 ? null : basis.Id;

    private Entry Entry { get; set; } = null!;

    private IReadOnlyList<EntryProblem> Problems { get; set; } = [];

    private bool IsDirty => clean != Fingerprint(Entry);

    private int Blocking => Problems.Count(item => item.Blocking);

    private bool Off => busy || !RendererInfo.IsInteractive;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        (basis, revision, key) = (Basis, Revision, Key);
        form = EntryForm.Of(basis);
        Read();
        clean = Fingerprint(Entry);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await InBrowserAsync(async () =>
        {
            module = await script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["editor.js"]);
            var person = (await ActorAsync()).PersonId.ToString("N");
            key = $"{person}.{Key}";
            if (await module.InvokeAsync<KeptDraft?>("open", root, key, revision) is { } kept && form.Restore(kept.Fields))
            {
                // Written on top of what was there then: if somebody saved since, saving says so.
                revision = kept.Revision;
                restored = true;
                StateHasChanged();
            }
        });
    }

    // Before every rendering: fields, problems and preview are of one moment.
    private void Read()
    {
        Entry = form.ToEntry(basis);
        Problems = desk.Check(Entry);
    }

    private IReadOnlyList<EntryProblem> On(params EntryFault[] faults) => [.. Problems.Where(item => faults.Contains(item.Fault))];

    private Task SaveAsync() => GuardedAsync(KeepAsync);

    private Task SubmitAsync() => GuardedAsync(async () =>
    {
        await KeepAsync();
        await desk.SubmitAsync(await ActorAsync(), basis.Id, Leaving);
        navigation.NavigateTo($"{EntryQuery.Path}/{basis.Id}");
    });

    private async Task KeepAsync()
    {
        var mentor = await ActorAsync();
        var entry = form.ToEntry(basis);
        var isNew = entry.Id.Length == 0;
        var saved = isNew ? await desk.SaveNewAsync(mentor, entry, Inquiries, Leaving) : await desk.SaveAsync(mentor, entry, revision, Leaving);
        (basis, revision, theirs, restored, savedAt) = (saved.Entry, saved.Revision, null, false, time.GetUtcNow());
        // What was typed while it was being saved is still unsaved.
        clean = Fingerprint(entry with { Id = basis.Id, Version = basis.Version, Status = basis.Status, Reviewer = basis.Reviewer, Origin = basis.Origin });
        Read();
        await OnKept.InvokeAsync(saved);
        key = $"{mentor.PersonId:N}.{basis.Id}";
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("settle", root, key, revision, IsDirty) ?? ValueTask.CompletedTask));
        if (isNew) navigation.NavigateTo($"{EntryQuery.Path}/{basis.Id}/edit", replace: true);
    }

    private Task KeepMineAsync()
    {
        revision = theirs!.DraftRevision();
        return SaveAsync();
    }

    private async Task TakeTheirsAsync()
    {
        if (!await dialogs.ConfirmAsync(text["Conflict_TakeTitle"], text["Conflict_TakeText"], text["Conflict_TakeTheirs"])) return;
        (basis, revision) = (theirs!.Entry, theirs.DraftRevision());
        await StartOverAsync();
    }

    private async Task ForgetAsync()
    {
        if (!await dialogs.ConfirmAsync(text["Edit_ForgetTitle"], text["Edit_ForgetText"], text["Edit_Forget"])) return;
        if (Id is { } id && await shelf.FindAsync(await ActorAsync(), id, Leaving) is { } history) (basis, revision) = (history.Newest.Entry, history.Newest.DraftRevision());
        await StartOverAsync();
    }

    private async Task StartOverAsync()
    {
        form = EntryForm.Of(basis);
        Read();
        clean = Fingerprint(Entry);
        (theirs, restored, problem) = (null, false, null);
        StateHasChanged();
        // After the fields show it, so that they are what the browser compares with.
        await Task.Yield();
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("settle", root, key, revision, IsDirty) ?? ValueTask.CompletedTask));
    }

    private async Task GuardedAsync(Func<Task> act)
    {
        if (busy) return;
        (busy, problem) = (true, null);
        StateHasChanged();
        try
        {
            await act();
        }
        catch (WorkshopException refusal)
        {
            problem = text[refusal.Reason.Key()];
            if (refusal.Reason == WorkshopRefusal.ChangedMeanwhile) await ShowTheirsAsync();
            else if (refusal.Reason == WorkshopRefusal.NotFound) StartAnew();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task ShowTheirsAsync()
    {
        theirs = Id is { } id ? (await shelf.FindAsync(await ActorAsync(), id, Leaving))?.Newest : null;
        if (theirs is null) StartAnew();
        else if (theirs.Status == EntryStatus.InReview) (theirs, problem) = (null, text[WorkshopRefusal.InReview.Key()]);
    }

    // The draft is gone; the text is not. Saved again it is an entry of its own.
    private void StartAnew()
    {
        (basis, revision, theirs) = (basis with { Id = "" }, null, null);
        problem = text["Edit_Gone"];
    }

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        if (leaving || !IsDirty) return;
        if (!await dialogs.ConfirmAsync(text["Leave_Title"], text["Leave_Text"], text["Leave_Confirm"], text["Leave_Stay"]))
        {
            context.PreventNavigation();
            return;
        }

        leaving = true;
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("drop", root) ?? ValueTask.CompletedTask));
    }

    private static async Task InBrowserAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is JSDisconnectedException or OperationCanceledException)
        {
            // The browser went away in between; it comes back with a new circuit.
        }
    }

    private static string Fingerprint(Entry entry) => JsonSerializer.Serialize(entry);

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await InBrowserAsync(async () =>
    {
        if (module is null) return;
        await module.InvokeVoidAsync("close", root);
        await module.DisposeAsync();
    });

    private sealed record KeptDraft(string Fields, int? Revision);
}
