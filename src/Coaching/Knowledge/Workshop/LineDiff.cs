namespace Coaching.Knowledge.Workshop;

/// <summary>What became of a line.</summary>
public enum DiffKind
{
    /// <summary>It stayed.</summary>
    Same,
    /// <summary>It went.</summary>
    Removed,
    /// <summary>It came.</summary>
    Added,
}

/// <summary>A line of a comparison.</summary>
public sealed record DiffLine(DiffKind Kind, string Text);

/// <summary>Compares two texts line by line: the longest common subsequence stays, the rest went or came.</summary>
internal static class LineDiff
{
    /// <summary>The lines of both texts in order, what went before what came.</summary>
    public static IReadOnlyList<DiffLine> Compare(string before, string after)
    {
        var (left, right) = (before.TrimEnd('\n').Split('\n'), after.TrimEnd('\n').Split('\n'));
        // lengths[i, j]: how many lines the rests from i and j have in common.
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        var lines = new List<DiffLine>();
        var (l, r) = (0, 0);
        while (l < left.Length || r < right.Length)
        {
            if (l < left.Length && r < right.Length && left[l] == right[r])
            {
                lines.Add(new DiffLine(DiffKind.Same, left[l++]));
                r++;
            }
            else if (r == right.Length || (l < left.Length && lengths[l + 1, r] >= lengths[l, r + 1]))
            {
                lines.Add(new DiffLine(DiffKind.Removed, left[l++]));
            }
            else
            {
                lines.Add(new DiffLine(DiffKind.Added, right[r++]));
            }
        }

        return lines;
    }
}
