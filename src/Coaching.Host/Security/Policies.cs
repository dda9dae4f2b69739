using Coaching.People;
using Microsoft.AspNetCore.Authorization;

namespace Coaching.Host.Security;

/// <summary>
/// The policies that pages, hub methods and endpoints carry. Anonymous ones carry <c>[AllowAnonymous]</c>; nothing may
/// carry neither, and a test goes through all of them.
/// </summary>
public static class Policies
{
    /// <summary>Anybody signed in.</summary>
    public const string SignedIn = nameof(SignedIn);
    /// <summary>Those who rehearse: every role may, mentors and researchers to know what they talk about.</summary>
    public const string Rehearse = nameof(Rehearse);
    /// <summary>Those who mentor.</summary>
    public const string Mentor = nameof(Mentor);
    /// <summary>Those who research.</summary>
    public const string Research = nameof(Research);
    /// <summary>Those who administer.</summary>
    public const string Administer = nameof(Administer);

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Rehearse, policy => policy.RequireRole(Roles.All));
        options.AddPolicy(Mentor, policy => policy.RequireRole(Roles.Mentor));
        options.AddPolicy(Research, policy => policy.RequireRole(Roles.Researcher));
        options.AddPolicy(Administer, policy => policy.RequireRole(Roles.Administrator));
        // What carries no policy is closed, not open.
        options.FallbackPolicy = options.GetPolicy(SignedIn);
    }
}
