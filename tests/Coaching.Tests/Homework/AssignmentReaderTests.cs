using System.Text;
using Coaching.Homework;
using Shouldly;

namespace Coaching.Tests.Homework;

public sealed class AssignmentReaderTests
{
    private static readonly AssignmentReader Reader = new(ShippedHomework.Content.Minutes);

    [Theory]
    [InlineData("1. 口算 20 题", TaskKind.MentalArithmetic, 20, QuantityUnit.Item, 1)]
    [InlineData("一、抄写第8课生字三遍", TaskKind.Copying, 3, QuantityUnit.Time, 1)]
    [InlineData("① 生字 8 个，每个抄 5 遍", TaskKind.Copying, 8, QuantityUnit.Item, 5)]
    [InlineData("（二）练习册第 12—15 页", TaskKind.ExerciseBook, 4, QuantityUnit.Page, 1)]
    [InlineData("- 数学书P32、33页", TaskKind.ExerciseBook, 2, QuantityUnit.Page, 1)]
    [InlineData("2、解决问题二十道", TaskKind.WordProblem, 20, QuantityUnit.Item, 1)]
    [InlineData("· 课外阅读半小时", TaskKind.Reading, 30, QuantityUnit.Minute, 1)]
    [InlineData("阅读课外书两页", TaskKind.Reading, 2, QuantityUnit.Page, 1)]
    [InlineData("看课外书 20—30 分钟", TaskKind.Reading, 25, QuantityUnit.Minute, 1)]
    [InlineData("背诵课文第 3、4 段", TaskKind.Recitation, 2, QuantityUnit.Passage, 1)]
    [InlineData("朗读课文第2段3遍", TaskKind.ReadingAloud, 1, QuantityUnit.Passage, 3)]
    [InlineData("习作：写一件难忘的事，不少于400字", TaskKind.Composition, 400, QuantityUnit.Character, 1)]
    [InlineData("课后题第1题至第5题", TaskKind.ExerciseBook, 5, QuantityUnit.Item, 1)]
    [InlineData("单词 Unit 5 共 40 个", TaskKind.Words, 40, QuantityUnit.Item, 1)]
    [InlineData("试卷一张", TaskKind.Paper, 1, QuantityUnit.Sheet, 1)]
    [InlineData("听写第12课词语一遍", TaskKind.Dictation, 1, QuantityUnit.Time, 1)]
    [InlineData("20以内的口算50题", TaskKind.MentalArithmetic, 50, QuantityUnit.Item, 1)]
    [InlineData("竖式计算１２题", TaskKind.Calculation, 12, QuantityUnit.Item, 1)]
    [InlineData("订正昨天的错题 4 道", TaskKind.Correction, 4, QuantityUnit.Item, 1)]
    [InlineData("预习一个半小时", TaskKind.Preview, 90, QuantityUnit.Minute, 1)]
    [InlineData("| 1 | 口算 | 30 题 | 限时 |", TaskKind.MentalArithmetic, 30, QuantityUnit.Item, 1)]
    [InlineData("阅读\t30", TaskKind.Reading, 30, QuantityUnit.Minute, 1)]
    public void Read_OfALine_FindsKindAndAmount(string line, TaskKind kind, double amount, QuantityUnit unit, double repeats)
    {
        var task = Reader.Read(line, []).ShouldHaveSingleItem().Tasks.ShouldHaveSingleItem();

        task.Kind.ShouldBe(kind);
        task.Quantity.ShouldBe(new Quantity(amount, unit, repeats));
        task.IsAmountAssumed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("口算 20 题，朗读课文 3 遍", new[] { TaskKind.MentalArithmetic, TaskKind.ReadingAloud })]
    [InlineData("完形填空 2 篇、阅读理解 3 篇", new[] { TaskKind.ShortQuestions, TaskKind.Comprehension })]
    [InlineData("竖式计算 20 题，写错的抄 5 遍", new[] { TaskKind.Calculation })]
    [InlineData("听写生字、生词各一遍", new[] { TaskKind.Dictation })]
    [InlineData("解答题 5 道，写清受力图和理由", new[] { TaskKind.WordProblem })]
    public void Read_OfALineWithSeveralClauses_FindsEachTaskOnce(string line, TaskKind[] kinds) =>
        Reader.Read(line, []).Single().Tasks.Select(task => task.Kind).ShouldBe(kinds);

    [Theory]
    [InlineData("小明有 36 个苹果，平均分给 4 个同学，每人几个？", TaskKind.WordProblem, 1)]
    [InlineData("36÷4=   25×8=   400-126=", TaskKind.Calculation, 3)]
    [InlineData("3. 我国的首都是____。", TaskKind.ShortQuestions, 1)]
    [InlineData("下列物体中受摩擦力的是（ ）", TaskKind.ShortQuestions, 1)]
    public void Read_OfAPastedQuestion_TakesItAsOne(string line, TaskKind kind, double amount)
    {
        var task = Reader.Read(line, []).Single().Tasks.Single();

        task.Kind.ShouldBe(kind);
        task.Quantity.Amount.ShouldBe(amount);
    }

