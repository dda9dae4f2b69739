namespace Coaching.Host.Components.Mentor.Scripts;

/// <summary>What of a script is looked at; every value has a name in the resources.</summary>
public enum ScriptTab
{
    /// <summary>Form and YAML.</summary>
    Write,
    /// <summary>A talk to throw away.</summary>
    Talk,
    /// <summary>Simulated teachers.</summary>
    Test,
    /// <summary>Review, publishing, versions.</summary>
    Review,
}
