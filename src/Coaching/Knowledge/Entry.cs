namespace Coaching.Knowledge;

/// <summary>One version of a 百问百答 entry, as its Markdown file or a mentor's editor holds it.</summary>
public sealed record Entry
{
    /// <summary>Area prefix and words, equal to the file's name.</summary>
    public required string Id { get; init; }
    /// <summary>Counts up from 1.</summary>
    public required int Version { get; init; }
    /// <summary>One of the four areas.</summary>
    public required Scenarios.Area Area { get; init; }
    /// <summary>The question in a teacher's words.</summary>
    public required string Question { get; init; }
    /// <summary>Other ways to ask it.</summary>
    public required IReadOnlyList<string> Phrasings { get; init; }
    /// <summary>The answer in two sentences.</summary>
    public required string Answer { get; init; }
    /// <summary>Years of service it is written for.</summary>
    public Scenarios.CareerStage Stage { get; init; }
    /// <summary>Grades it fits, 1 to 12.</summary>
    public IReadOnlyList<int> Grades { get; init; } = [];
    /// <summary>Topics.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Ids of related entries.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];
    /// <summary>Ids of scenarios it helps with.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];
    /// <summary>The rules it rests on.</summary>
    public IReadOnlyList<PolicyCitation> Policies { get; init; } = [];
    /// <summary>Lawful practices that differ and stand side by side, each with when it fits; empty where one way is enough.</summary>
    public IReadOnlyList<Practice> Practices { get; init; } = [];
    /// <summary>The author's role.</summary>
    public required string Author { get; init; }
    /// <summary>The reviewer's role.</summary>
    public required string Reviewer { get; init; }
    /// <summary>Draft, published or retired.</summary>
    public required EntryStatus Status { get; init; }
    /// <summary>First day it applies, ISO 8601.</summary>
    public required string ValidFrom { get; init; }
    /// <summary>Last day it applies, ISO 8601; empty while open.</summary>
    public string? ValidTo { get; init; }
    /// <summary>Where the text came from; stays with every later version and in every file.</summary>
    public EntryOrigin Origin { get; init; }

    /// <summary>The sections of the body by heading, in order.</summary>
    [YamlDotNet.Serialization.YamlIgnore]
    public IReadOnlyList<EntrySection> Sections { get; init; } = [];

    /// <summary>The text under a heading; null when there is none.</summary>
    public string? Section(string heading) => Sections.FirstOrDefault(section => section.Heading == heading)?.Markdown;
}

/// <summary>A headed part of an entry's body.</summary>
public sealed record EntrySection(string Heading, string Markdown);

/// <summary>One of several lawful ways to go about a matter.</summary>
public sealed record Practice
{
    /// <summary>What it is called in a staff room.</summary>
    public required string Name { get; init; }
    /// <summary>When it fits: the condition that speaks for this one.</summary>
    public required string When { get; init; }
    /// <summary>How it is done.</summary>
    public required string How { get; init; }

    /// <summary>The practice in one line.</summary>
    [YamlDotNet.Serialization.YamlIgnore, System.Text.Json.Serialization.JsonIgnore]
    public string Line => $"{Name}（{When}）：{How}";

    /// <summary>Whether something is still to be written.</summary>
    [YamlDotNet.Serialization.YamlIgnore, System.Text.Json.Serialization.JsonIgnore]
    public bool IsUnfinished => string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(When) || string.IsNullOrWhiteSpace(How);
}

/// <summary>A rule an entry rests on, by its id in <c>policies.yaml</c>.</summary>
public sealed record PolicyCitation
{
    /// <summary>The policy's id.</summary>
    public required string Id { get; init; }
    /// <summary>The article, such as 第12条; empty when none is named.</summary>
    public string Article { get; init; } = "";
}

/// <summary>Where a version of an entry is in its life. The numbers are stored.</summary>
public enum EntryStatus
{
    /// <summary>草稿.</summary>
    Draft = 0,
    /// <summary>待审核: handed in, waiting for another mentor.</summary>
    InReview = 3,
    /// <summary>已发布. The newest published version is found; older ones stay readable where they are cited.</summary>
    Published = 1,
    /// <summary>已停用: no longer found.</summary>
    Retired = 2,
}

/// <summary>Where an entry's text came from.</summary>
public enum EntryOrigin
{
    /// <summary>Written by people.</summary>
    Written,
    /// <summary>Taken over from a file.</summary>
    Imported,
    /// <summary>Drafted by a machine; says so for ever.</summary>
    Machine,
}
