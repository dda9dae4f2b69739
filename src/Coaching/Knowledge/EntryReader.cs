using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>Reads 百问百答 entries from Markdown files.</summary>
internal static class EntryReader
{
    /// <summary>The headings every entry has, in this order.</summary>
    public static readonly IReadOnlyList<string> Headings = ["为什么", "怎么做", "可以这样说", "不要这样", "何时请人帮忙"];

    /// <summary>Reads every entry below a folder.</summary>
    /// <exception cref="InvalidContentException">Any entry is faulty; all faults are listed.</exception>
    public static IReadOnlyList<Entry> ReadFolder(string folder)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var problems = new List<ScenarioProblem>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            try
            {
                var entry = Read(file, File.ReadAllText(path));
                if (!entries.TryAdd(entry.Id, entry)) problems.Add(new ScenarioProblem(file, 1, $"id '{entry.Id}' is taken", "choose another id"));
            }
            catch (InvalidContentException fault)
            {
                problems.AddRange(fault.Problems);
            }
        }

        return problems.Count == 0 ? [.. entries.Values] : throw new InvalidContentException(problems);
    }

    /// <summary>Related entries that are named but not there: no reason to refuse service, one to mend the corpus.</summary>
    public static IEnumerable<ScenarioProblem> BrokenRelations(IReadOnlyList<Entry> entries)
    {
        var ids = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        return from entry in entries
               from related in entry.Related
               where !ids.Contains(related)
               select new ScenarioProblem(entry.Id + ".md", 1, $"related entry '{related}' does not exist", "name an existing id");
    }

    /// <summary>Reads one entry that may be unfinished: only its form is checked, not what it lacks.</summary>
    /// <exception cref="InvalidContentException">The text cannot be read.</exception>
    public static Entry ReadDraft(string file, string text)
    {
        var (entry, body) = FrontMatter.Read<Entry>(file, text);
        return entry with { Sections = Sections(body) };
    }

    /// <summary>Reads one entry.</summary>
    /// <exception cref="InvalidContentException">The entry is faulty.</exception>
    public static Entry Read(string file, string text)
    {
        var entry = ReadDraft(file, text);
        var problems = Faults(entry, Path.GetFileNameWithoutExtension(file))
            .Select(fault => new ScenarioProblem(file, 1, fault.Problem, fault.Mend)).ToList();
        return problems.Count == 0 ? entry : throw new InvalidContentException(problems);
    }

    private static IEnumerable<(string Problem, string Mend)> Faults(Entry entry, string fileName)
    {
        if (entry.Id != fileName) yield return ($"id '{entry.Id}' is not the file's name", "name the file after the id");
        if (entry.Phrasings.Count is < 4 or > 8) yield return ($"{entry.Phrasings.Count} other phrasings", "write 4 to 8");
        if (entry.Practices.Count == 1) yield return ("one practice alone", "write at least two, or put it under 怎么做");
        if (entry.Practices.Any(practice => practice.IsUnfinished)) yield return ("a practice lacks its name, when or how", "write all three");
        if (entry.Grades.Any(grade => grade is < 1 or > 12)) yield return ("a grade is not 1 to 12", "use 1 to 12");
        if (!DateOnly.TryParseExact(entry.ValidFrom, "yyyy-MM-dd", out _)) yield return ($"validFrom '{entry.ValidFrom}' is no date", "write yyyy-MM-dd");
        if (!string.IsNullOrEmpty(entry.ValidTo) && !DateOnly.TryParseExact(entry.ValidTo, "yyyy-MM-dd", out _)) yield return ($"validTo '{entry.ValidTo}' is no date", "write yyyy-MM-dd or leave it empty");
        if (!entry.Sections.Select(section => section.Heading).SequenceEqual(Headings, StringComparer.Ordinal))
        {
            yield return ("the headings are not the five expected", $"use, in order: {string.Join("、", Headings)}");
        }
        else if (entry.Sections.FirstOrDefault(section => section.Markdown.Length == 0) is { } empty)
        {
            yield return ($"'{empty.Heading}' is empty", "write it");
        }
    }

    private static List<EntrySection> Sections(string body) =>
        [.. body.Split("## ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('\n', 2))
            .Select(part => new EntrySection(part[0].Trim(), part.Length > 1 ? part[1].Trim() : ""))];
}
