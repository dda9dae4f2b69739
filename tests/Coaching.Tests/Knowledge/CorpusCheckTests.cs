using Coaching.Knowledge;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Knowledge;

public sealed class CorpusCheckTests
{
    private static readonly string Shelf = Path.Combine(Shipped.Folder, "scenarios", "qa");
    private static readonly PolicyList Policies = PolicyList.Read(Path.Combine(Shelf, "policies.yaml"));
    private static readonly Entry Sound = EntryReader.Read("hs-homework-too-much.md", File.ReadAllText(Path.Combine(Shelf, "home-school", "hs-homework-too-much.md"))) with { Related = [] };

    // What is wrong with an entry, and what is said of it.
    public static TheoryData<string, string> Faults => new()
    {
        { "area", "id 'hs-homework-too-much' does not fit its area → begin it with cm-" },
        { "answer", "the answer has 1 sentences → write two" },
        { "tags", "no topics" },
        { "reviewer", "author or reviewer is missing" },
        { "dates", "validTo 2020-01-01 is before validFrom" },
        { "twice", "stands there twice → drop one" },
        { "scenario", "scenario 'no-such' does not exist" },
        { "steps", "怎么做 has no numbered steps" },
        { "words", "可以这样说 has no words to say" },
        { "title", "the text names 《新时代中小学教师职业行为十项准则》 → cite 'ten-rules'" },
        { "number", "document number 〔1999〕1号 is not in the list" },
        { "citation", "is cited twice" },
        { "unknown", "policy 'no-rules' is not in the list" },
        { "long", "characters → make it shorter than 95: split it" },
        { "rare", "of the characters are uncommon" },
        { "related", "related entry 'no-entry' does not exist" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Problems_OfAFaultyEntry_NamesItAndTheMend(string fault, string said)
    {
        var problem = Check(Spoilt(fault)).ShouldHaveSingleItem();

        problem.File.ShouldBe("hs-homework-too-much.md");
        $"{problem.Problem} → {problem.Mend}".ShouldContain(said);
    }

    [Fact]
    public void Problems_OfASoundEntry_AreNone() => Check(Sound).ShouldBeEmpty();

    [Fact]
    public void Problems_OfTwoEntriesThatAskTheSame_NameBothAndTheWordings()
    {
        var other = Sound with { Id = "hs-other", Question = "没有人这样问过的一句话", Phrasings = [Sound.Question.TrimEnd('？') + "呢"] };

        var problem = Check(Sound, other).ShouldHaveSingleItem();

        problem.Problem.ShouldContain(Sound.Question);
        problem.Problem.ShouldContain("hs-other");
    }

    [Theory]
    [InlineData("number: 教基〔2022〕7号", "number: 2022年7号", "is no document number")]
    [InlineData("supersededBy: new", "supersededBy: gone", "is not in the list")]
    [InlineData("verified: T", "verified: X", "write T, P or S")]
    [InlineData("第7条", "七条", "is no article")]
    [InlineData("title: 新规则", "title: 旧规则", "stands there twice")]
    public void Problems_OfAFaultyPolicyList_AreNamed(string sound, string faulty, string said)
    {
        const string list = """
            policies:
              - id: old
                title: 旧规则
                issuer: 教育部
                number: 教基〔2022〕7号
                articles:
                  - { article: "第7条", gist: "六种情形。" }
                supersededBy: new
                verified: T
              - id: new
                title: 新规则
                issuer: 教育部
                verified: P
            """;
        Read(list).Faults().ShouldBeEmpty();

        var problems = Read(list.Replace(sound, faulty, StringComparison.Ordinal)).Faults().ToList();

        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(problem => $"{problem.Problem} → {problem.Mend}".Contains(said, StringComparison.Ordinal));

        static PolicyList Read(string text)
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, text);
            try
            {
                return PolicyList.Read(path);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    [Theory]
    [InlineData("先听。再说。", 2, 2, 0)]
    [InlineData("1. 先把话听完\n2. “再说你的”", 4.5, 5, 0)]
    [InlineData("饕餮吃饭", 4, 4, 0.5)]
    [InlineData("", 0, 0, 0)]
    public void ReadingLevel_OfAText_CountsSentencesAndUncommonCharacters(string text, double mean, int longest, double rare) =>
        ReadingLevel.Of(text).ShouldBe(new ReadingLevel(mean, longest, rare));

    private static IReadOnlyList<ScenarioProblem> Check(params Entry[] entries) =>
        CorpusCheck.Problems(entries, Policies, Shipped.Catalogue.All.Select(scenario => scenario.Id).ToHashSet(StringComparer.Ordinal));

    private static Entry Spoilt(string fault) => fault switch
    {
        "area" => Sound with { Area = Area.ClassroomManagement },
        "answer" => Sound with { Answer = "先听完再说。" },
        "tags" => Sound with { Tags = [] },
        "reviewer" => Sound with { Reviewer = "" },
        "dates" => Sound with { ValidTo = "2020-01-01" },
        "twice" => Sound with { Phrasings = [.. Sound.Phrasings, Sound.Question] },
        "scenario" => Sound with { Scenarios = ["no-such"] },
        "steps" => With("怎么做", "先听，再说。"),
        "words" => With("可以这样说", "- 我先听您说。"),
        "title" => With("为什么", "见《新时代中小学教师职业行为十项准则》。"),
        "number" => With("为什么", "见教基〔1999〕1号。"),
        "citation" => Sound with { Policies = [Sound.Policies[0], Sound.Policies[0]] },
        "unknown" => Sound with { Policies = [new PolicyCitation { Id = "no-rules" }] },
        "long" => With("为什么", new string('听', 96) + "。"),
        "rare" => With("为什么", string.Concat(Enumerable.Repeat("饕餮饕餮饕餮饕餮饕餮。", 3))),
        "related" => Sound with { Related = ["no-entry"] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static Entry With(string heading, string text) =>
        Sound with { Sections = [.. Sound.Sections.Select(section => section.Heading == heading ? section with { Markdown = text } : section)] };
}
