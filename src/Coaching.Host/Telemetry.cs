using OpenTelemetry.Trace;

namespace Coaching.Host;

/// <summary>Traces of requests and turns. They carry ids and states, never what anybody said.</summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOpenTelemetry().WithTracing(tracing =>
        {
            tracing.AddSource(CoachingTelemetry.SourceName, "Coaching.Models").AddAspNetCoreInstrumentation();
            // Exporting is for those who named a collector; nobody else should see connection errors.
            if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) tracing.AddOtlpExporter();
        });
        return services;
    }
}
