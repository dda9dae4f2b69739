namespace Coaching.Host.Components.Account;

/// <summary>Where a sign-in may lead: a path of this site, never an address somebody else made up.</summary>
internal static class LocalPath
{
    /// <summary>The path if it is one of this site's own, otherwise the front page.</summary>
    public static string Of(string? path) => IsLocal(path) ? path! : "/";

    // "//host" and "/\host" are other sites to a browser; a control character may hide one.
    private static bool IsLocal(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
