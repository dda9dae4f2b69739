using Coaching.Feedback;
using Coaching.Host.Components.Shared;
using Coaching.Host.Components.Teacher.Observing;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coaching.Host.Components.Teacher.Conversation;

/// <summary>
/// A rehearsal as it is played. What it shows comes from the rehearsal's log alone, followed from the last update it
/// has seen; whatever breaks on the way is taken up again from there.
/// </summary>
public sealed partial class ConversationView(
    RehearsalDesk desk, TurnRunner runner, HintWriter hints, RehearsalBranches branches, RehearsalRoom rooms, NavigationManager navigation, IDialogService dialogs, IJSRuntime script, TimeProvider time, ILogger<ConversationView> logger)
{
    private const int FewTurns = 3;

    private readonly ConversationLog log = new();
    private Scenario? scenario;
    private Actor? actor;
    private Room? room;
    private Hint? hint;
    private string? problem;
    private bool moodShown = true;
    private bool hinting;
    private bool stopped;
    private bool inScene;
    private bool ending;

    /// <summary>The rehearsal.</summary>
    [Parameter, EditorRequired]
    public required Guid Id { get; set; }

    private int TurnsLeft => scenario!.MaxTurns - log.TeacherTurns;

    private ComposerState State =>
        log.IsGenerating ? ComposerState.Generating
        : log.IsUnfinished ? ComposerState.Unfinished
        : TurnsLeft <= 0 ? ComposerState.Closed
        : ComposerState.Ready;

    private string? TurnsNote => State switch
    {
        ComposerState.Closed => L["Chat_NoTurnsLeft"].Value,
        ComposerState.Ready when TurnsLeft <= FewTurns => L["Chat_FewTurnsLeft", TurnsLeft].Value,
        _ => null,
    };

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        actor = await ActorAsync();
        if (await desk.FindAsync(actor, Id, Leaving) is not var (rehearsal, playing))
        {
            navigation.NotFound();
            return;
        }

        // All that is there already, so that the first drawing is whole.
        await foreach (var update in runner.FollowAsync(actor, Id, 1, Leaving))
        {
            log.Apply(update);
            if (update.Sequence >= rehearsal.LastSequence) break;
        }

        room = await rooms.LookAsync(actor, Id, Leaving);
        scenario = playing;
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (scenario is null || following) return;
        following = true;
        _ = FollowAsync();
        _ = FollowRoomAsync();
    }

    private bool following;

    private Task FollowAsync() => Following.RunAsync(
        () => runner.FollowAsync(actor!, Id, log.LastSequence + 1, Leaving),
        update =>
        {
            if (!log.Apply(update)) return;
            // Once said, the advice has done its work.
            if (update is TurnStored { PersonaId: null }) (hint, problem) = (null, null);
            StateHasChanged();
        },
        () => log.Ended is not null,
        reason => Tell(L[reason.Key()]),
        fault => logger.LogWarning(fault, "Following rehearsal {RehearsalId} broke off after update {Sequence} and is taken up again", Id, log.LastSequence),
        time, Leaving);

    private Task FollowRoomAsync() => Following.RunAsync(
        () => rooms.FollowAsync(actor!, Id, Leaving),
        now =>
        {
            room = now;
            StateHasChanged();
        },
        () => log.Ended is not null,
        reason => Tell(L[reason.Key()]),
        fault => logger.LogWarning(fault, "Looking who is in rehearsal {RehearsalId} broke off and is taken up again", Id),
        time, Leaving);

    private async Task<string> SendAsync(Guid turnId, string text)
    {
        try
        {
            await runner.StartAsync(actor!, Id, turnId, text, inScene, CancellationToken.None);
            (inScene, stopped) = (false, false);
            return "ok";
        }
        catch (RehearsalException refusal)
        {
            // The browser waits by itself until the other person has finished; the rest is told.
            if (refusal.Reason == RehearsalRefusal.RealDanger)
            {
                stopped = true;
                StateHasChanged();
            }
            else if (refusal.Reason != RehearsalRefusal.ReplyInProgress) Tell(L[refusal.Reason.Key()]);
            return refusal.Reason.ToString();
        }
    }

    private Task StopAsync() => GuardedAsync(() => runner.StopAsync(actor!, Id, Leaving));

    private Task ContinueAsync() => GuardedAsync(() => runner.ContinueAsync(actor!, Id, Leaving));

    // Only the last answer can be continued, and only while the rehearsal runs.
    private EventCallback ContinueOf(Message message) =>
        log.Ended is null && log.IsUnfinished && ReferenceEquals(message, log.Messages[^1]) ? EventCallback.Factory.Create(this, ContinueAsync) : default;

    private string NameOf(Message message) => message.PersonaId is { } id ? scenario!.PersonaOf(id).Name : scenario!.Lead.Name;

    // A sentence can be said anew once the answer to it is over.
    private EventCallback BranchOf(Message message) =>
        message.IsTeacher && !log.IsGenerating ? EventCallback.Factory.Create(this, () => GuardedAsync(async () =>
        {
            if (await dialogs.ShowMessageBoxAsync(L["Branch_Title"], L["Branch_Explain"], yesText: L["Branch_Do"], cancelText: L["Dialog_Cancel"]) is not true) return;
            navigation.NavigateTo($"/rehearsals/{await branches.BranchAsync(actor!, Id, message.TurnId, Leaving)}", forceLoad: true);
        })) : default;

    private async Task HintAsync()
    {
        if (hinting) return;
        hinting = true;
        await GuardedAsync(async () => hint = await hints.GiveAsync(actor!, Id, Leaving));
        hinting = false;
    }

    private Task InviteAsync() => dialogs.ShowAsync<InviteDialog>(null, new DialogParameters<InviteDialog> { { dialog => dialog.RehearsalId, Id } }, DialogLooks.Wide);

    private Task TakeBackAsync() => GuardedAsync(() => rooms.TakeBackAsync(actor!, Id, Leaving));

    private Task ReadSituationAsync() => dialogs.ShowAsync<SituationDialog>(
        null, new DialogParameters<SituationDialog> { { dialog => dialog.Scenario, scenario! }, { dialog => dialog.RehearsalId, Id } }, DialogLooks.Wide);

    private async Task AskEndAsync()
    {
        var answer = await (await dialogs.ShowAsync<EndDialog>(null, new DialogParameters(), DialogLooks.Narrow)).Result;
        if (answer is { Canceled: false }) await EndAsync();
    }

    private async Task EndAsync()
    {
        if (ending) return;
        ending = true;
        await GuardedAsync(async () =>
        {
            await desk.EndAsync(actor!, Id, Leaving);
            navigation.NavigateTo($"/rehearsals/{Id}/debrief");
        });
        ending = false;
    }

    private async Task ShowMoodAsync(bool shown)
    {
        moodShown = shown;
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", Leaving, "./" + Assets["composer.js"]);
        await module.InvokeVoidAsync("showMood", Leaving, shown);
    }

    private async Task GuardedAsync(Func<Task> act)
    {
        problem = null;
        try
        {
            await act();
        }
        catch (RehearsalException refusal)
        {
            problem = L[refusal.Reason.Key()];
        }
        catch (Exception fault) when (!Leaving.IsCancellationRequested)
        {
            logger.LogError(fault, "A wish of the teacher in rehearsal {RehearsalId} could not be met", Id);
            problem = L["Fault_TryAgain"];
        }
    }

    private void Tell(string sentence)
    {
        problem = sentence;
        StateHasChanged();
    }
}
