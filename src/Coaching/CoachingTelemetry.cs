using System.Diagnostics;

namespace Coaching;

/// <summary>The product's own traces. Spans carry ids and states, never what anybody said.</summary>
public static class CoachingTelemetry
{
    /// <summary>The name to subscribe to.</summary>
    public const string SourceName = "Coaching";

    internal static readonly ActivitySource Source = new(SourceName);
}
