using System.Security.Claims;
using System.Text;
using Coaching.Homework;
using Coaching.Host.Components.Teacher.Homework;
using Coaching.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Api;

/// <summary>What teachers take along of a homework design.</summary>
internal static class HomeworkApi
{
    public static IEndpointRouteBuilder MapHomework(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/homework/{id:guid}/{number:int}", ExportAsync).RequireAuthorization(Policies.Rehearse);
        return endpoints;
    }

    /// <summary>Where a revision is downloaded as Markdown.</summary>
    public static string ExportAddress(Guid designId, int number) => $"/api/homework/{designId}/{number}";

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(
        Guid id, int number, ClaimsPrincipal user, HomeworkDesk desk, HomeworkContent content, IStringLocalizer<UiText> text, CancellationToken cancel)
    {
        var history = await desk.FindAsync(user.ToActor(), id, cancel);
        if (history?.Revisions.FirstOrDefault(revision => revision.Number == number) is not { } revision) return TypedResults.NotFound();
        var markdown = HomeworkText.Of(text, content, history.Design, revision, history.Measures.GetValueOrDefault(number));
        return TypedResults.File(Encoding.UTF8.GetBytes(markdown), "text/markdown; charset=utf-8", text["HomeworkText_File", number]);
    }
}
