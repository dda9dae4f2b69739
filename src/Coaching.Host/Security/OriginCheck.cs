namespace Coaching.Host.Security;

/// <summary>
/// Refuses hub and circuit requests that a page of another site sends: a WebSocket is not held back by CORS, and the
/// browser would attach the cookie.
/// </summary>
internal static class OriginCheck
{
    private static readonly PathString[] Guarded = ["/hubs", "/_blazor"];

    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var origin = context.Request.Headers.Origin.ToString();
        var guarded = Guarded.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
        if (guarded && origin.Length > 0 && !IsOwn(origin, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
