using Coaching.Scenarios;

namespace Coaching.Knowledge;

/// <summary>A rule or policy that content may cite, as far as it was verified.</summary>
public sealed record Policy
{
    /// <summary>Short id that entries cite.</summary>
    public required string Id { get; init; }
    /// <summary>The full official title.</summary>
    public required string Title { get; init; }
    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }
    /// <summary>Document number; empty when none is known.</summary>
    public string? Number { get; init; }
    /// <summary>Articles that were verified.</summary>
    public IReadOnlyList<PolicyArticle> Articles { get; init; } = [];
    /// <summary>What it says, in a sentence.</summary>
    public string? Gist { get; init; }
    /// <summary>Since when it applies, as precisely as known.</summary>
    public string? EffectiveFrom { get; init; }
    /// <summary>The id of what replaced it; empty while it applies.</summary>
    public string? SupersededBy { get; init; }
    /// <summary>T: checked against the text; P: against a reprint; S: seen in a transcript only.</summary>
    public required string Verified { get; init; }
}

/// <summary>One article of a policy.</summary>
public sealed record PolicyArticle
{
    /// <summary>Such as 第12条.</summary>
    public required string Article { get; init; }
    /// <summary>What it says, in a sentence.</summary>
    public required string Gist { get; init; }
}

/// <summary>All policies that content may cite.</summary>
public sealed class PolicyList
{
    private readonly Dictionary<string, Policy> byId;

    private PolicyList(IEnumerable<Policy> policies) => byId = policies.ToDictionary(policy => policy.Id, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyCollection<Policy> All => byId.Values;

    /// <summary>The policy with this id, or null.</summary>
    public Policy? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads <c>policies.yaml</c>.</summary>
    /// <exception cref="InvalidContentException">The file is faulty.</exception>
    public static PolicyList Read(string path)
    {
        var yaml = YamlText.Parse(Path.GetFileName(path), File.ReadAllText(path));
        var policies = yaml.Read<FileContent>().Policies;
        var twice = policies.Index().GroupBy(policy => policy.Item.Id, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => new ScenarioProblem(Path.GetFileName(path), yaml.LineOf($"policies[{same.Last().Index}].id"), $"id '{same.Key}' is used {same.Count()} times", "make ids unique"))
            .ToList();
        return twice.Count == 0 ? new PolicyList(policies) : throw new InvalidContentException(twice);
    }

    /// <summary>Citations of policies or articles that the list does not have, and of superseded ones.</summary>
    public IEnumerable<ScenarioProblem> BrokenCitations(IEnumerable<Entry> entries) =>
        from entry in entries
        from citation in entry.Policies
        let policy = Find(citation.Id)
        let problem = policy is null ? $"policy '{citation.Id}' is not in the list"
            : !string.IsNullOrEmpty(policy.SupersededBy) ? $"'{policy.Title}' was superseded by '{policy.SupersededBy}'"
            : citation.Article.Length > 0 && policy.Articles.All(article => article.Article != citation.Article) ? $"{citation.Article} of '{policy.Title}' was not verified"
            : null
        where problem is not null
        select new ScenarioProblem(entry.Id + ".md", 1, problem, "cite what policies.yaml holds");

    private sealed record FileContent
    {
        public required IReadOnlyList<Policy> Policies { get; init; }
    }
}
