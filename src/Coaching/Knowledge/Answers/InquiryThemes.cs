using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Coaching.Knowledge.Answers;

/// <summary>
/// Groups questions by what they are about: k-means over hashed character pairs. The same questions make the same themes,
/// in whatever order they come.
/// </summary>
internal static class InquiryThemes
{
    private const int Dimensions = 512;
    private const int MostThemes = 24;
    private const int Starts = 8;
    private const int Seed = 20260901;

    /// <summary>The themes, the largest first.</summary>
    public static IReadOnlyList<InquiryTheme> Of(IReadOnlyList<InboxInquiry> inquiries)
    {
        var ordered = inquiries.OrderBy(inquiry => inquiry.Text, StringComparer.Ordinal).ThenBy(inquiry => inquiry.Id).Select(inquiry => (Inquiry: inquiry, Pairs: Wording.Pairs(inquiry.Text))).ToList();
        // What half of all questions say, 怎么办 and 学生, tells no theme from another.
        var questionsWith = ordered.SelectMany(question => question.Pairs).CountBy(pair => pair).ToDictionary();
        var points = ordered.Select(question => new Point
        {
            Inquiry = question.Inquiry,
            Features = Vector(question.Pairs, pair => MathF.Log(1 + ((float)ordered.Count / questionsWith[pair]))),
        }).ToList();
        // As many themes as questions in each, roughly: a mentor reads either in one go.
        var different = points.DistinctBy(point => Convert.ToHexString(MemoryMarshal.AsBytes<float>(point.Features)), StringComparer.Ordinal).Count();
        var count = Math.Min(Math.Min((int)Math.Ceiling(Math.Sqrt(points.Count)), different), MostThemes);
        var groups = count <= 1 ? [points] : Cluster(points, count);
        return [.. groups.Where(group => group.Count > 0)
            .OrderByDescending(group => group.Count).ThenBy(group => group[0].Inquiry.Text, StringComparer.Ordinal)
            .Select(group => new InquiryTheme(Example(group), [.. group.Select(point => point.Inquiry).OrderBy(inquiry => inquiry.At)]))];
    }

    // Several starts, the tightest result: one start of k-means often splits what belongs together.
    private static List<List<Point>> Cluster(List<Point> points, int count)
    {
        var starts = Enumerable.Range(0, Starts).Select(start => Cluster(points, count, Seed + start)).ToList();
        return starts.MinBy(start => start.Distance).Groups;
    }

    private static (List<List<Point>> Groups, double Distance) Cluster(List<Point> points, int count, int seed)
    {
        var context = new MLContext(seed);
        var data = context.Data.LoadFromEnumerable(points.Select(point => new Row { Features = point.Features }));
        var model = context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            NumberOfClusters = count,
            NumberOfThreads = 1,
            InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
            MaximumNumberOfIterations = 100,
        }).Fit(data);
        var assigned = context.Data.CreateEnumerable<Assigned>(model.Transform(data), reuseRowObject: false).ToList();
        return ([.. points.Zip(assigned).GroupBy(pair => pair.Second.Cluster, pair => pair.First).Select(group => group.ToList())], assigned.Sum(row => row.Distances.Min()));
    }

    // The question nearest to the middle of its theme.
    private static string Example(List<Point> group)
    {
        var middle = new float[Dimensions];
        foreach (var point in group) TensorPrimitives.Add(middle, point.Features, middle);
        return group.MaxBy(point => TensorPrimitives.Dot(middle, point.Features))!.Inquiry.Text;
    }

    private static float[] Vector(HashSet<ulong> pairs, Func<ulong, float> weight)
    {
        var vector = new float[Dimensions];
        foreach (var pair in pairs) vector[(pair * 0x9E3779B97F4A7C15UL) >> 55] += weight(pair);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private sealed class Point
    {
        public required InboxInquiry Inquiry { get; init; }

        public required float[] Features { get; init; }
    }

    private sealed class Row
    {
        [VectorType(Dimensions)]
        public required float[] Features { get; init; }
    }

    private sealed class Assigned
    {
        [ColumnName("PredictedLabel")]
        public uint Cluster { get; set; }

        [ColumnName("Score")]
        public float[] Distances { get; set; } = [];
    }
}
