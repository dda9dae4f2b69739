using Coaching.Rehearsals.Moves;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

public sealed class MoveClassifierTests
{
    [Fact]
    public void Train_TwiceOnTheSameData_GivesTheSameModel()
    {
        var first = MoveClassifier.Train(MoveSamples.SmallTrain, MoveSamples.SmallDev);
        var second = MoveClassifier.Train(MoveSamples.SmallTrain, MoveSamples.SmallDev);

        second.Model.Vocabulary.Features.ShouldBe(first.Model.Vocabulary.Features);
        foreach (var (one, other) in first.Model.Networks.Zip(second.Model.Networks))
        {
            other.Vectors.AsSpan().SequenceEqual(one.Vectors).ShouldBeTrue();
            other.Outputs.AsSpan().SequenceEqual(one.Outputs).ShouldBeTrue();
            other.Biases.ShouldBe(one.Biases);
        }

        second.Thresholds.Made.ShouldBe(first.Thresholds.Made);
        second.Thresholds.Stated.ShouldBe(first.Thresholds.Stated);
    }

    [Fact]
    public void Train_WithoutAnyExampleOfAMove_NeverReadsThatMove()
    {
        var classifier = MoveClassifier.Train([.. MoveSamples.SmallTrain.Where(utterance => !utterance.Labels.Contains(Move.Threaten))], MoveSamples.SmallDev);

        MoveSamples.Dev.Count(utterance => classifier.Read(utterance.Text).Moves.Contains(Move.Threaten)).ShouldBe(0);
    }

    [Fact]
    public void Train_WithNothingAtAll_ReadsNothing() =>
        MoveClassifier.Train([], []).Read("再这样就别来上学了。").Moves.ShouldBeEmpty();

    [Fact]
    public async Task Read_FromManyThreadsAtOnce_GivesWhatOneThreadGives()
    {
        var texts = MoveSamples.Dev.Select(utterance => utterance.Text).ToList();
        var serial = texts.Select(text => Shipped.Classifier.Read(text)).ToList();

        var parallel = new MoveReading[texts.Count * 8];
        await Parallel.ForAsync(0, parallel.Length, TestContext.Current.CancellationToken, (i, _) =>
        {
            parallel[i] = Shipped.Classifier.Read(texts[i % texts.Count]);
            return ValueTask.CompletedTask;
        });

        for (var i = 0; i < parallel.Length; i++)
        {
            parallel[i].Moves.ShouldBe(serial[i % serial.Count].Moves);
            parallel[i].RedLines.ShouldBe(serial[i % serial.Count].RedLines);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t　")]
    [InlineData("……！？")]
    [InlineData("\ud83d")]
    [InlineData("\uE000\uEF01")]
    [InlineData("🙂🙂🙂")]
    public void Read_OfNoWords_FindsNoRedLine(string text) => Shipped.Classifier.Read(text).RedLines.ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t　")]
    [InlineData("\uE000\uEF01")]
    public void Read_OfNothing_FindsNothing(string text) => Shipped.Classifier.Read(text).Moves.ShouldBeEmpty();

    [Fact]
    public void Read_OfAVeryLongText_EndsSoonAndDoesNotThrow()
    {
        // Taken before the clock starts: whoever asks first waits for the training.
        var classifier = Shipped.Classifier;

        Should.CompleteIn(() => classifier.Read(string.Concat(Enumerable.Repeat("您看，我们一起想想办法。", 5000))), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Read_WhateverTheWidthOfItsLettersAndDigits_IsTheSame()
    {
        const string text = "第3题你选B,用了20分钟,对吗?";

        Shipped.Classifier.Model.Score("第３题你选Ｂ，用了２０分钟，对吗？").ShouldBe(Shipped.Classifier.Model.Score(text));
    }

    // The faults that made the classifier listen to sentences in training as it does in reading.
    [Theory]
    [InlineData("当时是怎么回事，你跟我讲讲？", Move.OpenQuestion, Move.Blame)]
    [InlineData("为什么这一步要乘二，说说你的理由。", Move.ProbeThinking, Move.OpenQuestion)]
    public void Read_OfAnOpenInvitation_IsNotMistaken(string text, Move made, Move notMade)
    {
        var moves = Shipped.Classifier.Read(text).Moves;

        moves.ShouldContain(made);
        moves.ShouldNotContain(notMade);
    }

    // What rejects or takes back a wrong practice is the opposite of it; a plain question is no reproach.
    [Theory]
    [InlineData("家长签字那一栏我划掉。", Move.BreachRule)]
    [InlineData("我不会在班上念名次。", Move.BreachRule)]
    [InlineData("我们班不罚抄。", Move.BreachRule)]
    [InlineData("名单不会贴出来。", Move.BreachRule)]
    [InlineData("名单不会贴出来。", Move.Threaten)]
    [InlineData("作业写完了吗？", Move.Blame)]
    [InlineData("昨天几点睡的？", Move.Blame)]
    [InlineData("您刚才说“老师偏心”，是觉得他没轮到发言，对吗？", Move.Blame)]
    public void Read_OfWhatOnlySpeaksOfAWrong_DoesNotFindIt(string text, Move notMade) =>
        Shipped.Classifier.Read(text).Moves.ShouldNotContain(notMade);

    [Fact]
    public void Read_StatesOnlyRedLinesThatItAlsoReads()
    {
        foreach (var reading in MoveSamples.Dev.Select(utterance => Shipped.Classifier.Read(utterance.Text)))
        {
            reading.RedLines.ShouldBeSubsetOf(reading.Moves);
            reading.RedLines.ShouldBeSubsetOf(MoveCatalogue.RedLines);
        }
    }

    [Fact]
    public void EvidenceSentence_AmongKindOnes_IsTheHarshOne() =>
        Shipped.Classifier.EvidenceSentence("您辛苦了，晚上还跑一趟。您家孩子天生就是个懒骨头！我们喝口水再谈。", [Move.LabelPerson])
            .ShouldBe("您家孩子天生就是个懒骨头！");

    [Fact]
    public void EvidenceSentence_OfAnyUtterance_StandsInItWordForWord()
    {
        foreach (var utterance in MoveSamples.Dev)
        {
            utterance.Text.ShouldContain(Shipped.Classifier.EvidenceSentence(utterance.Text, [.. Shipped.Classifier.Read(utterance.Text).Moves]));
        }
    }

    [Fact]
    public void Read_OfAnyString_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.OneOf<string>(["您", "。", "？", "”", "“", "不", "第3次", "\ud83d", "\uE000", "　", "A", "…", "小宇", "十分钟"]).List[0, 40].Select(string.Concat))
            .Sample(
                text =>
                {
                    var moves = Shipped.Classifier.Read(text).Moves;
                    Shipped.Classifier.EvidenceSentence(text, [.. moves]);
                },
                iter: 3000);
}
