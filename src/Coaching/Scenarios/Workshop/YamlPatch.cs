using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Coaching.Scenarios.Workshop;

/// <summary>
/// Changes single values in a YAML text and leaves every other character alone, comments and unknown keys included.
/// Every change is read again before it is given out: if any other value or any comment came out otherwise, it is refused.
/// </summary>
internal sealed partial class YamlPatch
{
    private readonly string text;
    private readonly YamlMappingNode root;

    private YamlPatch(string text, YamlMappingNode root)
    {
        this.text = text;
        this.root = root;
    }

    /// <summary>Reads a text; null where it is no YAML that may be a scenario.</summary>
    public static YamlPatch? Read(string text)
    {
        try
        {
            // The strict reader first: what nests too deep must not reach the other one.
            YamlText.Parse("", text);
            return new YamlPatch(text, Root(text));
        }
        catch (InvalidContentException)
        {
            return null;
        }
    }

    /// <summary>The value at a path such as <c>personas[0].name</c>; null where there is none or it is no single value.</summary>
    public string? Text(string path) => (Find(path) as YamlScalarNode)?.Value;

    /// <summary>The values of a list; null where there is none or it holds more than single values.</summary>
    public IReadOnlyList<string>? Items(string path) =>
        Find(path) is YamlSequenceNode list && list.Children.All(item => item is YamlScalarNode)
            ? [.. list.Children.Cast<YamlScalarNode>().Select(item => item.Value ?? "")]
            : null;

    /// <summary>How many items a list has; 0 where there is none.</summary>
    public int Count(string path) => (Find(path) as YamlSequenceNode)?.Children.Count ?? 0;

    /// <summary>The text with another value at a path.</summary>
    /// <returns>Null where that cannot be done without touching anything else.</returns>
    public string? Set(string path, string value)
    {
        if (Find(path) is not YamlScalarNode scalar) return null;
        return scalar.Value == value ? text : Sound(Replaced(text, scalar, value, Parent(path)), path, value);
    }

    /// <summary>The text with other items in a list of single values; an item that stays keeps its comments.</summary>
    /// <returns>Null where that cannot be done without touching anything else.</returns>
    public string? SetItems(string path, IReadOnlyList<string> items)
    {
        if (Find(path) is not YamlSequenceNode list || Items(path) is not { } before || items.Count == 0) return null;
        if (before.SequenceEqual(items, StringComparer.Ordinal)) return text;
        return list.Style == SequenceStyle.Flow || before.Count == 0
            ? Sound(text[..At(list.Start)] + "[" + string.Join(", ", items.Select(item => Inline(item, isFlow: true))) + "]" + text[EndOf(text, list, 0)..], path, null)
            : Sound(WithItems(list, before, items), path, null);
    }

    /// <summary>The text with one more item at the end of a list of mappings.</summary>
    /// <param name="path">The list, which has an item.</param>
    /// <param name="block">The item's lines, without its hyphen and its indentation.</param>
    public string? Append(string path, string block)
    {
        if (Find(path) is not YamlSequenceNode { Style: not SequenceStyle.Flow, Children: { Count: > 0 } items }) return null;
        var indent = IndentAt(text, At(items[^1].Start));
        var lines = block.TrimEnd('\n').Split('\n').Select((line, i) => indent + (i == 0 ? "- " : "  ") + line);
        var end = LineEnd(text, EndOf(text, items[^1], indent.Length));
        return Sound(text[..end] + (text[end - 1] == '\n' ? "" : "\n") + string.Join('\n', lines) + "\n" + text[end..], path, null);
    }

    /// <summary>The text without an item of a list of mappings; comments inside it go with it.</summary>
    public string? Remove(string path, int index)
    {
        if (Find(path) is not YamlSequenceNode { Style: not SequenceStyle.Flow, Children: { Count: > 1 } items } || index >= items.Count) return null;
        var start = LineStart(text, At(items[index].Start));
        var end = LineEnd(text, EndOf(text, items[index], IndentAt(text, At(items[index].Start)).Length));
        var cut = text[..start] + text[end..];
        return Sound(cut, path, null, withoutComments: text[start..end]);
    }

