using Coaching.Homework;
using Coaching.Host.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Coaching.Host.Components.Teacher.Homework;

/// <summary>Writes an assignment and hands it to the pupils. Built anew for every revision.</summary>
public sealed partial class HomeworkEditor(
    HomeworkDesk desk, HomeworkContent content, NavigationManager navigation, IJSRuntime script, IStringLocalizer<UiText> text) : IAsyncDisposable
{
    private HomeworkForm form = new();
    private AssignmentInput input = null!;
    private IReadOnlyList<AssignmentLine> lines = [];
    private ElementReference root;
    private IJSObjectReference? module;
    private string? problem;
    private bool restored;
    private bool busy;

    /// <summary>What the fields show at first.</summary>
    [Parameter, EditorRequired]
    public required AssignmentInput Basis { get; set; }

    /// <summary>What this browser keeps unsaved text under.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>What a new design is called.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The practice task that it begins with; null for one's own.</summary>
    [Parameter]
    public string? PracticeId { get; set; }

    /// <summary>The design; null while it is new.</summary>
    [Parameter]
    public Guid? DesignId { get; set; }

    /// <summary>The revision that is written on top of; null while it is new.</summary>
    [Parameter]
    public int? After { get; set; }

    /// <summary>Told when the pupils have tried a revision.</summary>
    [Parameter]
    public EventCallback OnTried { get; set; }

    private bool Off => busy || !RendererInfo.IsInteractive;

    private IEnumerable<string> Subjects => content.Minutes.Subjects.Where(subject => subject.In(form.Grade) is not null).Select(subject => subject.Name);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        form = HomeworkForm.Of(Basis);
        Read();
    }

    /// <inheritdoc />
    protected override bool ShouldRender()
    {
        // What is shown under the text is of the text as it stands.
        Read();
        return true;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await InBrowserAsync(async () =>
        {
            module = await script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["editor.js"]);
            var person = (await ActorAsync()).PersonId.ToString("N");
            if (await module.InvokeAsync<KeptDraft?>("open", root, $"{person}.{Key}", After) is { } kept && form.Restore(kept.Fields))
            {
                restored = true;
                StateHasChanged();
            }
        });
    }

    private void Read()
    {
        input = form.ToInput(Subjects);
        lines = desk.Read(input);
    }

    private void Correct(LineCorrection correction) => form.Correct(correction);

    private void Uncorrect(string line) => form.Uncorrect(line);

    private async Task ForgetAsync()
    {
        form = HomeworkForm.Of(Basis);
        restored = false;
        StateHasChanged();
        // After the fields show it, so that they are what the browser compares with.
        await Task.Yield();
        await InBrowserAsync(async () => await (module?.InvokeVoidAsync("settle", root, await KeyAsync(), After, false) ?? ValueTask.CompletedTask));
    }

    private async Task TryAsync()
    {
        if (Off) return;
        (busy, problem) = (true, null);
        try
        {
            Read();
            if (form.AreDaysWrong || Subjects.Any(subject => subject != form.Subject && form.IsWrong(subject))) throw new HomeworkException(HomeworkRefusal.Figures);
            var actor = await ActorAsync();
            if (DesignId is { } id)
            {
                await desk.ReviseAsync(actor, id, After ?? 0, input, Leaving);
                await DropDraftAsync();
                await OnTried.InvokeAsync();
            }
            else
            {
                var title = PracticeId is null ? text["Homework_OwnTitle", text[$"Grade_{input.Grade}"], input.Subject] : Title;
                var begun = await desk.BeginAsync(actor, title, input, PracticeId, Leaving);
                await DropDraftAsync();
                navigation.NavigateTo($"/homework/{begun}", replace: true);
            }
        }
        catch (HomeworkException refusal)
        {
            problem = text[refusal.Reason.Key()];
        }
        finally
        {
            busy = false;
        }
    }

    private async Task<string> KeyAsync() => $"{(await ActorAsync()).PersonId:N}.{Key}";

    // The server has it now.
    private Task DropDraftAsync() => InBrowserAsync(async () => await (module?.InvokeVoidAsync("drop", root) ?? ValueTask.CompletedTask));

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
    public async ValueTask DisposeAsync() => await InBrowserAsync(async () =>
    {
        if (module is null) return;
        await module.InvokeVoidAsync("close", root);
        await module.DisposeAsync();
    });

    private sealed record KeptDraft(string Fields, int? Revision);
}
