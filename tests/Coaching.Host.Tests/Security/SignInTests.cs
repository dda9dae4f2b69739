using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Coaching.Host.Security;
using Coaching.Host.Tests.Running;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Security;

public sealed class SignInTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_WithTheRightPassword_OpensTheApi()
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync("teacher"));

        var scenarios = await client.GetFromJsonAsync<JsonElement>("/api/scenarios", Cancel);

        scenarios.GetArrayLength().ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Session_WithAWrongPassword_IsRefused()
    {
        using var client = host.CreateClient();

        using var response = await client.PostAsJsonAsync("/api/session", new { userName = "teacher", password = "wrong-password" }, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Api_WithoutSignIn_IsClosed()
    {
        using var client = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        using var response = await client.GetAsync("/api/rehearsals", Cancel);

        ((int)response.StatusCode).ShouldBeOneOf(302, 401);
    }

    [Fact]
    public async Task Debrief_OfSomebodyElse_IsNotFound()
    {
        await using var teacher = await ConnectAsync("teacher");
        var rehearsal = await teacher.InvokeAsync<Guid>("Begin", "too-much-homework", 1, Cancel);
        await teacher.InvokeAsync("End", rehearsal, Cancel);
        using var mentor = host.CreateClient();
        mentor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync("mentor"));

        using var response = await mentor.GetAsync($"/api/rehearsals/{rehearsal}/debrief", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hub_AsSomebodyElse_SaysOnlyNotFound()
    {
        await using var teacher = await ConnectAsync("teacher");
        var rehearsal = await teacher.InvokeAsync<Guid>("Begin", "too-much-homework", 1, Cancel);
        await using var mentor = await ConnectAsync("mentor");

        var refusal = await Should.ThrowAsync<Microsoft.AspNetCore.SignalR.HubException>(
            () => mentor.InvokeAsync("Say", rehearsal, Guid.NewGuid(), "您好", Cancel));

        refusal.Message.ShouldContain("NotFound");
    }

    [Theory]
    [InlineData("/hubs/chat/negotiate")]
    [InlineData("/_blazor/negotiate")]
    public async Task Negotiate_FromAForeignPage_IsForbidden(string path)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "?negotiateVersion=1");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task FirstRun_TakesItsCodeOnce()
    {
        await using var fresh = new InProcessHost { EnvironmentName = "Production" };
        var firstRun = fresh.Services.GetRequiredService<FirstRun>();
        firstRun.IsPending.ShouldBeTrue();

        (await firstRun.CreateAdministratorAsync("WRONG", "head", "管理员", "long-enough-1")).ShouldBe("WrongCode");
        (await firstRun.CreateAdministratorAsync(firstRun.CodeForTests!, "head", "管理员", "short")).ShouldNotBeNull();
        (await firstRun.CreateAdministratorAsync(firstRun.CodeForTests!, "head", "管理员", "long-enough-1")).ShouldBeNull();

        firstRun.IsPending.ShouldBeFalse();
        (await firstRun.CreateAdministratorAsync("ANY", "second", "管理员", "long-enough-1")).ShouldBe("WrongCode");
    }

    [Fact]
    public async Task DemoPeople_OutsideDevelopment_DoNotExist()
    {
        await using var production = new InProcessHost { EnvironmentName = "Production" };
        using var client = production.CreateClient();

        using var response = await client.PostAsJsonAsync("/api/session", new { userName = "teacher", password = HostProcess.Password }, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> TokenAsync(string userName)
    {
        using var client = host.CreateClient();
        using var response = await client.PostAsJsonAsync("/api/session", new { userName, password = HostProcess.Password }, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("accessToken").GetString()!;
    }

    private async Task<HubConnection> ConnectAsync(string userName)
    {
        var token = await TokenAsync(userName);
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Server.BaseAddress, "/hubs/chat"), options =>
            {
                options.HttpMessageHandlerFactory = _ => host.Server.CreateHandler();
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.LongPolling;
            })
            .Build();
        await connection.StartAsync(Cancel);
        return connection;
    }
}
