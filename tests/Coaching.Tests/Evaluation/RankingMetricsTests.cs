using Coaching.Evaluation;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Evaluation;

public sealed class RankingMetricsTests
{
    [Fact]
    public void Of_AWorkedRanking_GivesTheFiguresByHand()
    {
        var grades = new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 };

        var metrics = RankingMetrics.Of(["x", "a", "y", "b"], grades);

        // Gains 3 at rank 2 and 1 at rank 4, against 3 at rank 1 and 1 at rank 2.
        metrics.Ndcg10.ShouldBe(((3 / Math.Log2(3)) + (1 / Math.Log2(5))) / (3 + (1 / Math.Log2(3))), 1e-12);
        metrics.Mrr10.ShouldBe(0.5);
        metrics.Recall5.ShouldBe(1);
    }

    [Fact]
    public void Of_NothingFound_IsZero() => RankingMetrics.Of([], new Dictionary<string, int> { ["a"] = 1 }).ShouldBe(new RankingMetrics(0, 0, 0, 0, 0));

    [Fact]
    public void Mean_OfTheSameValues_GivesTheSameInterval()
    {
        double[] values = [0.1, 0.5, 0.9, 0.4];

        var interval = Bootstrap.Mean(values);

        Bootstrap.Mean(values).ShouldBe(interval);
        interval.Low.ShouldBeLessThan(values.Average());
        interval.High.ShouldBeGreaterThan(values.Average());
    }

    [Fact]
    public void Read_OfAFolderWithFaults_ListsThemAll()
    {
        var folder = Directory.CreateTempSubdirectory("coaching-beir-").FullName;
        File.WriteAllText(Path.Combine(folder, "corpus.jsonl"), """{"id":"d1","text":"甲"}""" + "\nnot json\n");
        File.WriteAllText(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\tmany\n");

        var fault = Should.Throw<InvalidContentException>(() => RetrievalData.Read(folder));

        fault.Problems.Select(problem => (problem.File, problem.Line)).ShouldBe([("corpus.jsonl", 2), ("queries.jsonl", 1), ("qrels.tsv", 2)]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Read_OfBeirsOwnForm_IsTaken()
    {
        var folder = Directory.CreateTempSubdirectory("coaching-beir-").FullName;
        File.WriteAllText(Path.Combine(folder, "corpus.jsonl"), """{"_id":"d1","title":"题","text":"甲"}""" + "\n");
        File.WriteAllText(Path.Combine(folder, "queries.jsonl"), """{"_id":"q1","text":"甲？"}""" + "\n" + """{"_id":"q2","text":"没有答案"}""" + "\n");
        File.WriteAllText(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t1\n");

        var data = RetrievalData.Read(folder);

        data.Documents.Single().Id.ShouldBe("d1");
        data.Queries.Single().Id.ShouldBe("q1");
        Directory.Delete(folder, recursive: true);
    }
}
