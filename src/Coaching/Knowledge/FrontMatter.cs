using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>A Markdown file that starts with YAML between two lines of three hyphens.</summary>
internal static class FrontMatter
{
    /// <summary>Splits a file and reads its front matter strictly.</summary>
    /// <exception cref="InvalidContentException">There is no front matter, or it is faulty.</exception>
    public static (T Head, string Body) Read<T>(string file, string text)
    {
        var normal = text.ReplaceLineEndings("\n");
        var end = normal.StartsWith("---\n", StringComparison.Ordinal) ? normal.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            throw new InvalidContentException([new ScenarioProblem(file, 1, "no front matter", "start with a line ---, the keys, and a line ---")]);
        }

        // The first line of hyphens stays as a blank line, so that line numbers in messages are those of the file.
        return (YamlText.Parse(file, "\n" + normal[4..end]).Read<T>(), normal[(end + 5)..].Trim());
    }
}
