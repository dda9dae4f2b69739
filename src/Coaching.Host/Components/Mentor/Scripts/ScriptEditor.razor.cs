using System.Text;
using Coaching.Host.Components.Shared;
using Coaching.Scenarios.Workshop;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coaching.Host.Components.Mentor.Scripts;

/// <summary>Keeps form, YAML, browser and server in step.</summary>
public sealed partial class ScriptEditor(
    ScenarioDesk desk, ScenarioShelf shelf, IDialogService dialogs, IJSRuntime script, TimeProvider time, IStringLocalizer<UiText> text) : IAsyncDisposable
{
    // As many bytes as the longest text can have; a stream that is longer is not read.
    private const long MostBytes = 2_000_000;

    private string initial = "";
    private string saved = "";
    private int revision;
    private DraftReading? reading;
    private int checks;
    private ScenarioDraft? theirs;
    private DateTimeOffset? savedAt;
    private string? problem;
    private bool restored;
    private bool busy;
    private bool isLive;
    private bool isYamlShown;
    private bool leaving;
    private ElementReference root;
    private IJSObjectReference? module;
    private DotNetObjectReference<ScriptEditor>? self;

    /// <summary>The draft as it was opened.</summary>
    [Parameter, EditorRequired]
    public required ScenarioDraft Draft { get; set; }

    /// <summary>The text that form, YAML and the other tabs share.</summary>
    [Parameter, EditorRequired]
    public required ScriptDocument Document { get; set; }

    /// <summary>Told when something was saved.</summary>
    [Parameter]
    public EventCallback<ScenarioDraft> OnKept { get; set; }

    private TimeProvider Time => time;

    private bool IsDirty => Document.Text != saved;

    private int Blocking => reading?.Problems.Count(found => found.Blocking) ?? 0;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        (initial, saved, revision) = (Draft.Yaml, Draft.Yaml, Draft.Revision);
        Document.Changed = SpliceAsync;
        await CheckAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await InBrowserAsync(async () =>
        {
            module = await script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["scripts.js"]);
            self = DotNetObjectReference.Create(this);
            var key = $"{(await ActorAsync()).PersonId:N}.{Draft.ScenarioId}";
            if (await module.InvokeAsync<int?>("open", root, self, key, revision) is { } kept)
            {
                // Written on top of what was there then: if somebody saved since, saving says so.
                (revision, restored) = (kept, true);
                await TakeTypedAsync();
                await CheckAsync();
            }

            isLive = true;
            StateHasChanged();
        });
    }

    /// <summary>Called by the browser when typing in the YAML pauses.</summary>
    [JSInvokable]
    public async Task TypedAsync(IJSStreamReference typed)
    {
        await TakeAsync(typed);
        StateHasChanged();
        await CheckAsync();
        StateHasChanged();
    }

    /// <summary>Keeps the text on the server.</summary>
    /// <returns>Whether it is kept.</returns>
    public async Task<bool> SaveAsync()
    {
        if (busy || !isLive) return false;
        (busy, problem) = (true, null);
        StateHasChanged();
        try
        {
            await TakeTypedAsync();
            var sent = Document.Text;
            var draft = await desk.SaveAsync(await ActorAsync(), Draft.ScenarioId, sent, revision, Leaving);
            (saved, revision, theirs, restored, savedAt) = (sent, draft.Revision, null, false, time.GetUtcNow());
            await InBrowserAsync(async () => await module!.InvokeVoidAsync("settle", root, revision));
            await CheckAsync();
            await OnKept.InvokeAsync(draft);
            return true;
        }
        catch (ScenarioDeskException refusal)
        {
            problem = text[refusal.Reason.Key()];
            if (refusal.Reason == ScenarioDeskRefusal.ChangedMeanwhile) await ShowTheirsAsync();
            return false;
        }
        finally
        {
            busy = false;
            StateHasChanged();
        }
    }

    /// <summary>Shows a line of the YAML.</summary>
    public async Task JumpAsync(long line)
    {
        isYamlShown = true;
        StateHasChanged();
        await Task.Yield();
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("jump", root, line) ?? ValueTask.CompletedTask));
    }

    private async Task ShowTheirsAsync()
    {
        theirs = (await shelf.FindAsync(await ActorAsync(), Draft.ScenarioId, Leaving))?.Draft;
        StateHasChanged();
        // Whoever pressed the button may be far down in the form.
        await Task.Yield();
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("reveal", root) ?? ValueTask.CompletedTask));
    }

    private async Task KeepMineAsync()
    {
        revision = theirs!.Revision;
        await SaveAsync();
    }

    private async Task TakeTheirsAsync()
    {
        if (await dialogs.ConfirmAsync(text["Conflict_TakeTitle"], text["Conflict_TakeText"], text["Conflict_TakeTheirs"])) await StartOverAsync(theirs!);
    }

    private async Task ForgetAsync()
    {
        if (!await dialogs.ConfirmAsync(text["Edit_ForgetTitle"], text["Edit_ForgetText"], text["Edit_Forget"])) return;
        if ((await shelf.FindAsync(await ActorAsync(), Draft.ScenarioId, Leaving))?.Draft is { } kept) await StartOverAsync(kept);
    }

    private async Task StartOverAsync(ScenarioDraft kept)
    {
        (saved, revision, theirs, restored, problem) = (kept.Yaml, kept.Revision, null, false, null);
        Document.Take(kept.Yaml);
        await InBrowserAsync(async () =>
        {
            await module!.InvokeVoidAsync("show", root, kept.Yaml);
            await module!.InvokeVoidAsync("settle", root, revision);
        });
        await CheckAsync();
    }

    // Only what changed goes to the browser, and only where it still has the text that was changed.
    private async Task SpliceAsync(string before)
    {
        var after = Document.Text;
        var start = before.AsSpan().CommonPrefixLength(after);
        var end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)]) end++;
        await InBrowserAsync(async () =>
        {
            if (module is null || await module.InvokeAsync<bool>("splice", root, before.Length, start, before.Length - start - end, after[start..(after.Length - end)])) return;
            problem = text["Script_TypedMeanwhile"];
            await TakeTypedAsync();
        });
        await CheckAsync();
        StateHasChanged();
    }

    private async Task TakeTypedAsync()
    {
        if (module is null) return;
        await InBrowserAsync(async () => await TakeAsync(await module.InvokeAsync<IJSStreamReference>("text", root)));
    }

    private async Task TakeAsync(IJSStreamReference typed)
    {
        await using var reference = typed;
        await using var stream = await reference.OpenReadStreamAsync(MostBytes, Leaving);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Document.Take(await reader.ReadToEndAsync(Leaving));
    }

    private async Task CheckAsync()
    {
        var number = ++checks;
        var read = Document.Text;
        var found = await Task.Run(() => DraftCheck.Read(Draft.ScenarioId, read), Leaving);
        // An answer about a text that has moved on says nothing.
        if (number == checks) reading = found;
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

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await InBrowserAsync(async () =>
        {
            if (module is null) return;
            await module.InvokeVoidAsync("close", root);
            await module.DisposeAsync();
        });
        self?.Dispose();
    }
}
