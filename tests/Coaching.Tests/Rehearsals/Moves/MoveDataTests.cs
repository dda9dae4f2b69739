using System.Text;
using Coaching.Rehearsals.Moves;
using Shouldly;

namespace Coaching.Tests.Rehearsals.Moves;

/// <summary>What must hold of the labelled utterances that ship.</summary>
public sealed class MoveDataTests
{
    private const int FewestATrainedLabel = 150;
    private const int FewestADevLabel = 40;

    private static readonly HashSet<string> Trained = [.. MoveSamples.Train.Select(utterance => Bare(utterance.Text))];
    private static readonly HashSet<string> Dev = [.. MoveSamples.Dev.Select(utterance => Bare(utterance.Text))];

    [Theory]
    [InlineData("train-a.jsonl")]
    [InlineData("train-b.jsonl")]
    [InlineData("train-c.jsonl")]
    [InlineData("train-d.jsonl")]
    [InlineData("train-e.jsonl")]
    [InlineData("train-f.jsonl")]
    [InlineData("dev.jsonl")]
    [InlineData("dev-b.jsonl")]
    [InlineData("test.jsonl")]
    public void ReadFile_OfAShippedFile_FindsNoFault(string file) =>
        LabelledUtterance.ReadFile(Path.Combine(MoveSamples.Folder, file)).Count.ShouldBeGreaterThan(100);

    [Fact]
    public void TrainAndDev_HaveEnoughOfEveryLabel()
    {
        foreach (var move in MoveCatalogue.All)
        {
            MoveSamples.Train.Count(utterance => utterance.Labels.Contains(move)).ShouldBeGreaterThanOrEqualTo(FewestATrainedLabel, move.ToString());
            MoveSamples.Dev.Count(utterance => utterance.Labels.Contains(move)).ShouldBeGreaterThanOrEqualTo(FewestADevLabel, move.ToString());
        }
    }

    [Fact]
    public void NoUtterance_NamesALabelTwice() =>
        MoveSamples.Train.Concat(MoveSamples.Dev).Where(utterance => utterance.Labels.Distinct().Count() < utterance.Labels.Count).ShouldBeEmpty();

    [Fact]
    public void NoTrainingUtterance_StandsTwiceOrInDev()
    {
        Trained.Count.ShouldBe(MoveSamples.Train.Count);
        Trained.Intersect(Dev).ShouldBeEmpty();
    }

    // Only counted: the frozen split is not to be read, not even in a failing test's message.
    [Fact]
    public void NoUtteranceOfTheFrozenTestSplit_StandsInTrainOrDev() =>
        LabelledUtterance.ReadFile(Path.Combine(MoveSamples.Folder, "test.jsonl"))
            .Count(utterance => Trained.Contains(Bare(utterance.Text)) || Dev.Contains(Bare(utterance.Text)))
            .ShouldBe(0);

    // Counted, not shown, for the same reason. A sentence of few characters is like many: it must only not be the same.
    [Fact]
    public void NoTrainingUtterance_SharesMostOfItsCharacterPairsWithOneThatMeasures()
    {
        var measures = MoveSamples.Dev.Concat(LabelledUtterance.ReadFile(Path.Combine(MoveSamples.Folder, "test.jsonl"))).Select(utterance => Pairs(Bare(utterance.Text))).ToList();
        var byPair = measures.Index().SelectMany(measure => measure.Item.Select(pair => (pair, measure.Index))).ToLookup(entry => entry.pair, entry => entry.Index, StringComparer.Ordinal);

        Trained.Select(Pairs).Where(pairs => pairs.Count >= 4)
            .Count(pairs => pairs.SelectMany(pair => byPair[pair]).CountBy(index => index).Any(shared => shared.Value * 2 > pairs.Count))
            .ShouldBe(0);

        static HashSet<string> Pairs(string bare) => [.. Enumerable.Range(0, Math.Max(0, bare.Length - 1)).Select(i => bare.Substring(i, 2))];
    }

    [Fact]
    public void NoCriterionExample_StandsInTheTrainingData()
    {
        var examples = Shipped.Catalogue.All
            .SelectMany(scenario => scenario.Criteria)
            .SelectMany(criterion => criterion.Examples.Met.Concat(criterion.Examples.NotMet))
            .SelectMany(turns => turns)
            .ToList();

        examples.ShouldNotBeEmpty();
        // A greeting of a few characters may well stand in both.
        examples.Where(example => Bare(example).Length > 6 && Trained.Contains(Bare(example))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"text\":\"您好\"}")]
    [InlineData("{\"text\":\"\",\"labels\":[]}")]
    [InlineData("{\"text\":\"您好\",\"labels\":[\"Praise\"]}")]
    [InlineData("您好")]
    public void ReadFile_WithAFaultyLine_NamesIt(string line)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, ["""{"text":"好的。","labels":[]}""", line]);

            Should.Throw<Coaching.Scenarios.InvalidContentException>(() => LabelledUtterance.ReadFile(file)).Problems.ShouldHaveSingleItem().Line.ShouldBe(2);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Letters and digits alone: the same words with other marks or spaces are the same utterance.
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text.Where(char.IsLetterOrDigit)) bare.Append(char.ToLowerInvariant(c));
        return bare.ToString();
    }
}
