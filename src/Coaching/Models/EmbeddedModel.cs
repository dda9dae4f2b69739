namespace Coaching.Models;

/// <summary>The embedded model's name in the container, where it stands ready whatever provider is configured.</summary>
internal static class EmbeddedModel
{
    public const string Key = "embedded";
}
