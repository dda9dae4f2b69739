namespace Coaching.Knowledge.Workshop;

/// <summary>What a run of the regression set found that the run before it had not.</summary>
/// <param name="Run">The run.</param>
/// <param name="Broken">Questions that found their entry before and do not now.</param>
/// <param name="Mended">Questions that find it again, or for the first time since they are asked.</param>
public sealed record RegressionNews(RegressionRun Run, IReadOnlyList<RegressionResult> Broken, IReadOnlyList<RegressionResult> Mended)
{
    /// <summary>The news of each run but the last one given, which has none to be compared with and counts as quiet.</summary>
    /// <param name="runs">Runs of one unit, newest first.</param>
    public static IReadOnlyList<RegressionNews> Of(IReadOnlyList<RegressionRun> runs) =>
        [.. runs.Select((run, i) => i + 1 < runs.Count ? Compare(run, runs[i + 1]) : new RegressionNews(run, [], []))];

    /// <summary>The places of one question's entry in these runs, in their order; null where it was not asked yet.</summary>
    public static IReadOnlyList<RegressionResult?> Course(RegressionCase item, IReadOnlyList<RegressionRun> runs) =>
        [.. runs.Select(run => run.Results.FirstOrDefault(result => result.Question == item.Question && result.EntryId == item.EntryId))];

    private static RegressionNews Compare(RegressionRun run, RegressionRun before)
    {
        var passed = before.Results.GroupBy(result => (result.Question, result.EntryId)).ToDictionary(same => same.Key, same => same.First().Passed);
        return new RegressionNews(
            run,
            [.. run.Results.Where(result => !result.Passed && passed.GetValueOrDefault((result.Question, result.EntryId)))],
            [.. run.Results.Where(result => result.Passed && passed.TryGetValue((result.Question, result.EntryId), out var was) && !was)]);
    }
}
