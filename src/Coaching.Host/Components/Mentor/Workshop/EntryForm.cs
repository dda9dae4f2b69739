using System.Globalization;
using System.Text.Json;
using Coaching.Knowledge;
using Coaching.Scenarios;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>An entry as it stands in the editor's fields: whatever was typed, right or not.</summary>
public sealed class EntryForm
{
    private static readonly char[] TagMarks = ['、', ',', '，', ';', '；', '\n'];

    // Headings of imported entries that are not among the five; they are kept as they came.
    private List<EntrySection> otherSections = [];

    /// <summary>The area.</summary>
    public Area Area { get; set; }
    /// <summary>The question.</summary>
    public string Question { get; set; } = "";
    /// <summary>Other ways to ask, one a line.</summary>
    public string Phrasings { get; set; } = "";
    /// <summary>The answer.</summary>
    public string Answer { get; set; } = "";
    /// <summary>The five sections, in the order of <see cref="EntryReader.Headings"/>.</summary>
    public string[] Sections { get; private set; } = new string[EntryReader.Headings.Count];
    /// <summary>Years of service it is written for.</summary>
    public CareerStage Stage { get; set; }
    /// <summary>Grades it fits.</summary>
    public SortedSet<int> Grades { get; private set; } = [];
    /// <summary>Topics, with any usual mark between them.</summary>
    public string Tags { get; set; } = "";
    /// <summary>Ids of related entries.</summary>
    public List<string> Related { get; private set; } = [];
    /// <summary>Ids of scenarios it helps with.</summary>
    public List<string> Scenarios { get; private set; } = [];
    /// <summary>The rules it rests on; a line without a policy is one not chosen yet.</summary>
    public List<PolicyLine> Policies { get; private set; } = [];
    /// <summary>Practices that stand side by side.</summary>
    public List<PracticeLine> Practices { get; private set; } = [];
    /// <summary>First day, as the browser writes dates.</summary>
    public string ValidFrom { get; set; } = "";
    /// <summary>Last day; empty while open.</summary>
    public string ValidTo { get; set; } = "";
    /// <summary>The author's role.</summary>
    public string Author { get; set; } = "";

    /// <summary>Puts an entry into the fields.</summary>
    public static EntryForm Of(Entry entry) => new()
    {
        Area = entry.Area,
        Question = entry.Question,
        Phrasings = string.Join('\n', entry.Phrasings),
        Answer = entry.Answer,
        Sections = [.. EntryReader.Headings.Select(heading => entry.Section(heading) ?? "")],
        otherSections = [.. entry.Sections.Where(section => !EntryReader.Headings.Contains(section.Heading, StringComparer.Ordinal))],
        Stage = entry.Stage,
        Grades = [.. entry.Grades],
        Tags = string.Join('、', entry.Tags),
        Related = [.. entry.Related],
        Scenarios = [.. entry.Scenarios],
        Policies = [.. entry.Policies.Select(policy => new PolicyLine { Id = policy.Id, Article = policy.Article })],
        Practices = [.. entry.Practices.Select(practice => new PracticeLine { Name = practice.Name, When = practice.When, How = practice.How })],
        ValidFrom = entry.ValidFrom,
        ValidTo = entry.ValidTo ?? "",
        Author = entry.Author,
    };

