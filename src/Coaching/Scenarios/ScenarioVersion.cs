namespace Coaching.Scenarios;

/// <summary>A stored version of a scenario. Rows are never changed: a rehearsal can always be replayed on its own text.</summary>
public sealed class ScenarioVersion
{
    /// <summary>SHA-256 of the text, hexadecimal; the key.</summary>
    public required string Hash { get; init; }
    /// <summary>The scenario's id.</summary>
    public required string ScenarioId { get; init; }
    /// <summary>The authored version number.</summary>
    public int Version { get; init; }
    /// <summary>The YAML text.</summary>
    public required string Yaml { get; init; }
    /// <summary>The owning unit; units below it may rehearse it.</summary>
    public Guid UnitId { get; init; }
    /// <summary>That unit's path.</summary>
    public required string UnitPath { get; init; }
    /// <summary>When it was first seen.</summary>
    public DateTimeOffset At { get; init; }
}
