namespace Coaching.Homework;

/// <summary>How dull something was.</summary>
public enum Boredom
{
    /// <summary>Not dull.</summary>
    None,
    /// <summary>A little.</summary>
    Some,
    /// <summary>The head was elsewhere.</summary>
    Much,
}

/// <summary>A pupil at one task.</summary>
/// <param name="Line">The number of the line it is from.</param>
/// <param name="What">The task's words.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Minutes">How long this pupil needs.</param>
/// <param name="Written">Whether it is written.</param>
/// <param name="Stuck">Where this pupil got stuck, in its own words; null where it did not.</param>
/// <param name="Boredom">How dull it was.</param>
/// <param name="Undone">Whether bedtime came first.</param>
public sealed record TaskAttempt(int Line, string What, TaskKind Kind, MinuteRange Minutes, bool Written, string? Stuck, Boredom Boredom, bool Undone);

/// <summary>A pupil's evening, or several, with an assignment.</summary>
/// <param name="Level">Which of the three.</param>
/// <param name="Name">The name to speak of.</param>
/// <param name="About">Who that is.</param>
/// <param name="Attempts">Task by task, in order.</param>
/// <param name="Total">All minutes of this assignment.</param>
/// <param name="Written">The written ones among them.</param>
/// <param name="Bored">What boredom sounded like; null where there was none.</param>
/// <param name="Closing">The pupil's last word.</param>
/// <param name="PastBedtime">Whether something is undone at bedtime.</param>
public sealed record PupilEvening(
    PupilLevel Level, string Name, string About, IReadOnlyList<TaskAttempt> Attempts, MinuteRange Total, MinuteRange Written, string? Bored, string Closing, bool PastBedtime);

/// <summary>Lets the simulated pupils do an assignment. The same assignment and seed give the same evening.</summary>
internal sealed class PupilAttempt(HomeworkContent content)
{
    // From this many minutes on, what is done by hand alone is dull for anybody.
    private const double DullMinutes = 8;

    // Below this share of the evening, there was time to spare.
    private const double InGoodTime = 0.6;

    /// <summary>How one pupil's evening goes.</summary>
    /// <param name="pupil">The pupil.</param>
    /// <param name="lines">The assignment as it was read.</param>
    /// <param name="input">Its grade and days.</param>
    /// <param name="others">What the other subjects take of a middle pupil over the same days; done first.</param>
    /// <param name="seed">Chooses among sentences.</param>
    public PupilEvening Try(SimulatedPupil pupil, IReadOnlyList<AssignmentLine> lines, AssignmentInput input, MinuteRange others, int seed)
    {
        var pace = GradeBands.Range(pupil.Pace);
        var tasks = lines.SelectMany(line => line.Tasks.Select(task => (line.Number, Task: task, Minutes: MinutesOf(task, input.Grade, pace)))).ToList();
        var hasChoice = lines.Any(line => content.Minutes.ChoiceWords.Any(word => line.Text.Contains(word, StringComparison.Ordinal)));
        var free = content.Minutes.Evening.FreeMinutes[GradeBands.Of(input.Grade)] * input.Days;
        var stuckAt = StuckAt(pupil.Id, [.. tasks.Select(item => (item.Task, item.Minutes.Likely))]);
        var spent = others.Likely * pace.Likely;
        var attempts = new List<TaskAttempt>();
        foreach (var (i, (line, task, minutes)) in tasks.Index())
        {
            spent += minutes.Likely;
            var stuck = stuckAt.Contains(i) && pupil.Stuck.TryGetValue(task.Kind, out var sentences) ? Choose(sentences, seed + i) : null;
            attempts.Add(new TaskAttempt(line, task.What, task.Kind, minutes, task.Written, stuck, BoredomOf(pupil.Id, task, minutes.Likely, hasChoice), spent > free));
        }

        var late = attempts.Exists(attempt => attempt.Undone);
        return new PupilEvening(
            pupil.Id, pupil.Name, pupil.About, attempts,
            MinuteRange.Together(attempts.Select(attempt => attempt.Minutes)),
            MinuteRange.Together(attempts.Where(attempt => attempt.Written).Select(attempt => attempt.Minutes)),
            attempts.Exists(attempt => attempt.Boredom == Boredom.Much) ? Choose(pupil.Bored, seed + (int)pupil.Id) : null,
            late ? pupil.Undone : spent <= free * InGoodTime ? pupil.Fine : pupil.Done,
            late);
    }

    // Half an hour of reading is half an hour for everybody; only what is counted takes some longer than others.
    private MinuteRange MinutesOf(HomeworkTask task, int grade, MinuteRange pace)
    {
        var minutes = MinuteEstimate.Of(task, grade, content.Minutes);
        return task.Quantity.Unit == QuantityUnit.Minute ? minutes : minutes.Times(pace);
    }

    // The weak pupil stumbles twice, the middle one once, the strong one only where thought is asked for.
    private static HashSet<int> StuckAt(PupilLevel level, List<(HomeworkTask Task, double Likely)> tasks) =>
    [
        .. tasks.Index()
            .Where(item => level != PupilLevel.Strong || item.Item.Task.Demand == TaskDemand.Thinking)
            .OrderByDescending(item => item.Item.Task.Demand).ThenByDescending(item => item.Item.Likely)
            .Take(level == PupilLevel.Weak ? 2 : 1)
            .Select(item => item.Index),
    ];

    private Boredom BoredomOf(PupilLevel level, HomeworkTask task, double likely, bool hasChoice) => (task.Demand, level) switch
    {
        (TaskDemand.Mechanical, PupilLevel.Strong) => Boredom.Much,
        (TaskDemand.Mechanical, _) when likely >= DullMinutes || TimesOver(task) > content.Review.MostRepeats => Boredom.Much,
        (TaskDemand.Mechanical, _) => Boredom.Some,
        (TaskDemand.Routine, PupilLevel.Strong) when !hasChoice => likely >= DullMinutes ? Boredom.Much : Boredom.Some,
        _ => Boredom.None,
    };

    /// <summary>How often the same is done over.</summary>
    internal static double TimesOver(HomeworkTask task) => task.Quantity.Unit == QuantityUnit.Time ? task.Quantity.Amount : task.Quantity.Repeats;

    private static string Choose(IReadOnlyList<string> sentences, int seed) => sentences[(int)((uint)seed % sentences.Count)];
}
