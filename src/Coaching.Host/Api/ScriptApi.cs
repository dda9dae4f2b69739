using System.Security.Claims;
using System.Text;
using Coaching.Host.Security;
using Coaching.Scenarios.Workshop;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coaching.Host.Api;

/// <summary>Mentors' scenarios as files: the text as it is kept, or a published version.</summary>
internal static class ScriptApi
{
    public static IEndpointRouteBuilder MapScripts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/scripts/{scenarioId}/export", ExportAsync).RequireAuthorization(Policies.Mentor);
        return endpoints;
    }

    /// <summary>Where a text is downloaded.</summary>
    public static string Address(string scenarioId, int? version = null) => $"/api/scripts/{scenarioId}/export" + (version is { } number ? $"?version={number}" : "");

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(string scenarioId, int? version, ClaimsPrincipal user, ScenarioShelf shelf, CancellationToken cancel)
    {
        var history = await shelf.FindAsync(user.ToActor(), scenarioId, cancel);
        var text = version is null ? history?.Draft.Yaml : history?.Versions.FirstOrDefault(found => found.Version == version)?.Yaml;
        return text is null ? TypedResults.NotFound() : TypedResults.File(Encoding.UTF8.GetBytes(text), "application/yaml; charset=utf-8", scenarioId + (version is null ? "" : $"-v{version}") + ".yaml");
    }
}
