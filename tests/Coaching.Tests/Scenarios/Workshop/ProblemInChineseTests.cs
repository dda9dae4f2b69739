using Coaching.Scenarios;
using Coaching.Scenarios.Workshop;
using Shouldly;

namespace Coaching.Tests.Scenarios.Workshop;

public sealed class ProblemInChineseTests
{
    [Theory]
    [MemberData(nameof(FaultyScenarioTests.Replacements), MemberType = typeof(FaultyScenarioTests))]
    public void Of_EveryFaultTheReaderFinds_IsASentenceOfItsOwn(string old, string with, string at, string problem, string mend)
    {
        _ = (problem, mend);
        foreach (var found in FaultyText.Problems(FaultyText.File, FaultyText.Replacing(old, with, at).Text)) Said(found);
    }

    [Theory]
    [MemberData(nameof(FaultyScenarioTests.Cuts), MemberType = typeof(FaultyScenarioTests))]
    public void Of_EverythingThatCanBeMissing_IsASentenceOfItsOwn(string from, string upTo, string at, string problem, string mend)
    {
        _ = (problem, mend);
        foreach (var found in FaultyText.Problems(FaultyText.File, FaultyText.Cutting(from, upTo, at).Text)) Said(found);
    }

    [Fact]
    public void Of_WhatTheParserSays_IsTheGeneralSentence() =>
        ProblemInChinese.Of("While scanning a simple key, could not find expected ':'.").ShouldBe(ProblemInChinese.Otherwise);

    // A message that nobody translated would fall to the sentence about indentation, and send the mentor looking in vain.
    private static void Said(ScenarioProblem problem)
    {
        if (problem.Problem.StartsWith("While", StringComparison.Ordinal) || problem.Mend.StartsWith("mend the YAML", StringComparison.Ordinal)) return;
        ProblemInChinese.Of(problem.Problem).ShouldNotBe(ProblemInChinese.Otherwise, problem.Problem);
    }
}
