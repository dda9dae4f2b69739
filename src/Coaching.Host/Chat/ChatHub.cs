using System.Runtime.CompilerServices;
using Coaching.Feedback;
using Coaching.Host.Security;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Coaching.Host.Chat;

/// <summary>What the hub calls on its clients; nothing yet: a listener follows the log by streaming.</summary>
public interface IChatClientCallbacks;

/// <summary>The public door to rehearsals. Every method acts as the signed-in person; none takes a person from the client.</summary>
[Authorize(Policy = Policies.Rehearse)]
public sealed class ChatHub(RehearsalDesk desk, TurnRunner runner, HintWriter hints, Invitations invitations, RehearsalRoom room) : Hub<IChatClientCallbacks>
{
    /// <summary>Begins a rehearsal and returns its id.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<Guid> Begin(string scenarioId, int? seed = null) =>
        Guarded(() => desk.BeginAsync(Self, scenarioId, seed, Context.ConnectionAborted));

    /// <summary>Stores what the teacher says and acknowledges; the answer comes through <see cref="Follow"/>.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<TurnAccepted> Say(Guid rehearsalId, Guid turnId, string text) =>
        Guarded(() => runner.StartAsync(Self, rehearsalId, turnId, text, Context.ConnectionAborted));

    /// <summary>Stores words that were refused as a real danger, because the teacher says that they belong to the scene.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<TurnAccepted> SayInScene(Guid rehearsalId, Guid turnId, string text) =>
        Guarded(() => runner.StartAsync(Self, rehearsalId, turnId, text, inScene: true, Context.ConnectionAborted));

    /// <summary>Streams the rehearsal's log from a sequence number on, then live.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public IAsyncEnumerable<TurnUpdate> Follow(Guid rehearsalId, long fromSequence, CancellationToken cancellationToken) =>
        Guarded(runner.FollowAsync(Self, rehearsalId, fromSequence, cancellationToken), cancellationToken);

    /// <summary>Stops the answer that is being given.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task Stop(Guid rehearsalId) => Guarded(() => runner.StopAsync(Self, rehearsalId, Context.ConnectionAborted));

    /// <summary>Has an interrupted answer said again.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task Continue(Guid rehearsalId) => Guarded(() => runner.ContinueAsync(Self, rehearsalId, Context.ConnectionAborted));

    /// <summary>Gives a hint.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<HintMessage> Hint(Guid rehearsalId) =>
        Guarded(async () => HintMessage.Of(await hints.GiveAsync(Self, rehearsalId, Context.ConnectionAborted)));

    /// <summary>Ends the rehearsal; its debrief can be read when this returns.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task End(Guid rehearsalId) => Guarded(() => desk.EndAsync(Self, rehearsalId, Context.ConnectionAborted));

    /// <summary>The rehearsals that the signed-in person is invited to and that still run.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<IReadOnlyList<Invitation>> MyInvitations() => invitations.MineAsync(Self, TimeSpan.Zero, Context.ConnectionAborted);

    /// <summary>Those whom the teacher can invite, by part of a name.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task<IReadOnlyList<Colleague>> Colleagues(Guid rehearsalId, string name) => invitations.ColleaguesAsync(Self, rehearsalId, name, Context.ConnectionAborted);

    /// <summary>Invites a colleague to observe.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task Invite(Guid rehearsalId, Guid personId) => Guarded(() => invitations.InviteAsync(Self, rehearsalId, personId, Context.ConnectionAborted));

    /// <summary>Takes an invitation back; whoever follows by it is cut off.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task Revoke(Guid rehearsalId, Guid personId) => Guarded(() => invitations.RevokeAsync(Self, rehearsalId, personId, Context.ConnectionAborted));

    /// <summary>Streams who is there and who types: how it stands, then every change.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public IAsyncEnumerable<Room> FollowRoom(Guid rehearsalId, CancellationToken cancellationToken) =>
        Guarded(room.FollowAsync(Self, rehearsalId, cancellationToken), cancellationToken);

    /// <summary>An observer's sign of life; to be given every twenty seconds.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task Here(Guid rehearsalId) => Guarded(() => room.SeenAsync(Self, rehearsalId, Context.ConnectionAborted));

    /// <summary>Hands the keyboard to an observer.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task HandOver(Guid rehearsalId, Guid personId) => Guarded(() => room.HandOverAsync(Self, rehearsalId, personId, Context.ConnectionAborted));

    /// <summary>The teacher takes the keyboard back.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task TakeBack(Guid rehearsalId) => Guarded(() => room.TakeBackAsync(Self, rehearsalId, Context.ConnectionAborted));

    /// <summary>An observer gives the keyboard back.</summary>
    [Authorize(Policy = Policies.Rehearse)]
    public Task GiveBack(Guid rehearsalId) => Guarded(() => room.GiveBackAsync(Self, rehearsalId, Context.ConnectionAborted));

    private Actor Self => Context.User!.ToActor();

    private static Task<bool> Guarded(Func<Task> act) => Guarded(async () =>
    {
        await act();
        return true;
    });

    // An iterator cannot catch around its yields, so the refusal is turned on the way in.
    private static async IAsyncEnumerable<T> Guarded<T>(IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = source.GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            while (await Guarded(async () => await items.MoveNextAsync())) yield return items.Current;
        }
    }

    // A refusal travels as its code; anything else stays on the server.
    private static async Task<T> Guarded<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (RehearsalException refusal)
        {
            throw new HubException(refusal.Reason.ToString(), refusal);
        }
    }
}
