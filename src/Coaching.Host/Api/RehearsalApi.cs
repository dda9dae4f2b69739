using System.Security.Claims;
using Coaching.Host.Chat;
using Coaching.Host.Security;
using Coaching.Rehearsals;
using Coaching.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coaching.Host.Api;

/// <summary>What a client reads besides the hub: scenarios, own rehearsals, debriefs.</summary>
internal static class RehearsalApi
{
    private const int PageSize = 50;

    public static IEndpointRouteBuilder MapRehearsals(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api").RequireAuthorization(Policies.Rehearse);
        group.MapGet("/scenarios", async (ClaimsPrincipal user, RehearsalDesk desk, CancellationToken cancel) =>
            (await desk.ScenariosAsync(user.ToActor(), cancel)).Select(ScenarioMessage.Of));
        group.MapGet("/rehearsals", (ClaimsPrincipal user, RehearsalDesk desk, CancellationToken cancel, int page = 0) =>
            desk.MineAsync(user.ToActor(), Math.Max(0, page) * PageSize, PageSize, cancel));
        group.MapGet("/rehearsals/{id:guid}/debrief", DebriefAsync);
        return endpoints;
    }

    private static async Task<Results<Ok<DebriefMessage>, NotFound>> DebriefAsync(Guid id, ClaimsPrincipal user, RehearsalDesk desk, CancellationToken cancel) =>
        await desk.DebriefAsync(user.ToActor(), id, cancel) is { } reading
            ? TypedResults.Ok(new DebriefMessage(HintMessage.MachineMade, reading.Summary, reading.SummaryProvider, reading.Debrief))
            : TypedResults.NotFound();
}

/// <summary>A scenario on the wire: what a teacher may know before playing it.</summary>
internal sealed record ScenarioMessage(string Id, int Version, Area Area, string Title, string Summary, string Situation, string Goal, IReadOnlyList<int> Grades, CareerStage Stage, int Difficulty, int Minutes, int MaxTurns)
{
    public static ScenarioMessage Of(Scenario s) => new(s.Id, s.Version, s.Area, s.Title, s.Summary, s.Situation, s.Goal, s.Grades, s.Stage, s.Difficulty, s.Minutes, s.MaxTurns);
}

/// <summary>A debrief on the wire.</summary>
internal sealed record DebriefMessage(string Label, string? Summary, string? SummaryProvider, Feedback.Debrief Findings);
