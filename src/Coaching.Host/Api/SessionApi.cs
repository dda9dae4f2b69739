using Coaching.People;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Coaching.Host.Api;

/// <summary>Sign-in for clients that are no browsers: a bearer token and its refreshment.</summary>
internal static class SessionApi
{
    public static IEndpointRouteBuilder MapSession(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/session").AllowAnonymous();
        group.MapPost("", SignInAsync).RequireRateLimiting(Security.RateLimits.SignIn);
        group.MapPost("/refresh", RefreshAsync).RequireRateLimiting(Security.RateLimits.SignIn);
        return endpoints;
    }

    private static async Task<Results<EmptyHttpResult, UnauthorizedHttpResult>> SignInAsync(Credentials credentials, SignInManager<Person> signIn)
    {
        signIn.AuthenticationScheme = IdentityConstants.BearerScheme;
        var result = await signIn.PasswordSignInAsync(credentials.UserName, credentials.Password, isPersistent: false, lockoutOnFailure: true);
        // The handler has written the token itself.
        return result.Succeeded ? TypedResults.Empty : TypedResults.Unauthorized();
    }

    private static async Task<Results<SignInHttpResult, UnauthorizedHttpResult>> RefreshAsync(
        Refresh refresh, SignInManager<Person> signIn, IOptionsMonitor<BearerTokenOptions> options, TimeProvider time)
    {
        var ticket = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(refresh.RefreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } expires || time.GetUtcNow() >= expires
            || await signIn.ValidateSecurityStampAsync(ticket.Principal) is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        return TypedResults.SignIn(await signIn.CreateUserPrincipalAsync(person), authenticationScheme: IdentityConstants.BearerScheme);
    }

    internal sealed record Credentials(string UserName, string Password);

    internal sealed record Refresh(string RefreshToken);
}
