using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Coaching.Host.Security;

/// <summary>Limits that keep guessing of passwords slow.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    public static void Add(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        // A person at a sign-in page is told in words; a program gets the bare status.
        options.OnRejected = (context, _) =>
        {
            var request = context.HttpContext.Request;
            if (!request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) context.HttpContext.Response.Redirect("/sign-in?wait=true");
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(SignIn, context => HttpMethods.IsGet(context.Request.Method) ? RateLimitPartition.GetNoLimiter("looking") : RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            // A whole school may sit behind one address; the lock-out per account does the rest.
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
    }
}
