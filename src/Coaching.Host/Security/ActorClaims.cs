using System.Security.Claims;
using Coaching.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Coaching.Host.Security;

/// <summary>Puts a person's unit into their sign-in, so that no query has to ask who is asking.</summary>
internal sealed class ActorClaims(UserManager<Person> people, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person, IdentityRole<Guid>>(people, roles, options)
{
    private const string UnitId = "unit";
    private const string UnitPath = "unit_path";
    private const string DisplayName = "display_name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(UnitId, user.UnitId.ToString()));
        identity.AddClaim(new Claim(UnitPath, user.UnitPath));
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        return identity;
    }

    public static Actor ActorOf(ClaimsPrincipal principal) => new(
        Guid.Parse(Required(principal, ClaimTypes.NameIdentifier)),
        Guid.Parse(Required(principal, UnitId)),
        Required(principal, UnitPath));

    public static string NameOf(ClaimsPrincipal principal) => principal.FindFirstValue(DisplayName) ?? "";

    private static string Required(ClaimsPrincipal principal, string type) =>
        principal.FindFirstValue(type) ?? throw new InvalidOperationException($"The sign-in lacks the claim '{type}'; sign in again.");
}

/// <summary>Reads the actor from a principal.</summary>
public static class ActorExtensions
{
    /// <summary>The actor that a signed-in principal stands for.</summary>
    /// <exception cref="InvalidOperationException">The principal was not signed in here.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal) => ActorClaims.ActorOf(principal);

    /// <summary>The name to greet a signed-in principal by.</summary>
    public static string ToDisplayName(this ClaimsPrincipal principal) => ActorClaims.NameOf(principal);
}
