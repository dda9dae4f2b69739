namespace Coaching.Prompts;

/// <summary>A prompt file: front matter and a template body.</summary>
/// <param name="Id">Its path below the prompts folder without ending, such as <c>rehearsal/persona</c>.</param>
/// <param name="Version">The authored version.</param>
/// <param name="Inputs">The variables the body uses, exactly.</param>
/// <param name="Body">The template, in Semantic Kernel's syntax.</param>
/// <param name="Hash">SHA-256 of the file, hexadecimal.</param>
public sealed record Prompt(string Id, int Version, IReadOnlyList<string> Inputs, string Body, string Hash);
