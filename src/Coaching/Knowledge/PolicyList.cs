using System.Text.RegularExpressions;
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
public sealed partial class PolicyList
{
    private static readonly string[] Marks = ["T", "P", "S"];

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

    /// <summary>What is wrong with the list itself.</summary>
    internal IEnumerable<ScenarioProblem> Faults() => All.SelectMany(FaultsOf).Select(fault => new ScenarioProblem("policies.yaml", 1, fault.Problem, fault.Mend));

    private IEnumerable<(string Problem, string Mend)> FaultsOf(Policy policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Title) || string.IsNullOrWhiteSpace(policy.Issuer)) yield return ($"'{policy.Id}' lacks its title or issuer", "write both in full");
        if (All.Any(other => other != policy && other.Title == policy.Title)) yield return ($"'{policy.Title}' stands there twice", "keep one");
        if (!string.IsNullOrEmpty(policy.Number) && !Number().IsMatch(policy.Number)) yield return ($"'{policy.Number}' of '{policy.Id}' is no document number", "write 教基〔2022〕7号 or 教育部令第49号, or leave it empty");
        if (!string.IsNullOrEmpty(policy.SupersededBy) && Find(policy.SupersededBy) is null) yield return ($"'{policy.SupersededBy}', which superseded '{policy.Id}', is not in the list", "add it, so that entries can cite it instead");
        if (policy.SupersededBy == policy.Id) yield return ($"'{policy.Id}' superseded itself", "name what replaced it");
        if (!Marks.Contains(policy.Verified, StringComparer.Ordinal)) yield return ($"'{policy.Verified}' of '{policy.Id}' says not how it was verified", "write T, P or S");
        foreach (var article in policy.Articles.Where(article => !Article().IsMatch(article.Article))) yield return ($"'{article.Article}' of '{policy.Id}' is no article", "write 第7条 or 第20–21条");
        foreach (var twice in policy.Articles.GroupBy(article => article.Article, StringComparer.Ordinal).Where(same => same.Count() > 1)) yield return ($"{twice.Key} of '{policy.Id}' stands there twice", "keep one");
    }

    [GeneratedRegex(@"^(\p{L}{2,8}〔\d{4}〕\d+号|\p{L}{2,6}令第\d+号)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^第\d+(–\d+)?条$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Article();

    private sealed record FileContent
    {
        public required IReadOnlyList<Policy> Policies { get; init; }
    }
}
