using System.Security.Claims;
using Coaching.Host.Components.Shared;
using Coaching.Host.Security;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coaching.Host.Api;

/// <summary>What mentors download: entries as files, and the questions of the regression set.</summary>
internal static class EntryApi
{
    private const string ExportPath = "/api/entries/export";

    public static IEndpointRouteBuilder MapEntries(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ExportPath, ExportAsync).RequireAuthorization(Policies.Mentor);
        endpoints.MapGet("/api/regression/export", async (ClaimsPrincipal user, RegressionSet set, TimeProvider time, CancellationToken cancel) =>
            TypedResults.File(await set.ExportAsync(user.ToActor(), cancel), "text/csv; charset=utf-8", FileName("回归题", "csv", time))).RequireAuthorization(Policies.Mentor);
        return endpoints;
    }

    /// <summary>Where a file of the entries that pass a filter is downloaded.</summary>
    public static string ExportAddress(ExportFormat format, EntryFilter filter) => ExportPath + QueryString.Create(
    [
        .. new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["format"] = format.ToString().ToLowerInvariant(),
            ["area"] = filter.Area?.Slug(),
            ["status"] = filter.Status?.ToString().ToLowerInvariant(),
            ["tag"] = filter.Tag,
            ["stage"] = filter.Stage?.ToString().ToLowerInvariant(),
            ["policy"] = filter.PolicyId,
            ["q"] = filter.Text,
        }.Where(part => !string.IsNullOrEmpty(part.Value)),
    ]);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        [AsParameters] ExportQuery query, ClaimsPrincipal user, EntryExport export, TimeProvider time, CancellationToken cancel)
    {
        if (!IsOneOf<ExportFormat>(query.Format, out var format)) return Refused("format", query.Format, "csv、xlsx、jsonl 或 markdown");
        if (query.Area is not null && TextKeys.AreaOf(query.Area) is null) return Refused("area", query.Area, string.Join('、', Enum.GetValues<Area>().Select(area => area.Slug())));
        if (!IsNullOrOneOf<EntryStatus>(query.Status, out var status)) return Refused("status", query.Status, "draft、inreview、published 或 retired");
        if (!IsNullOrOneOf<CareerStage>(query.Stage, out var stage)) return Refused("stage", query.Stage, string.Join('、', Enum.GetNames<CareerStage>()));
        var filter = new EntryFilter { Area = TextKeys.AreaOf(query.Area), Status = status, Tag = query.Tag, Stage = stage, PolicyId = query.Policy, Text = query.Q };
        var content = await export.WriteAsync(user.ToActor(), filter, format, cancel);
        var (type, ending) = format switch
        {
            ExportFormat.Csv => ("text/csv; charset=utf-8", "csv"),
            ExportFormat.Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ExportFormat.Jsonl => ("application/jsonl; charset=utf-8", "jsonl"),
            _ => ("application/zip", "zip"),
        };
        return TypedResults.File(content, type, FileName("百问百答", ending, time));
    }

    private static string FileName(string subject, string ending, TimeProvider time) => $"{subject}-{time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}.{ending}";

    private static ProblemHttpResult Refused(string name, string? value, string allowed) =>
        TypedResults.Problem($"参数 {name} 不能是“{value}”，请改成 {allowed}。", statusCode: StatusCodes.Status400BadRequest);

    private static bool IsOneOf<T>(string? text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]);

    private static bool IsNullOrOneOf<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null) return true;
        if (!IsOneOf<T>(text, out var found)) return false;
        value = found;
        return true;
    }

    /// <summary>The filter of a download, as the list's address says it.</summary>
    internal sealed record ExportQuery(string? Format, string? Area, string? Status, string? Tag, string? Stage, string? Policy, string? Q);
}
