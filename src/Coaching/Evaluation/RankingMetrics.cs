namespace Coaching.Evaluation;

/// <summary>How good one ranking is against graded relevance.</summary>
/// <param name="Ndcg10">Normalised discounted cumulative gain at 10, gain 2^grade − 1 (Järvelin and Kekäläinen 2002; Burges 2005).</param>
/// <param name="Mrr10">One over the rank of the first relevant document within 10; 0 when there is none.</param>
/// <param name="Recall5">The share of the relevant documents among the first 5.</param>
/// <param name="Recall10">The share among the first 10.</param>
/// <param name="Recall100">The share among the first 100.</param>
public sealed record RankingMetrics(double Ndcg10, double Mrr10, double Recall5, double Recall10, double Recall100)
{
    /// <summary>Scores one ranking.</summary>
    /// <param name="ranking">Document ids, best first.</param>
    /// <param name="grades">Grade by document id; above 0 is relevant.</param>
    public static RankingMetrics Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> grades)
    {
        var ideal = grades.Values.OrderDescending().Take(10).Select((grade, i) => Gain(grade, i)).Sum();
        var gained = ranking.Take(10).Select((id, i) => Gain(grades.GetValueOrDefault(id), i)).Sum();
        var first = ranking.Take(10).ToList().FindIndex(id => grades.GetValueOrDefault(id) > 0);
        var relevant = grades.Count(grade => grade.Value > 0);
        return new RankingMetrics(ideal == 0 ? 0 : gained / ideal, first < 0 ? 0 : 1.0 / (first + 1), Recall(5), Recall(10), Recall(100));

        static double Gain(int grade, int rank) => (Math.Pow(2, grade) - 1) / Math.Log2(rank + 2);
        double Recall(int depth) => relevant == 0 ? 0 : (double)ranking.Take(depth).Count(id => grades.GetValueOrDefault(id) > 0) / relevant;
    }
}

/// <summary>An interval, both ends included.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);

/// <summary>Percentile bootstrap over queries (Efron and Tibshirani 1993, chapter 13).</summary>
public static class Bootstrap
{
    private const int Resamples = 2000;

    /// <summary>The 95 % interval of a mean.</summary>
    /// <param name="values">One value a query.</param>
    /// <param name="seed">Fixes the resamples: the same seed pairs two systems.</param>
    public static Interval Mean(IReadOnlyList<double> values, int seed = 42)
    {
        if (values.Count == 0) return new Interval(0, 0);
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var n = 0; n < values.Count; n++) sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }

        Array.Sort(means);
        return new Interval(means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1]);
    }
}
