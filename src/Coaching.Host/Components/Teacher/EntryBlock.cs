using System.Text.RegularExpressions;

namespace Coaching.Host.Components.Teacher;

/// <summary>What a block of an entry is.</summary>
internal enum EntryBlockKind
{
    /// <summary>A paragraph.</summary>
    Paragraph,
    /// <summary>A numbered list.</summary>
    Numbered,
    /// <summary>A plain list.</summary>
    Bullets,
}

/// <summary>A paragraph or a list of an entry's body, as plain text.</summary>
internal sealed partial record EntryBlock(EntryBlockKind Kind, List<string> Lines)
{
    /// <summary>Reads paragraphs, numbered and plain lists; emphasis marks are dropped.</summary>
    public static IReadOnlyList<EntryBlock> Read(string markdown)
    {
        var blocks = new List<EntryBlock>();
        var open = false;
        foreach (var raw in markdown.Split('\n'))
        {
            var line = raw.Trim().Replace("**", "", StringComparison.Ordinal);
            if (line.Length == 0)
            {
                open = false;
                continue;
            }

            var kind = Number().IsMatch(line) ? EntryBlockKind.Numbered : Bullet().IsMatch(line) ? EntryBlockKind.Bullets : EntryBlockKind.Paragraph;
            var text = kind switch
            {
                EntryBlockKind.Numbered => Number().Replace(line, ""),
                EntryBlockKind.Bullets => Bullet().Replace(line, ""),
                _ => line,
            };
            // A blank line parts paragraphs, but not the items of a list.
            if (blocks.Count == 0 || blocks[^1].Kind != kind || (kind == EntryBlockKind.Paragraph && !open)) blocks.Add(new EntryBlock(kind, []));
            blocks[^1].Lines.Add(text);
            open = true;
        }

        return blocks;
    }

    [GeneratedRegex(@"^\d{1,3}[.、]\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[-*]\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bullet();
}
