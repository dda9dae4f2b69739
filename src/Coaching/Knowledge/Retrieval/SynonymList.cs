using Coaching.Scenarios;

namespace Coaching.Knowledge.Retrieval;

/// <summary>
/// Words of the trade that stand for each other, and short forms: 功课 finds 作业, 班主 finds 班主任. Where a query holds one of
/// a group, the others are looked for as well, at <see cref="Weight"/>.
/// </summary>
public sealed class SynonymList
{
    /// <summary>
    /// What a synonym's terms count beside the query's own. Low, because people mostly mean the word they chose; set on
    /// the development questions, where anything from 0.1 to 0.3 ranks alike and 0.5 starts to lose.
    /// </summary>
    public const float Weight = 0.15f;

    private readonly Dictionary<string, List<string>> others;
    private readonly int longest;

    private SynonymList(Dictionary<string, List<string>> others)
    {
        this.others = others;
        longest = others.Keys.Select(word => word.Length).DefaultIfEmpty().Max();
    }

    /// <summary>No synonyms.</summary>
    public static SynonymList None { get; } = new([]);

    /// <summary>Reads lines such as <c>作业 = 功课</c>; a line that starts with # is a remark. None when the file is missing.</summary>
    /// <exception cref="InvalidContentException">A line is not a group of words, or a word stands in two groups; all faults are listed.</exception>
    public static SynonymList ReadFile(string path) => File.Exists(path) ? Parse(File.ReadLines(path), Path.GetFileName(path)) : None;

    /// <summary>Reads such lines.</summary>
    internal static SynonymList Parse(IEnumerable<string> lines, string name)
    {
        var others = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var problems = new List<ScenarioProblem>();
        foreach (var (index, line) in lines.Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            var group = line.Split('=').Select(word => ChineseText.Normalise(word.Trim())).ToList();
            if (group.Count < 2 || group.Exists(word => word.Length == 0)) problems.Add(new ScenarioProblem(name, index + 1, "not a group of words", "write 作业 = 功课"));
            foreach (var word in group)
            {
                if (!others.TryAdd(word, [.. group.Where(other => other != word)])) problems.Add(new ScenarioProblem(name, index + 1, $"{word} stands there twice", "put it into one group"));
            }
        }

        return problems.Count > 0 ? throw new InvalidContentException(problems) : new SynonymList(others);
    }

    /// <summary>The text as it is searched for; of words within words the longest counts.</summary>
    public SearchText Read(string text)
    {
        var normal = ChineseText.Normalise(text);
        var found = new List<string>();
        for (var start = 0; start < normal.Length;)
        {
            var length = Math.Min(longest, normal.Length - start);
            while (length > 0 && !others.ContainsKey(normal.Substring(start, length))) length--;
            if (length > 0) found.AddRange(others[normal.Substring(start, length)]);
            start += Math.Max(1, length);
        }

        return new SearchText(normal, found);
    }
}

/// <summary>A text to look for.</summary>
/// <param name="Normal">The text, normalised.</param>
/// <param name="Synonyms">Other words for some of its own, normalised.</param>
public sealed record SearchText(string Normal, IReadOnlyList<string> Synonyms)
{
    /// <summary>The terms in a view with their weights, each once: the text's own count 1.</summary>
    internal IReadOnlyList<KeyValuePair<ulong, float>> Terms(TermView view)
    {
        var weights = new OrderedDictionary<ulong, float>();
        var terms = new List<ulong>();
        ChineseText.Terms(Normal, view, terms);
        foreach (var term in terms) weights.TryAdd(term, 1);
        foreach (var synonym in Synonyms)
        {
            ChineseText.Terms(synonym, view, terms);
            foreach (var term in terms) weights.TryAdd(term, SynonymList.Weight);
        }

        return [.. weights];
    }
}