    [Fact]
    public void Read_OfATable_SkipsItsHeaderAndRule() =>
        Reader.Read("| 内容 | 数量 |\n|---|---|\n| 口算 | 20 |\n| 朗读课文 | 3 遍 |", []).Select(line => line.Reading)
            .ShouldBe([LineReading.Remark, LineReading.Remark, LineReading.Task, LineReading.Task]);

    [Fact]
    public void Read_OfOptionsUnderAQuestion_TakesThemAsPartOfIt() =>
        Reader.Read("下列物体中受摩擦力的是（ ）\nA. 静止在桌面上的书  B. 匀速下滑的木块\nC. 都受  D. 都不受", []).Select(line => line.Reading)
            .ShouldBe([LineReading.Task, LineReading.Remark, LineReading.Remark]);

    [Theory]
    [InlineData("三年级数学周末作业", LineReading.Remark)]
    [InlineData("要求：书写工整", LineReading.Remark)]
    [InlineData("请家长检查并签字", LineReading.Remark)]
    [InlineData("———", LineReading.Remark)]
    [InlineData("宇宙飞船", LineReading.Unread)]
    public void Read_OfWhatIsNoTask_SaysSo(string line, LineReading reading) => Reader.Read(line, []).Single().Reading.ShouldBe(reading);

    [Fact]
    public void Read_WithoutAnAmount_AssumesTheUsualOneAndSaysSo()
    {
        var task = Reader.Read("复习课文", []).Single().Tasks.Single();

        task.IsAmountAssumed.ShouldBeTrue();
        task.Quantity.ShouldBe(new Quantity(15, QuantityUnit.Minute));
    }

    [Fact]
    public void Read_WithAHandSetLine_TakesTheTeachersWord()
    {
        var lines = Reader.Read("宇宙飞船\n口算 20 题", [new LineCorrection("宇宙飞船", TaskKind.Practical, 2, QuantityUnit.Item), new LineCorrection("口算 20 题", null, 0, QuantityUnit.Item)]);

        lines[0].Tasks.Single().Quantity.ShouldBe(new Quantity(2, QuantityUnit.Item));
        lines[0].SetByHand.ShouldBeTrue();
        lines[1].Reading.ShouldBe(LineReading.Remark);
    }

    [Theory]
    [InlineData("写一写为什么，口算 5 题说明理由", TaskDemand.Thinking, true)]
    [InlineData("口头作文一篇", TaskDemand.Thinking, false)]
    [InlineData("抄写生字 5 个", TaskDemand.Mechanical, true)]
    public void Read_OfALine_KnowsItsDemandAndWhetherItIsWritten(string line, TaskDemand demand, bool written)
    {
        var task = Reader.Read(line, []).Single().Tasks.Single();

        (task.Demand, task.Written).ShouldBe((demand, written));
    }

    // Whatever is pasted: nothing is thrown, and every line that says something comes back, in order, as one of three.
    [Fact]
    public void Read_OfAnyText_LosesNoLine()
    {
        var random = new Random(20261128);
        var pieces = ShippedHomework.Content.Minutes.Kinds.SelectMany(kind => kind.Words)
            .Concat(["1.", "一、", "①", "- [ ] ", "|", "\t", "第", "页", "题", "遍", "3", "十五", "两", "半", "小时", "，", "；", "、", "。", "？", "（ ）", "____", "家长签字", "\n", "\n\n", "\r\n", " ", "　", "😀", "\0", "A.", "=", "×", "～", "-", "P12", "Unit 3", "罚抄", "…"])
            .ToArray();
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(1, 30); i > 0; i--) text.Append(random.Next(6) == 0 ? ((char)random.Next(1, 0xFFFF)).ToString() : pieces[random.Next(pieces.Length)]);
            var pasted = text.ToString();

            var lines = Reader.Read(pasted, []);

            lines.Select(line => line.Text).ShouldBe(pasted.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0), pasted);
            lines.ShouldAllBe(line => (line.Reading == LineReading.Task) == (line.Tasks.Count > 0), pasted);
            lines.SelectMany(line => line.Tasks).ShouldAllBe(task => task.Quantity.Amount > 0 && task.Quantity.Repeats > 0, pasted);
        }
    }

    // The longest text that may be handed in, all on one line and made to send a pattern back and forth.
    [Theory]
    [InlineData("1、")]
    [InlineData("十")]
    [InlineData("第1页")]
    [InlineData("P1-")]
    [InlineData("口算，")]
    [InlineData("1+")]
    [InlineData("家长")]
    [InlineData("- [ ] ")]
    [InlineData("😀")]
    public void Read_OfAnEndlessLine_IsNoTrouble(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, AssignmentInput.LongestText / piece.Length)).Trim();

        Reader.Read(text, []).ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("十二", 12)]
    [InlineData("二十", 20)]
    [InlineData("一百二十", 120)]
    [InlineData("两", 2)]
    [InlineData("半", 0.5)]
    [InlineData("1.5", 1.5)]
    [InlineData("三百零五", 305)]
    public void Number_InWords_IsRead(string text, double number) => ChineseNumber.Read(text).ShouldBe(number);
}
