using Coaching.People;
using Coaching.Storage;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Coaching.Host.Security;

/// <summary>Sign-in by cookie for browsers and by bearer token for other clients.</summary>
internal static class SecuritySetup
{
    private const string CookieOrBearer = "CookieOrBearer";

    public static IServiceCollection AddCoachingSecurity(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, null, options => options.ForwardDefaultSelector = context =>
                HasToken(context) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme)
            .AddBearerToken(IdentityConstants.BearerScheme, options => options.Events = new BearerTokenEvents
            {
                // Browsers cannot set headers on a WebSocket, so SignalR's clients send the token in the query.
                OnMessageReceived = context =>
                {
                    if (context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)) context.Token = context.Request.Query["access_token"];
                    return Task.CompletedTask;
                },
            })
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
            {
                cookie.LoginPath = "/sign-in";
                cookie.AccessDeniedPath = "/no-entry";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                cookie.SlidingExpiration = true;
            }));
        services.AddIdentityCore<Person>(options =>
            {
                options.Password.RequiredLength = 10;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Lockout.MaxFailedAccessAttempts = 8;
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<CoachingDb>()
            .AddClaimsPrincipalFactory<ActorClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddAuthorization(Policies.Add);
        // Keys live in the database, so that sign-ins outlast a restart and hold on every server.
        services.AddDataProtection().PersistKeysToDbContext<CoachingDb>().SetApplicationName("Coaching");
        services.AddSingleton<FirstRun>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstRun>());
        if (environment.IsDevelopment()) services.AddHostedService<DemoPeople>();
        return services;
    }

    private static bool HasToken(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal)
        || (context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && context.Request.Query.ContainsKey("access_token"));
}
