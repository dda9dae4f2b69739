namespace Coaching;

/// <summary>Where authored content lies.</summary>
public sealed class ContentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Content";

    /// <summary>Holds <c>prompts</c>, <c>scenarios</c> and <c>moves</c>; by default beside the program.</summary>
    public string Folder { get; set; } = Path.Combine(AppContext.BaseDirectory, "content");
}
