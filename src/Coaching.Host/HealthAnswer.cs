using Coaching.Knowledge;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Coaching.Host;

/// <summary>What <c>/health/ready</c> says besides its status: which index answers, and with which vectors.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Index = context.RequestServices.GetRequiredService<IQaIndex>().Describe(),
    });
}
