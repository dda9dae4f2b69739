using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Coaching.Host.Api;
using Coaching.Host.Tests.Running;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.People;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Security;

/// <summary>Entries leave the product only in mentors' hands, and only those of their own unit and the units above it.</summary>
public sealed class EntryDownloadTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/entries/export?format=csv")]
    [InlineData("/api/regression/export")]
    public async Task ADownload_ByATeacherOrNobody_IsRefused(string address)
    {
        using var teacher = await SignedInAsync("teacher");
        using var nobody = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        using var forbidden = await teacher.GetAsync(address, Cancel);
        using var closed = await nobody.GetAsync(address, Cancel);

        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((int)closed.StatusCode).ShouldBeOneOf(302, 401);
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "text/csv", ".csv")]
    [InlineData(ExportFormat.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")]
    [InlineData(ExportFormat.Jsonl, "application/jsonl", ".jsonl")]
    [InlineData(ExportFormat.Markdown, "application/zip", ".zip")]
    public async Task ADownload_ByAMentor_HoldsWhatTheFilterSays(ExportFormat format, string type, string ending)
    {
        using var mentor = await SignedInAsync("mentor");

        using var response = await mentor.GetAsync(EntryApi.ExportAddress(format, new EntryFilter { Area = Area.HomeSchool, Status = EntryStatus.Published, Text = "作业" }), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Content.Headers.ContentDisposition!.FileNameStar.ShouldNotBeNull().ShouldStartWith("百问百答-");
        response.Content.Headers.ContentDisposition.FileNameStar.ShouldEndWith(ending);
        if (format != ExportFormat.Markdown) return;
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Cancel));
        zip.Entries.ShouldNotBeEmpty();
        zip.Entries.ShouldAllBe(entry => entry.FullName.StartsWith("scenarios/qa/home-school/hs-", StringComparison.Ordinal));
        zip.Entries.ShouldContain(entry => entry.FullName == "scenarios/qa/home-school/hs-homework-too-much.md");
    }

    [Fact]
    public async Task ADownload_OfShippedEntries_SaysThatAMachineWroteThem()
    {
        using var mentor = await SignedInAsync("mentor");

        var lines = (await mentor.GetStringAsync("/api/entries/export?format=csv&status=published&area=homework-design", Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Length.ShouldBeGreaterThan(50);
        lines.Count(line => line.Contains("AI 生成", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(50);
    }

    [Theory]
    [InlineData("format=pdf", "format")]
    [InlineData("format=1", "format")]
    [InlineData("", "format")]
    [InlineData("format=csv&area=kitchen", "area")]
    [InlineData("format=csv&status=lost", "status")]
    [InlineData("format=csv&stage=9", "stage")]
    public async Task ADownload_WithAWrongAddress_SaysWhatToWrite(string query, string name)
    {
        using var mentor = await SignedInAsync("mentor");

        using var response = await mentor.GetAsync($"/api/entries/export?{query}", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!.ShouldContain($"参数 {name}");
    }

    [Fact]
    public async Task ADownload_HoldsDraftsOfTheMentorsSchool_AndNoneOfAnother()
    {
        var desk = host.Services.GetRequiredService<EntryDesk>();
        var set = host.Services.GetRequiredService<RegressionSet>();
        foreach (var (path, question) in new[] { ("city/district/school/", "本校的草稿怎么写？"), ("city/district/other/", "别校的草稿怎么写？") })
        {
            var author = new Actor(Guid.NewGuid(), Guid.NewGuid(), path);
            var draft = await desk.SaveAsync(author, desk.Blank(Area.HomeSchool) with { Question = question, Answer = "先问一句，再写一句。" }, null, Cancel);
            await set.AddAsync(author, question, draft.EntryId, Cancel);
        }

        using var mentor = await SignedInAsync("mentor");

        foreach (var address in new[] { "/api/entries/export?format=jsonl&status=draft", "/api/entries/export?format=csv", "/api/regression/export" })
        {
            var text = await mentor.GetStringAsync(address, Cancel);
            text.ShouldContain("本校的草稿怎么写？", customMessage: address);
            text.ShouldNotContain("别校的草稿怎么写？", customMessage: address);
        }
    }

    private async Task<HttpClient> SignedInAsync(string userName)
    {
        var client = host.CreateClient();
        using var response = await client.PostAsJsonAsync("/api/session", new { userName, password = HostProcess.Password }, Cancel);
        response.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("accessToken").GetString());
        return client;
    }
}
