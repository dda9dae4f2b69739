using Coaching.Host.Components.Shared;
using Coaching.Host.Components.Teacher.Conversation;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coaching.Host.Components.Teacher.Observing;

/// <summary>
/// Somebody else's rehearsal, live: the same log that the teacher sees, one's own notes at each turn, and a composer
/// while the teacher has handed over the keyboard. The moment the invitation is taken back all of it is gone.
/// </summary>
public sealed partial class ObservingView(
    RehearsalRoom rooms, TurnRunner runner, ObserverNotes notes, IDialogService dialogs, IJSRuntime script, TimeProvider time, ILogger<ObservingView> logger)
{
    private readonly ConversationLog log = new();
    private Scenario? scenario;
    private Actor? actor;
    private Room? room;
    private IReadOnlyList<NoteReading> own = [];
    private string? problem;
    private bool gone;
    private bool following;
    private bool moodShown = true;
    private bool stopped;
    private bool inScene;

    /// <summary>The rehearsal.</summary>
    [Parameter, EditorRequired]
    public required Guid Id { get; set; }

    private ComposerState State =>
        log.IsGenerating ? ComposerState.Generating
        : log.IsUnfinished ? ComposerState.Unfinished
        : scenario!.MaxTurns <= log.TeacherTurns ? ComposerState.Closed
        : ComposerState.Ready;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        actor = await ActorAsync();
        try
        {
            var found = await rooms.FindAsync(actor, Id, Leaving) ?? throw new RehearsalException(RehearsalRefusal.NotFound);
            await foreach (var update in runner.FollowAsync(actor, Id, 1, Leaving))
            {
                log.Apply(update);
                if (update.Sequence >= found.Rehearsal.LastSequence) break;
            }

            own = await notes.ReadAsync(actor, Id, Leaving);
            room = await rooms.LookAsync(actor, Id, Leaving) ?? throw new RehearsalException(RehearsalRefusal.NotFound);
            scenario = found.Scenario;
        }
        catch (RehearsalException)
        {
            gone = true;
        }
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (scenario is null || following || gone) return;
        following = true;
        _ = FollowAsync();
        _ = FollowRoomAsync();
        _ = BeSeenAsync();
    }

    private Task FollowAsync() => Following.RunAsync(
        () => runner.FollowAsync(actor!, Id, log.LastSequence + 1, Leaving),
        update =>
        {
            if (!log.Apply(update)) return;
            if (update is TurnStored { PersonaId: null }) problem = null;
            StateHasChanged();
        },
        () => log.Ended is not null || gone,
        _ => Go(),
        fault => logger.LogWarning(fault, "Observing rehearsal {RehearsalId} broke off after update {Sequence} and is taken up again", Id, log.LastSequence),
        time, Leaving);

    private Task FollowRoomAsync() => Following.RunAsync(
        () => rooms.FollowAsync(actor!, Id, Leaving),
        now =>
        {
            room = now;
            StateHasChanged();
        },
        () => gone,
        _ => Go(),
        fault => logger.LogWarning(fault, "Looking who is in rehearsal {RehearsalId} broke off and is taken up again", Id),
        time, Leaving);

    // The teacher sees who is here for as long as this page says so.
    private async Task BeSeenAsync()
    {
        using var timer = new PeriodicTimer(Observation.SeenEvery, time);
        try
        {
            do
            {
                try
                {
                    await rooms.SeenAsync(actor!, Id, Leaving);
                }
                catch (Exception fault) when (fault is not OperationCanceledException and not RehearsalException)
                {
                    logger.LogWarning(fault, "A sign of life in rehearsal {RehearsalId} was lost; the next one follows", Id);
                }
            }
            while (!gone && await timer.WaitForNextTickAsync(Leaving));
        }
        catch (RehearsalException)
        {
            Go();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void Go()
    {
        gone = true;
        StateHasChanged();
    }

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
            if (refusal.Reason == RehearsalRefusal.RealDanger) stopped = true;
            else if (refusal.Reason != RehearsalRefusal.ReplyInProgress) problem = L[refusal.Reason.Key()];
            StateHasChanged();
            return refusal.Reason.ToString();
        }
    }

    private Task StopAsync() => GuardedAsync(() => runner.StopAsync(actor!, Id, Leaving));

    private Task ContinueAsync() => GuardedAsync(() => runner.ContinueAsync(actor!, Id, Leaving));

    private Task GiveBackAsync() => GuardedAsync(() => rooms.GiveBackAsync(actor!, Id, Leaving));

    private EventCallback ContinueOf(Message message) =>
        log.Ended is null && log.IsUnfinished && room!.KeyboardWith == actor!.PersonId && ReferenceEquals(message, log.Messages[^1]) ? EventCallback.Factory.Create(this, ContinueAsync) : default;

    private string NameOf(Message message) => message.PersonaId is { } id ? scenario!.PersonaOf(id).Name : scenario!.Lead.Name;

    private string? SpeakerOf(Message message) => message.IsTeacher ? StandIn.Say(L, message.SpokenById, room) ?? room!.Teacher : null;

    private async Task<string?> AddNoteAsync(Guid turnId, string text)
    {
        try
        {
            await notes.AddAsync(actor!, Id, turnId, text, Leaving);
            own = await notes.ReadAsync(actor!, Id, Leaving);
            StateHasChanged();
            return null;
        }
        catch (RehearsalException refusal)
        {
            return L[refusal.Reason.Key()];
        }
    }

    private async Task EraseNoteAsync(Guid noteId)
    {
        await notes.EraseAsync(actor!, noteId, Leaving);
        own = await notes.ReadAsync(actor!, Id, Leaving);
    }

    private Task ReadSituationAsync() => dialogs.ShowAsync<SituationDialog>(
        null, new DialogParameters<SituationDialog> { { dialog => dialog.Scenario, scenario! } }, DialogLooks.Wide);

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
    }
}