    /// <summary>The entry that the fields make; what the editor does not show is taken from another.</summary>
    /// <param name="basis">The entry as it was opened.</param>
    public Entry ToEntry(Entry basis) => basis with
    {
        Area = Area,
        Question = OneLine(Question),
        Phrasings = Parts(Phrasings, '\n'),
        Answer = OneLine(Answer),
        Sections =
        [
            .. EntryReader.Headings.Zip(Sections).Where(section => !string.IsNullOrWhiteSpace(section.Second))
                .Select(section => new EntrySection(section.First, section.Second.ReplaceLineEndings("\n").Trim())),
            .. otherSections,
        ],
        Stage = Stage,
        Grades = [.. Grades],
        Tags = Parts(Tags, TagMarks),
        Related = [.. Related],
        Scenarios = [.. Scenarios],
        Policies = [.. Policies.Where(policy => policy.Id.Length > 0).Select(policy => new PolicyCitation { Id = policy.Id, Article = policy.Article })],
        Practices = [.. Practices.Where(practice => !practice.IsEmpty).Select(practice => new Practice { Name = OneLine(practice.Name), When = OneLine(practice.When), How = practice.How.ReplaceLineEndings("\n").Trim() })],
        ValidFrom = ValidFrom,
        ValidTo = ValidTo.Length == 0 ? null : ValidTo,
        Author = OneLine(Author),
    };

    /// <summary>Takes over what a browser kept, by the fields' names; what it does not know stays.</summary>
    /// <returns>False when the text is no such thing.</returns>
    public bool Restore(string json)
    {
        Dictionary<string, string> fields;
        try
        {
            fields = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException)
        {
            return false;
        }

        Area = EnumOf("area", Area);
        Question = TextOf("question", Question);
        Phrasings = TextOf("phrasings", Phrasings);
        Answer = TextOf("answer", Answer);
        for (var i = 0; i < Sections.Length; i++) Sections[i] = TextOf($"section-{i}", Sections[i]);
        Stage = EnumOf("stage", Stage);
        if (fields.TryGetValue("grades", out var grades)) Grades = [.. Parts(grades, ',').Select(grade => int.TryParse(grade, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(grade => grade is >= 1 and <= 12)];
        Tags = TextOf("tags", Tags);
        if (fields.TryGetValue("related", out var related)) Related = [.. Parts(related, ',')];
        if (fields.TryGetValue("scenarios", out var scenarios)) Scenarios = [.. Parts(scenarios, ',')];
        if (fields.ContainsKey("policies")) Policies = [.. Rows("policy", "id").Select(row => new PolicyLine { Id = TextOf($"policy-{row}-id", ""), Article = TextOf($"policy-{row}-article", "") })];
        if (fields.ContainsKey("practices")) Practices = [.. Rows("practice", "name").Select(row => new PracticeLine { Name = TextOf($"practice-{row}-name", ""), When = TextOf($"practice-{row}-when", ""), How = TextOf($"practice-{row}-how", "") })];
        ValidFrom = TextOf("valid-from", ValidFrom);
        ValidTo = TextOf("valid-to", ValidTo);
        Author = TextOf("author", Author);
        return true;

        string TextOf(string name, string otherwise) => fields.GetValueOrDefault(name) ?? otherwise;

        T EnumOf<T>(string name, T otherwise)
            where T : struct, Enum => EntryQuery.Parse<T>(fields.GetValueOrDefault(name)) ?? otherwise;

        IEnumerable<int> Rows(string list, string field) => Enumerable.Range(0, fields.Count).TakeWhile(row => fields.ContainsKey($"{list}-{row}-{field}"));
    }

    // The files hold question and answer on one line.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IReadOnlyList<string> Parts(string text, params char[] marks) =>
        [.. text.Split(marks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>A citation being chosen.</summary>
    public sealed class PolicyLine
    {
        /// <summary>The policy's id.</summary>
        public string Id { get; set; } = "";
        /// <summary>The article; empty for the whole.</summary>
        public string Article { get; set; } = "";
    }

    /// <summary>A practice being written.</summary>
    public sealed class PracticeLine
    {
        /// <summary>What it is called.</summary>
        public string Name { get; set; } = "";
        /// <summary>When it fits.</summary>
        public string When { get; set; } = "";
        /// <summary>How it is done.</summary>
        public string How { get; set; } = "";

        /// <summary>Whether nothing was written.</summary>
        public bool IsEmpty => Name.Length + When.Length + How.Length == 0;
    }
}