    private string WithItems(YamlSequenceNode list, IReadOnlyList<string> before, IReadOnlyList<string> items)
    {
        var nodes = list.Children.Cast<YamlScalarNode>().ToList();
        var head = before.Zip(items).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = before.Skip(head).Reverse().Zip(items.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (old, fresh) = (before.Count - head - tail, items.Count - head - tail);
        var indent = IndentAt(text, At(nodes[0].Start));
        var changed = text;
        // From the end, so that places before a change stay where they are.
        for (var i = old - 1; i >= fresh; i--) changed = changed[..LineStart(text, At(nodes[head + i].Start))] + changed[LineEnd(text, EndOf(text, nodes[head + i], indent.Length))..];
        if (fresh > old)
        {
            var place = head + old > 0 ? LineEnd(text, EndOf(text, nodes[head + old - 1], indent.Length)) : LineStart(text, At(nodes[0].Start));
            changed = changed[..place] + string.Concat(items.Skip(head + old).Take(fresh - old).Select(item => $"{indent}- {Inline(item, isFlow: false)}\n")) + changed[place..];
        }

        for (var i = Math.Min(old, fresh) - 1; i >= 0; i--) changed = Replaced(changed, nodes[head + i], items[head + i], list);
        return changed;
    }

    private static string Replaced(string text, YamlScalarNode scalar, string value, YamlNode? parent)
    {
        var start = At(scalar.Start);
        var isFlow = parent is YamlMappingNode { Style: MappingStyle.Flow } or YamlSequenceNode { Style: SequenceStyle.Flow };
        var indent = IndentAt(text, start).Length + (parent is YamlMappingNode && DashBefore(text, start) ? 2 : 0);
        var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        var end = EndOf(text, scalar, indent);
        if ((isBlock || value.Contains('\n', StringComparison.Ordinal)) && !isFlow && value.Trim().Length > 0)
        {
            var lines = value.Trim('\n').Split('\n').Select(line => line.Trim().Length == 0 ? "" : new string(' ', indent + 2) + line.TrimEnd());
            // What stands after a value on its line, a comment perhaps, cannot stand after a block: then the value is quoted.
            if (isBlock || text[end..LineEnd(text, end)].Trim().Length == 0) return text[..start] + "|\n" + string.Join('\n', lines) + text[end..];
        }

        // A key without a value has no blank after its colon.
        return text[..start] + (start > 0 && text[start - 1] == ':' ? " " : "") + Inline(value, isFlow) + text[end..];
    }

    private string? Sound(string changed, string path, string? expected, string withoutComments = "")
    {
        if (Read(changed) is not { } after) return null;
        if (expected is not null && after.Text(path)?.TrimEnd('\n') != expected.TrimEnd('\n')) return null;
        var others = (YamlPatch patch) => Leaves(patch.root, "").Where(leaf => !leaf.Path.StartsWith(path, StringComparison.Ordinal)).ToList();
        var comments = Comments(text).Except(Comments(withoutComments), StringComparer.Ordinal);
        return others(this).SequenceEqual(others(after)) && comments.All(Comments(changed).Contains) ? changed : null;
    }

    private static IEnumerable<(string Path, string Value)> Leaves(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => Leaves(pair.Value, path.Length == 0 ? $"{pair.Key}" : $"{path}.{pair.Key}")),
        YamlSequenceNode list => list.Children.SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        YamlScalarNode scalar => [(path, scalar.Value ?? "")],
        _ => [],
    };

    private static HashSet<string> Comments(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var scanner = new Scanner(new StringReader(text), skipComments: false);
            while (scanner.MoveNext())
            {
                if (scanner.Current is YamlDotNet.Core.Tokens.Comment comment) found.Add(comment.Value);
            }
        }
        catch (YamlException)
        {
            // A part of a text need not be YAML by itself; what was found until then counts.
        }

        return found;
    }

    private YamlNode? Parent(string path) => path.LastIndexOfAny(['.', '[']) is var cut && cut > 0 ? Find(path[..cut]) : root;

    private YamlNode? Find(string path)
    {
        YamlNode? node = root;
        foreach (Match step in Step().Matches(path))
        {
            node = step.Groups["index"].Success
                ? (node as YamlSequenceNode)?.Children.ElementAtOrDefault(int.Parse(step.Groups["index"].Value))
                : (node as YamlMappingNode)?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode key && key.Value == step.Groups["key"].Value).Value;
            if (node is null) return null;
        }

        return node;
    }

    // The library says where a list or mapping begins, not where it ends, and of block scalars only where the next thing begins.
    private static int EndOf(string text, YamlNode node, int indent) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } block => EndOfBlock(text, At(block.Start), indent),
        YamlSequenceNode { Style: not SequenceStyle.Flow, Children: { Count: > 0 } items } => EndOf(text, items[^1], IndentAt(text, At(items[^1].Start)).Length),
        YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } map => EndOf(text, map.Children.Last().Value, (int)map.Children.Last().Key.Start.Column - 1),
        YamlSequenceNode list => AfterBracket(text, list.Children.Count > 0 ? EndOf(text, list.Children[^1], indent) : At(list.Start) + 1),
        YamlMappingNode map => AfterBracket(text, map.Children.Count > 0 ? EndOf(text, map.Children.Last().Value, indent) : At(map.Start) + 1),
        _ => At(node.End),
    };

    private static int AfterBracket(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] is ']' or '}') return i + 1;
            if (text[i] == '#') i = LineEnd(text, i) - 1;
        }

        return text.Length;
    }

    private static int EndOfBlock(string text, int start, int indent)
    {
        var end = LineEnd(text, start);
        for (var next = end; next < text.Length; next = LineEnd(text, next))
        {
            var line = text[next..LineEnd(text, next)];
            if (line.Trim().Length == 0) continue;
            if (line.Length - line.TrimStart(' ').Length <= indent) break;
            end = LineEnd(text, next);
        }

        return end > start && text[end - 1] == '\n' ? end - 1 : end;
    }

    private static string Inline(string value, bool isFlow)
    {
        var isPlain = PlainStart().IsMatch(value) && value.Trim() == value && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
            && !value.EndsWith(':') && !value.Any(char.IsControl) && !(isFlow && value.AsSpan().ContainsAny(",[]{}"))
            && value is not ("null" or "true" or "false" or "~");
        return isPlain ? value : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
    }

    private static YamlMappingNode Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static int At(in Mark mark) => (int)mark.Index;

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    // Past the line's own end, so that whole lines can be cut.
    private static int LineEnd(string text, int index) => text.IndexOf('\n', index) is var end and >= 0 ? end + 1 : text.Length;

    private static string IndentAt(string text, int index)
    {
        var start = LineStart(text, index);
        return new string(' ', text.AsSpan(start).IndexOfAnyExcept(' ') is var count and > 0 ? count : 0);
    }

    private static bool DashBefore(string text, int index) => text.AsSpan(LineStart(text, index)).TrimStart(' ').StartsWith("- ");

    [GeneratedRegex(@"(?<key>[^.\[\]]+)|\[(?<index>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^[\p{L}\p{N}（“‘《…—，。、？！]", RegexOptions.None, 1000)]
    private static partial Regex PlainStart();
}
