using Coaching.Knowledge.Retrieval;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

public sealed class CutTextsTests
{
    private static readonly FieldSettings[] Fields = [new("题", 1), new("问法", 0.3)];

    private static readonly Gen<string> Text = Gen.OneOf<string>(["作业", "家长", "太多", "，", "AI", "抄", "公開課"]).Array[0, 6].Select(words => string.Concat(words));

    [Fact]
    public void Builds_OneAfterTheOther_AreWhatFreshOnesAre()
    {
        var cut = new CutTexts(new TextCutter());
        // Texts come, go and come again, as entries do.
        Gen.Select(Text, Text.Array[0, 3], (title, ways) => new IReadOnlyList<string>[] { [title], ways }).Array[0, 6].Sample(documents =>
        {
            var remembering = LexicalIndex.Build(Fields, documents, cut);
            var fresh = LexicalIndex.Build(Fields, documents);

            foreach (var question in (string[])["家长嫌作业太多", "公开课", "AI 抄作业"]) remembering.Search(question, 6).ShouldBe(fresh.Search(question, 6));
        }, threads: 1, iter: 200);
    }
}
