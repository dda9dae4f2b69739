using Coaching.Scenarios.Workshop;
using Shouldly;

namespace Coaching.Tests.Scenarios.Workshop;

/// <summary>The form changes one value and nothing else.</summary>
public sealed class YamlPatchTests
{
    private const string Small = """
        # 开头的话
        id: small
        title: 旧题目 # 题目要短
        situation: |
          第一行。

          第二行。
        # 夹在中间
        grades: [4, 5, 6]
        facts:
          # 第一件
          - id: one
            about: 甲
            tells:
              - 话一
              # 这句最要紧
              - 话二
              - "话：三 # 不是注释"
          - id: two
            about: 乙
            tells: [丙]
        # 结尾的话

        """;

    [Theory]
    [InlineData("title", "新题目")]
    [InlineData("title", "带冒号: 和 # 号的题目")]
    [InlineData("title", "“引号”和\\反斜线\"")]
    [InlineData("situation", "只有一行。")]
    [InlineData("situation", "三行。\n\n三行。\n三行。")]
    [InlineData("facts[0].about", "- 像列表的字")]
    [InlineData("facts[1].about", "true")]
    public void Set_ChangesOneValue_AndKeepsEveryCommentAndEveryOther(string path, string value)
    {
        var changed = YamlPatch.Read(Small)!.Set(path, value).ShouldNotBeNull();

        YamlPatch.Read(changed)!.Text(path)!.TrimEnd('\n').ShouldBe(value);
        foreach (var comment in new[] { "# 开头的话", "# 题目要短", "# 夹在中间", "# 第一件", "# 这句最要紧", "# 结尾的话" }) changed.ShouldContain(comment);
        // Other lines stand as they stood.
        Small.Split('\n').Except(changed.Split('\n')).Count().ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void SetItems_KeepsTheCommentsOfItemsThatStay()
    {
        var patch = YamlPatch.Read(Small)!;

        var longer = patch.SetItems("facts[0].tells", ["话一", "话二改", "话：三 # 不是注释", "话四"]).ShouldNotBeNull();
        YamlPatch.Read(longer)!.Items("facts[0].tells").ShouldBe(["话一", "话二改", "话：三 # 不是注释", "话四"]);
        longer.ShouldContain("# 这句最要紧");

        var shorter = patch.SetItems("facts[0].tells", ["话一", "话：三 # 不是注释"]).ShouldNotBeNull();
        YamlPatch.Read(shorter)!.Items("facts[0].tells").ShouldBe(["话一", "话：三 # 不是注释"]);
        shorter.ShouldContain("# 这句最要紧");

        patch.SetItems("grades", ["7", "8"]).ShouldNotBeNull().ShouldContain("grades: [7, 8]\n");
        YamlPatch.Read(patch.SetItems("facts[1].tells", ["一, 二", "三"])!)!.Items("facts[1].tells").ShouldBe(["一, 二", "三"]);
        patch.SetItems("facts[0].tells", []).ShouldBeNull();
    }

    [Fact]
    public void AppendAndRemove_TouchOnlyTheItem()
    {
        var added = YamlPatch.Read(Small)!.Append("facts", "id: three\nabout: 丁\ntells:\n  - 戊").ShouldNotBeNull();

        var patch = YamlPatch.Read(added)!;
        patch.Count("facts").ShouldBe(3);
        patch.Items("facts[2].tells").ShouldBe(["戊"]);
        added.ShouldContain("# 结尾的话");
        patch.Remove("facts", 2).ShouldBe(Small);
    }

    [Theory]
    [MemberData(nameof(Shipped.SampleIds), MemberType = typeof(Shipped))]
    public void Set_InAShippedScenarioOfEachArea_IsDoneAndUndoneWithoutATrace(string id)
    {
        var text = Shipped.ScenarioText(id);
        string[] paths = ["title", "goal", "minutes", "personas[0].role", "personas[0].facts[0].about", "personas[0].facts[1].earnedBy", "criteria[0].keep", "criteria[1].sayable", "beats[0].intent"];
        foreach (var path in paths)
        {
            var before = YamlPatch.Read(text)!.Text(path)!;
            var changed = YamlPatch.Read(text)!.Set(path, "换成这一句").ShouldNotBeNull(path);
            YamlPatch.Read(changed)!.Set(path, before).ShouldNotBeNull(path).Split('\n').Length.ShouldBe(text.Split('\n').Length);
        }

        foreach (var path in new[] { "personas[0].facts[0].tells", "personas[0].facts[0].telltales", "beats[1].lines[0].say", "unknown" })
        {
            var items = YamlPatch.Read(text)!.Items(path)!;
            var more = YamlPatch.Read(text)!.SetItems(path, [.. items, "再添一句"]).ShouldNotBeNull(path);
            YamlPatch.Read(more)!.SetItems(path, items).ShouldNotBeNull(path).Split('\n').Length.ShouldBe(text.Split('\n').Length);
        }
    }

    [Fact]
    public void Read_OfWhatIsNoYaml_IsNull() => YamlPatch.Read("title: [没有合上").ShouldBeNull();
}
