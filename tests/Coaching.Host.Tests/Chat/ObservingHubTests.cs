using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coaching.Host.Tests.Running;
using Coaching.Rehearsals;
using Coaching.Rehearsals.Observing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Chat;

/// <summary>Over the hub, observers have the same rights as on the pages, and each acts as who signed in.</summary>
public sealed class ObservingHubTests(RunningHost host)
{
    private const string Words = "您陪到那么晚，又累又心疼，换了我也会着急。";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Observe_FromTheInvitationToItsEnd()
    {
        await using var teacher = await ConnectAsync("teacher");
        await using var mentor = await ConnectAsync("mentor");
        await using var stranger = await ConnectAsync("mentor2");
        var id = await teacher.InvokeAsync<Guid>("Begin", "too-much-homework", 7, Stop);
        var invited = (await teacher.InvokeAsync<List<Colleague>>("Colleagues", id, "梁静安", Stop)).ShouldHaveSingleItem();
        (await RefusalAsync(() => mentor.InvokeAsync("Here", id, Stop))).ShouldContain(nameof(RehearsalRefusal.NotFound));

        await teacher.InvokeAsync("Invite", id, invited.PersonId, Stop);
        (await mentor.InvokeAsync<List<Invitation>>("MyInvitations", Stop)).ShouldContain(invitation => invitation.RehearsalId == id);
        var cutOff = RefusalAsync(async () => await mentor.StreamAsync<TurnUpdate>("Follow", id, 1L, Stop).CountAsync(Stop));
        await mentor.InvokeAsync("Here", id, Stop);
        (await teacher.StreamAsync<Room>("FollowRoom", id, Stop).FirstAsync(Stop)).Observers.ShouldHaveSingleItem().IsHere.ShouldBeTrue();
        (await RefusalAsync(() => mentor.InvokeAsync("Say", id, Guid.NewGuid(), Words, Stop))).ShouldContain(nameof(RehearsalRefusal.KeyboardElsewhere));
        foreach (var method in new[] { "HandOver", "Revoke", "Invite" }) (await RefusalAsync(() => mentor.InvokeAsync(method, id, invited.PersonId, Stop))).ShouldContain(nameof(RehearsalRefusal.NotFound));
        (await RefusalAsync(async () => await stranger.StreamAsync<TurnUpdate>("Follow", id, 1L, Stop).FirstAsync(Stop))).ShouldContain(nameof(RehearsalRefusal.NotFound));

        await teacher.InvokeAsync("HandOver", id, invited.PersonId, Stop);
        var turnId = Guid.NewGuid();
        await mentor.InvokeAsync<TurnAccepted>("Say", id, turnId, Words, Stop);
        await teacher.InvokeAsync("TakeBack", id, Stop);
        (await RefusalAsync(() => mentor.InvokeAsync("GiveBack", id, Stop))).ShouldContain(nameof(RehearsalRefusal.NotFound));
        var said = await teacher.StreamAsync<TurnUpdate>("Follow", id, 1L, Stop).OfType<TurnStored>().FirstAsync(turn => turn.TurnId == turnId, Stop);
        said.SpokenById.ShouldBe(invited.PersonId);

        await teacher.InvokeAsync("Revoke", id, invited.PersonId, Stop);
        (await cutOff.WaitAsync(TimeSpan.FromSeconds(30), Stop)).ShouldContain(nameof(RehearsalRefusal.InvitationTakenBack));
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<HubException>(act)).Message;

    private async Task<HubConnection> ConnectAsync(string userName)
    {
        using var http = new HttpClient { BaseAddress = host.Process.Address };
        var session = await http.PostAsJsonAsync("/api/session", new { userName, password = HostProcess.Password }, Stop);
        var token = (await session.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("accessToken").GetString();
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Process.Address, "/hubs/chat"), options => options.AccessTokenProvider = () => Task.FromResult(token))
            .AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)))
            .Build();
        await connection.StartAsync(Stop);
        return connection;
    }
}
