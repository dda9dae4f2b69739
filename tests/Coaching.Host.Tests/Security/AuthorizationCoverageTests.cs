using System.Reflection;
using Coaching.Host.Chat;
using Coaching.Host.Tests.Running;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Coaching.Host.Tests.Security;

/// <summary>Nothing that can be called may lack a decision about who may call it.</summary>
public sealed class AuthorizationCoverageTests(InProcessHost host) : IClassFixture<InProcessHost>
{
    // What the framework maps for everybody: its scripts carry no data, the circuit is guarded page by page, and in
    // Development a missing asset is answered with 404 behind the fallback policy.
    private static readonly string[] OfTheFramework = ["/_blazor", "/_framework", "_framework", "{**path:file}"];

    [Fact]
    public void EveryEndpoint_CarriesAPolicyOrIsMarkedAnonymous()
    {
        var endpoints = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();

        var undecided = endpoints
            .Where(endpoint => !OfTheFramework.Any(prefix => endpoint.RoutePattern.RawText!.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(endpoint => !IsDecided(endpoint.Metadata.OfType<object>()))
            .Select(endpoint => $"{endpoint.DisplayName} {endpoint.RoutePattern.RawText}")
            .ToList();

        endpoints.Count.ShouldBeGreaterThan(10);
        undecided.ShouldBeEmpty();
    }

    [Fact]
    public void EveryHubMethod_CarriesAPolicy()
    {
        var methods = typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName).ToList();

        methods.Count.ShouldBeGreaterThanOrEqualTo(7);
        methods.Where(method => !IsDecided(method.GetCustomAttributes())).Select(method => method.Name).ShouldBeEmpty();
    }

    [Fact]
    public void EveryPage_CarriesAPolicyOrIsMarkedAnonymous()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        pages.Count.ShouldBeGreaterThanOrEqualTo(6);
        pages.Where(page => !IsDecided(page.GetCustomAttributes())).Select(page => page.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void IsDecided_ForABareAuthorize_IsFalse()
    {
        IsDecided([new AuthorizeAttribute()]).ShouldBeFalse();
        IsDecided([]).ShouldBeFalse();
        IsDecided([new AuthorizeAttribute("Mentor")]).ShouldBeTrue();
        IsDecided([new AllowAnonymousAttribute()]).ShouldBeTrue();
    }

    private static bool IsDecided(IEnumerable<object> metadata) => metadata.Any(item =>
        item is IAllowAnonymous || item is IAuthorizeData { Policy: not null } || item is AuthorizationPolicy);
}
