using Coaching.Knowledge;
using Coaching.People;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Observing;

/// <summary>What time and coincidence do to a room.</summary>
public sealed class RoomTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Presence_LastsAsLongAsThePageGivesSignsOfLife()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));
        await using var coaching = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<TimeProvider>(clock));
        var (teacher, id, observer) = await ObservedAsync(coaching);
        var room = coaching.Services.GetRequiredService<RehearsalRoom>();

        (await IsHereAsync()).ShouldBeFalse("invited, and not come yet");
        await room.SeenAsync(observer, id, Stop);
        clock.Advance(Observation.PresentFor);
        (await IsHereAsync()).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await IsHereAsync()).ShouldBeFalse();
        await room.SeenAsync(observer, id, Stop);
        (await IsHereAsync()).ShouldBeTrue();

        async Task<bool> IsHereAsync() => (await room.LookAsync(teacher, id, Stop))!.Observers.ShouldHaveSingleItem().IsHere;
    }

    [Fact]
    public async Task Follow_TellsOfComingAndOfTheKeyboard()
    {
        await using var coaching = await CoachingFixture.StartAsync();
        var (teacher, id, observer) = await ObservedAsync(coaching);
        var room = coaching.Services.GetRequiredService<RehearsalRoom>();
        await using var seen = room.FollowAsync(teacher, id, Stop).GetAsyncEnumerator(Stop);

        (await NextAsync()).Observers.ShouldHaveSingleItem().IsHere.ShouldBeFalse();
        await room.SeenAsync(observer, id, Stop);
        (await NextAsync()).Observers.ShouldHaveSingleItem().IsHere.ShouldBeTrue();
        await room.HandOverAsync(teacher, id, observer.PersonId, Stop);
        (await NextAsync()).KeyboardWith.ShouldBe(observer.PersonId);
        await coaching.Services.GetRequiredService<Invitations>().RevokeAsync(teacher, id, observer.PersonId, Stop);
        var alone = await NextAsync();
        (alone.Observers.Count, alone.KeyboardWith).ShouldBe((0, null));

        async Task<Room> NextAsync()
        {
            (await seen.MoveNextAsync().AsTask().WaitAsync(CoachingFixture.Patience, Stop)).ShouldBeTrue();
            return seen.Current;
        }
    }

    [Fact]
    public async Task Say_WhenTheInvitationIsTakenBackWhileItIsBeingRead_StoresNothing()
    {
        var index = new GatedIndex();
        await using var coaching = await CoachingFixture.StartAsync(replace: services => services.AddSingleton<IQaIndex>(index));
        var (teacher, id, observer) = await ObservedAsync(coaching);
        await coaching.Services.GetRequiredService<RehearsalRoom>().HandOverAsync(teacher, id, observer.PersonId, Stop);

        var saying = Should.ThrowAsync<RehearsalException>(() => coaching.Runner.StartAsync(observer, id, Guid.NewGuid(), "您先坐。", Stop));
        await index.Asked.Task.WaitAsync(CoachingFixture.Patience, Stop);
        await coaching.Services.GetRequiredService<Invitations>().RevokeAsync(teacher, id, observer.PersonId, Stop);
        index.Open.SetResult();

        (await saying).Reason.ShouldBe(RehearsalRefusal.KeyboardElsewhere);
        (await coaching.TurnsAsync(id)).ShouldHaveSingleItem();
        (await coaching.SayAsync(teacher, id, "您先坐。")).Status.ShouldBe(TurnStatus.Complete);
    }

    private static async Task<(Actor Teacher, Guid Rehearsal, Actor Observer)> ObservedAsync(CoachingFixture coaching)
    {
        var (teacher, id) = await coaching.BeginAsync();
        var observer = await coaching.PersonAsync();
        await coaching.Services.GetRequiredService<Invitations>().InviteAsync(teacher, id, observer.PersonId, Stop);
        return (teacher, id, observer);
    }

    // Holds up a turn between the reading of the rehearsal and the storing.
    private sealed class GatedIndex : IQaIndex
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "gated";

        public bool IsFallback => false;

        public string? Vectors => null;

        public async Task<IReadOnlyList<QaHit>> SearchAsync(QaQuery query, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Open.Task;
            return [];
        }

        public Task UpdateAsync(IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RebuildAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
