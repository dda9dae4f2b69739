using System.Text.Encodings.Web;
using System.Text.Json;
using Coaching.Knowledge;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Coaching.Host;

/// <summary>What <c>/health/ready</c> says besides its status: which index answers, and with which vectors.</summary>
internal static class HealthAnswer
{
    // Read by people as often as by programs, and never inside a page.
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Index = context.RequestServices.GetRequiredService<IQaIndex>().Describe(),
    }, Plain);
}
