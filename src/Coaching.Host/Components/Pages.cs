namespace Coaching.Host.Components;

/// <summary>Tells pages for people from what programs call.</summary>
internal static class Pages
{
    private static readonly PathString[] ForPrograms = ["/api", "/hubs", "/health", "/_blazor", "/_framework", "/_content"];

    /// <summary>Whether a person looks at the answer.</summary>
    public static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
}
