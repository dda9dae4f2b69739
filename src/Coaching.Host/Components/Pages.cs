using Microsoft.AspNetCore.Diagnostics;

namespace Coaching.Host.Components;

/// <summary>Tells pages for people from what programs call.</summary>
internal static class Pages
{
    private static readonly PathString[] ForPrograms = ["/api", "/hubs", "/health", "/_blazor", "/_framework", "/_content"];

    /// <summary>Shows people a page where there is nothing; programs get the bare status.</summary>
    public static IApplicationBuilder UsePageForNothingFound(this IApplicationBuilder app) => app
        .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true)
        .Use((context, next) =>
        {
            if (!IsForPeople(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });

    private static bool IsForPeople(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !ForPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal));
}
