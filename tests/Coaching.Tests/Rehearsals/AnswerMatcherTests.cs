using Coaching.Rehearsals;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class AnswerMatcherTests
{
    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Match_OfEveryAuthoredQuestion_FindsItsAnswer(string id) =>
        Misses(id, ask => ask).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Match_OfAQuestionPolitelyWrapped_FindsItsAnswer(string id) =>
        Misses(id, ask => $"我想问一下，{ask}？").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Shipped.ScenarioIds), MemberType = typeof(Shipped))]
    public void Match_OfAQuestionAmongOtherSentences_FindsItsAnswer(string id) =>
        Misses(id, ask => $"谢谢您愿意跟我说这些。{ask}？我记下来。").ShouldBeEmpty();

    [Theory]
    [InlineData("明天的天气怎么样？")]
    [InlineData("食堂今天有没有红烧肉？")]
    [InlineData("这部电影是谁演的？")]
    [InlineData("这支股票还会涨吗？")]
    [InlineData("我先把窗户关上。")]
    [InlineData("")]
    [InlineData("？？？")]
    public void Match_OfSomethingElse_FindsNothing(string text)
    {
        foreach (var scenario in Shipped.Catalogue.All)
        {
            new AnswerMatcher(scenario.Answers).Match(text)?.Id.ShouldBeNull(scenario.Id);
        }
    }

    [Fact]
    public void Match_WithoutAnyAnswers_FindsNothing() => new AnswerMatcher([]).Match("昨晚几点写完的？").ShouldBeNull();

    private static List<string> Misses(string id, Func<string, string> wrap)
    {
        var answers = Shipped.Scenario(id).Answers;
        var matcher = new AnswerMatcher(answers);
        return [.. from answer in answers
                   from ask in answer.Asks
                   let found = matcher.Match(wrap(ask))?.Id
                   where found != answer.Id
                   select $"“{ask}” of {answer.Id} found {found ?? "nothing"}"];
    }
}
