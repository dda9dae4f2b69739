using Coaching.Knowledge;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Knowledge;

public sealed class PolicyListTests : IDisposable
{
    private const string Policies = """
        policies:
          - id: rules
            title: 规则
            issuer: 教育部
            articles:
              - { article: "第7条", gist: "六种情形。" }
            verified: T
          - id: old-rules
            title: 旧规则
            issuer: 教育部
            supersededBy: rules
            verified: P
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coaching-policies-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("rules", "", null)]
    [InlineData("rules", "第7条", null)]
    [InlineData("rules", "第8条", "第8条 of '规则' was not verified")]
    [InlineData("old-rules", "", "'旧规则' was superseded by 'rules'")]
    [InlineData("no-rules", "", "policy 'no-rules' is not in the list")]
    public void BrokenCitations_NamesWhatMayNotBeCited(string id, string article, string? problem)
    {
        var found = Read(Policies).BrokenCitations([Citing(new PolicyCitation { Id = id, Article = article })]).ToList();

        if (problem is null) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().ShouldBe(new ScenarioProblem("hs-x.md", 1, problem, "cite what policies.yaml holds"));
    }

    [Theory]
    [InlineData("policies:\n  - id: a\n    title: 甲\n    issuer: 乙\n", 2)]
    [InlineData("policies:\n  - id: a\n    title: 甲\n    issuer: 乙\n    verified: T\n    moot: 1\n", 6)]
    [InlineData("rules: []\n", 1)]
    public void Read_OfAFaultyList_NamesTheLine(string text, int line) =>
        Should.Throw<InvalidContentException>(() => Read(text)).Problems.ShouldHaveSingleItem().Line.ShouldBe(line);

    [Fact]
    public void Read_OfTwoPoliciesWithOneId_Refuses() =>
        Should.Throw<InvalidContentException>(() => Read(Policies.Replace("id: old-rules", "id: rules", StringComparison.Ordinal)))
            .Problems.ShouldHaveSingleItem().ShouldBe(new ScenarioProblem("policies.yaml", 8, "id 'rules' is used 2 times", "make ids unique"));

    private PolicyList Read(string text)
    {
        var path = Path.Combine(folder.FullName, "policies.yaml");
        File.WriteAllText(path, text);
        return PolicyList.Read(path);
    }

    private static Entry Citing(PolicyCitation citation) => new()
    {
        Id = "hs-x",
        Version = 1,
        Area = Area.HomeSchool,
        Question = "",
        Phrasings = [],
        Answer = "",
        Policies = [citation],
        Author = "",
        Reviewer = "",
        Status = EntryStatus.Draft,
        ValidFrom = "",
    };
}
