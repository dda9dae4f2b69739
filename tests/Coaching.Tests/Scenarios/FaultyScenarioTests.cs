using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class FaultyScenarioTests
{
    // What is replaced, by what, where the fault then stands, what is said about it, and how to mend it.
    public static TheoryData<string, string, string, string, string> Replacements => new()
    {
        // Keys and values.
        { "difficulty: 2\n", "difficulty: 2\nmood: calm\n", "mood", "'mood'", "this key does not exist here" },
        { "    manner: 称", "    temper: hot\n    manner: 称", "temper", "'temper'", "this key does not exist here" },
        { "area: home-school\n", "area: home-scool\n", "area", "'home-scool' is not one of classroom-management", "scenario.schema.json" },
        { "area: home-school\n", "area: 3\n", "area", "'3' is not one of classroom-management", "scenario.schema.json" },
        { "      Empathize: { trust: 7", "      Emphasise: { trust: 7", "Emphasise", "'Emphasise' is not one of Empathize", "scenario.schema.json" },
        { "difficulty: 2\n", "difficulty: two\n", "difficulty", "two", "scenario.schema.json" },
        { "title: 家长质疑作业太多\n", "title:\n", "title", "a key is without a value", "write a value" },
        { "grades: [4]\n", "grades:\n", "grades", "a key is without a value", "write a value" },
        { "      Empathize: { trust: 7, agitation: -9, openness: 6 }\n", "      Empathize:\n", "Empathize", "a key of this mapping is without a value", "scenario.schema.json" },
        { "          - 有您这句话，我坐得住一点了。可今天晚上七点一到，他还是得坐下写。\n", "          -\n", "-", "an item of a list is empty", "write it" },
        { "minutes: 8\n", "minutes: 8\nminutes: 9\n", "minutes: 9", "minutes", "keep one of the two" },
        { "title: 家长质疑作业太多\n", "title: 家长: 质疑\n", "title", "", "mend the YAML" },

        // What YAML allows and untrusted content must not use.
        { "grades: [4]\n", "grades: &g [4]\n", "grades", "an anchor (&) is used", "remove it" },
        { "grades: [4]\n", "grades: *g\n", "grades", "an alias (*) is used", "write the text out" },
        { "grades: [4]\n", "grades: !!seq [4]\n", "grades", "a tag (!) is used", "remove it" },
        { "title: 家长质疑作业太多\n", "title: !danger 家长质疑作业太多\n", "title", "a tag (!) is used", "remove it" },

        // Ranges.
        { "version: 2\n", "version: 0\n", "version", "version is below 1", "start at 1" },
        { "difficulty: 2\n", "difficulty: 4\n", "difficulty", "difficulty 4 is not 1 to 3", "use 1, 2 or 3" },
        { "minutes: 8\n", "minutes: 2\n", "minutes", "minutes 2 is not 3 to 30", "between 3 and 30" },
        { "maxTurns: 14\n", "maxTurns: 21\n", "maxTurns", "maxTurns 21 is not 6 to 20", "use 6 to 20" },
        { "grades: [4]\n", "grades: [13]\n", "grades", "grades are not within 1 to 12", "at least one grade" },
        { "start: { trust: 33", "start: { trust: 101", "start", "a starting value is not 0 to 100", "use 0 to 100" },
        { "Empathize: { trust: 7,", "Empathize: { trust: 21,", "Empathize", "a shift of Empathize is not −20 to 20", "use −20 to 20" },

        // A persona that rewards harm would teach it.
        { "Blame: { trust: -9,", "Blame: { trust: 9,", "Blame", "Blame harms but is rewarded", "trust and openness ≤ 0, agitation ≥ 0" },
        { "Threaten: { trust: -12, agitation: 15,", "Threaten: { trust: -12, agitation: -1,", "Threaten", "Threaten harms but is rewarded", "agitation ≥ 0" },
        { "      FollowUp: { trust: 5, agitation: -4, openness: 2 }\n", "", "      Empathize", "no shift for FollowUp", "give every move its shift" },

        // Ids and references.
        { "  - id: start-time\n", "  - id: finish-time\n", "id", "id 'finish-time' is used 2 times", "make ids unique" },
        { "  - id: ask-and-confirm\n", "  - id: feelings-first\n", "id", "id 'feelings-first' is used 2 times", "make ids unique" },
        { "  - id: agreed\n", "  - id: together\n", "id", "id 'together' is used 2 times", "make ids unique" },
        { "undecided: { turnsFewerThan: 3 }", "undecided: { factTold: nobody-knows }", "undecided", "no hidden fact is called 'nobody-knows'", "use a fact's id" },
        { "moves: [Empathize, Reflect], within: 3 }", "moves: [Empathize, Reflect], to: uncle }", "to:", "nobody is called 'uncle'", "use a persona's id" },
        { "when: { factsAll: [rubbing-out] }", "when: { factsAll: [rubbing-ou] }", "when", "no hidden fact is called 'rubbing-ou'", "use a fact's id" },

        // Rules.
        { "undecided: { turnsFewerThan: 3 }", "undecided: { turnsFewerThan: 3, factTold: rubbing-out }", "undecided", "a rule needs exactly one key", "use one of turn, order" },
        { "undecided: { turnsFewerThan: 3 }", "undecided: {}", "undecided", "a rule needs exactly one key", "use one of turn, order" },
        { "never: { moves: [BreachRule] }", "never: { within: 3 }", "never", "a pattern matches any turn", "give moves, allMoves or phrases" },

        // Lines.
        { "          - 您问，我照实说。昨天三科的本子全背回来了，七点坐下，十点一刻才收。\n", "          - 谢谢您肯听。我站了一天柜台，回家再陪着坐三个小时，真有点顶不住。\n", "-", "stands 2 times", "keep one" },
        { "    narration: 时间到了", "    immediate: true\n    narration: 时间到了", "immediate", "'unresolved' would end the talk at once, whatever happens", "give it `when`" },

        // A hidden fact in something that can be read before it is earned.
        { "有您这句话，我坐得住一点了。", "有您这句话，我坐得住一点了。他橡皮不离手。", "有您这句话", "“橡皮” gives 'rubbing-out' away", "reword" },
        { "没正经记过，都在脑子里。", "没正经记过，就记得课外练习册。", "没正经记过", "“课外练习册” gives 'extra-book' away", "depend on the fact" },
        { "这个我还真不知道，他回来没提过，我也没顾上问。", "这个我不知道，他老怕写错。", "这个我不知道", "“怕写错” gives 'rubbing-out' away", "reword" },
        { "goal: 先接住", "goal: 知道她吼了他，先接住", "goal", "“吼了他” gives 'quarrel' away", "reword" },
        { "manner: 称“老师”“您”", "manner: 说到橡皮就停，称“老师”“您”", "manner", "“橡皮” gives 'rubbing-out' away", "reword" },
        { "    sayable: 我们先不说谁对谁错", "    sayable: 您撕了那页纸也没什么，我们先不说谁对谁错", "sayable", "“撕了” gives 'quarrel' away", "reword" },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public void Read_WhenOneThingIsChanged_NamesTheFileTheLineTheProblemAndTheMend(string old, string with, string at, string problem, string mend)
    {
        var faulty = FaultyText.Replacing(old, with, at);

        var found = faulty.Problem();

        found.ShouldSatisfyAllConditions(
            () => found.File.ShouldBe(FaultyText.File),
            () => found.Line.ShouldBe(faulty.Line),
            () => found.Problem.ShouldContain(problem),
            () => found.Mend.ShouldContain(mend));
    }

    // What is cut, up to where, which line is named, what is said about it, and how to mend it.
    public static TheoryData<string, string, string, string, string> Cuts => new()
    {
        { "goal: ", "grades:", "id: too-much-homework", "required and not there: 'goal'", "add the missing key" },
        { "    role: ", "    aliases:", "- id: mother", "required and not there: 'role'", "add the missing key" },
        { "    refuse:\n      - 坐是坐得住的。", "  - id: home-extra", "- id: how-he-writes", "'how-he-writes' is gated but has no way around it", "write `refuse`" },
        { "  - id: decide-together", "worked:", "- id: feelings-first", "4 criteria", "write at least 6" },
        { "      - id: fear-of-cold-shoulder", "beats:", "      - id: rubbing-out", "1 hidden facts", "write at least 3" },
        { "  - id: usual-days", "  - id: who-else-parents", "- id: finish-time", "8 answers", "write at least 15" },
        { "  - 学校里的事您比我清楚", "  - 记不清了", "  - 这个我还真不知道", "3 ways to say 不清楚", "write at least 6" },
        { "  - id: together\n", "  - id: softened\n", "- id: walks-out", "no ending is a Success", "write one" },
        { "  - id: unresolved\n", "criteria:", "- id: walks-out", "the last ending has a condition", "end with one that always applies" },
        { "  - id: closing\n", "answers:", "- id: opening", "beat 'Closing' is there 0 times", "write each beat once" },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Read_WhenSomethingIsMissing_NamesTheLineOfWhatLacksIt(string from, string upTo, string at, string problem, string mend)
    {
        var faulty = FaultyText.Cutting(from, upTo, at);

        // Cutting much breaks more than one demand; the one that is asked for must be among them.
        var found = FaultyText.Problems(FaultyText.File, faulty.Text).Where(fault => fault.Problem.Contains(problem, StringComparison.Ordinal)).ShouldHaveSingleItem();

        found.ShouldSatisfyAllConditions(
            () => found.File.ShouldBe(FaultyText.File),
            () => found.Line.ShouldBe(faulty.Line),
            () => found.Mend.ShouldContain(mend));
    }

    [Fact]
    public void Read_WhenTheFileIsNamedOtherwise_SaysSoOnTheLineOfTheId()
    {
        var found = FaultyText.Problems("home-school/renamed.yaml", FaultyText.Sound).ShouldHaveSingleItem();

        found.ShouldBe(new ScenarioProblem("home-school/renamed.yaml", 1, "id 'too-much-homework' is not the file's name", "name the file after the id"));
    }

    [Fact]
    public void Read_WhenTheFileIsTooLarge_RefusesItUnread()
    {
        var text = FaultyText.Sound + new string('\n', YamlText.LargestFile);

        FaultyText.Problems(FaultyText.File, text).ShouldHaveSingleItem().Problem.ShouldContain($"{text.Length} characters");
    }

    [Fact]
    public void Read_WhenSeveralThingsAreWrong_ListsThemAll()
    {
        var text = FaultyText.Sound.Replace("difficulty: 2", "difficulty: 9", StringComparison.Ordinal).Replace("minutes: 8", "minutes: 99", StringComparison.Ordinal);

        FaultyText.Problems(FaultyText.File, text).Select(problem => problem.Problem)
            .ShouldBe(["difficulty 9 is not 1 to 3", "minutes 99 is not 3 to 30"], ignoreOrder: true);
    }

    [Fact]
    public void Read_WhenHomeworkIsToBeHandedIn_SaysThatItCannotBePlayedYet()
    {
        var faulty = FaultyText.Replacing("kind: dialogue", "kind: assignment", "kind");

        faulty.Problem().ShouldSatisfyAllConditions(
            found => found.Line.ShouldBe(faulty.Line),
            found => found.Problem.ShouldContain("cannot be played yet"));
    }
}
