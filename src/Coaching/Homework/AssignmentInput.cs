namespace Coaching.Homework;

/// <summary>What a teacher hands in for a rehearsal: an assignment and what else the day holds.</summary>
public sealed record AssignmentInput
{
    /// <summary>The longest text.</summary>
    public const int LongestText = 4000;

    /// <summary>The longest stretch of days: a winter holiday.</summary>
    public const int MostDays = 40;

    /// <summary>The most minutes another subject may be said to take in a day.</summary>
    public const double MostSubjectMinutes = 600;

    /// <summary>1 to 12.</summary>
    public required int Grade { get; init; }
    /// <summary>The teacher's subject.</summary>
    public required string Subject { get; init; }
    /// <summary>For how many days it is set, 1 to <see cref="MostDays"/>; a weekend has 2.</summary>
    public int Days { get; init; } = 1;
    /// <summary>The assignment as it was pasted.</summary>
    public required string Text { get; init; }
    /// <summary>What the teacher says of single lines.</summary>
    public IReadOnlyList<LineCorrection> Corrections { get; init; } = [];
    /// <summary>Written minutes of other subjects over the same days, by subject; what is not in here is not known.</summary>
    public IReadOnlyDictionary<string, double> Others { get; init; } = new Dictionary<string, double>();

    /// <summary>A new assignment from a practice task.</summary>
    public static AssignmentInput Of(PracticeTask task) => new() { Grade = task.Grade, Subject = task.Subject, Days = task.Days, Text = task.Text.TrimEnd(), Others = task.Others };
}
