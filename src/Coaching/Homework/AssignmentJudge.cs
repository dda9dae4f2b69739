using Coaching.Feedback;

namespace Coaching.Homework;

/// <summary>A criterion's verdict on an assignment.</summary>
/// <param name="Rule">The criterion.</param>
/// <param name="Name">Its name.</param>
/// <param name="Observe">What was looked for.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Quote">A line of the assignment, verbatim; null where none bears it out.</param>
public sealed record AssignmentFinding(AssignmentRule Rule, string Name, string Observe, Verdict Verdict, string? Quote);

/// <summary>Holds an assignment against the criteria. Pure: the same assignment has the same verdicts.</summary>
internal sealed class AssignmentJudge(HomeworkContent content)
{
    // Some minutes of repetition in a short assignment are no matter.
    private const double HarmlessMinutes = 6;

    /// <summary>Every criterion's verdict, in the authored order.</summary>
    public IReadOnlyList<AssignmentFinding> Judge(IReadOnlyList<AssignmentLine> lines, AssignmentInput input, ParentEvening parent, DayLoad load)
    {
        var tasks = lines.SelectMany(line => line.Tasks.Select(task => new TimedTask(line, task, MinuteEstimate.Of(task, input.Grade, content.Minutes).Likely))).ToList();
        var unread = lines.FirstOrDefault(line => line.Reading == LineReading.Unread)?.Text;
        return
        [
            .. content.Review.Criteria.Select(criterion =>
            {
                var (verdict, quote) = Of(criterion.Id);
                return new AssignmentFinding(criterion.Id, criterion.Name, criterion.Observe, verdict, quote);
            }),
        ];

        (Verdict Verdict, string? Quote) Of(AssignmentRule rule) => rule switch
        {
            AssignmentRule.NoParentTask => parent.Work.FirstOrDefault(work => work.IsForbidden) is { } work ? (Verdict.NotMet, work.Line) : (Verdict.Met, null),
            _ when tasks.Count == 0 => (Verdict.Undecided, unread),
            AssignmentRule.Total => Total(load, ToCut(tasks, load), unread),
            AssignmentRule.Tiered => LineWith(lines, content.Minutes.ChoiceWords) is { } choice ? (Verdict.Met, choice) : (Verdict.NotMet, Longest(tasks)),
            AssignmentRule.LittleMechanical => LittleMechanical(lines, tasks, unread),
            AssignmentRule.OneToThink => tasks.Find(item => item.Task.Demand == TaskDemand.Thinking) is { } thinking ? (Verdict.Met, thinking.Line.Text)
                : unread is null ? (Verdict.NotMet, Longest(tasks)) : (Verdict.Undecided, unread),
            _ => ClearDone(lines, tasks, unread),
        };
    }

    private static (Verdict, string?) Total(DayLoad load, string? toCut, string? unread) => load.Verdict switch
    {
        Verdict.NotMet => (Verdict.NotMet, toCut),
        // A line that was not read takes minutes that are not in the sum.
        Verdict.Met when unread is not null => (Verdict.Undecided, unread),
        Verdict.Met => (Verdict.Met, null),
        _ => (Verdict.Undecided, load.LikelyOver ? toCut : unread),
    };

    // The longest of what counts; what pupils may leave out is cut already.
    private string? ToCut(List<TimedTask> tasks, DayLoad load)
    {
        var counted = tasks.FindAll(item => item.Task.Written || load.Kind == LoadLimit.Sleep);
        return Longest(counted.FindAll(item => !content.Minutes.ChoiceWords.Any(word => item.Line.Text.Contains(word, StringComparison.Ordinal)))) ?? Longest(counted) ?? Longest(tasks);
    }

    private (Verdict, string?) LittleMechanical(IReadOnlyList<AssignmentLine> lines, List<TimedTask> tasks, string? unread)
    {
        if (LineWith(lines, content.Minutes.PunitiveWords) is { } punitive) return (Verdict.NotMet, punitive);
        var mechanical = tasks.FindAll(item => item.Task.Demand == TaskDemand.Mechanical);
        if (mechanical.Find(item => PupilAttempt.TimesOver(item.Task) > content.Review.MostRepeats) is { } repeated) return (Verdict.NotMet, repeated.Line.Text);
        var minutes = mechanical.Sum(item => item.Minutes);
        if (minutes > HarmlessMinutes && minutes > content.Review.MostMechanicalShare * tasks.Sum(item => item.Minutes)) return (Verdict.NotMet, Longest(mechanical));
        return unread is null ? (Verdict.Met, null) : (Verdict.Undecided, unread);
    }

    private (Verdict, string?) ClearDone(IReadOnlyList<AssignmentLine> lines, List<TimedTask> tasks, string? unread)
    {
        if (tasks.Find(item => item.Task.IsAmountAssumed) is { } vague) return (Verdict.NotMet, vague.Line.Text);
        if (LineWith(lines, content.Minutes.DoneWords) is not { } said) return (Verdict.NotMet, Longest(tasks));
        return unread is null ? (Verdict.Met, said) : (Verdict.Undecided, unread);
    }

    private static string? LineWith(IReadOnlyList<AssignmentLine> lines, IReadOnlyList<string> words) =>
        lines.FirstOrDefault(line => words.Any(word => line.Text.Contains(word, StringComparison.Ordinal)))?.Text;

    private static string? Longest(List<TimedTask> tasks) => tasks.MaxBy(item => item.Minutes)?.Line.Text;

    private sealed record TimedTask(AssignmentLine Line, HomeworkTask Task, double Minutes);
}
