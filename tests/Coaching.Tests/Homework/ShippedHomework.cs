using Coaching.Homework;

namespace Coaching.Tests.Homework;

/// <summary>The shipped content of the homework rehearsal, read once.</summary>
internal static class ShippedHomework
{
    public static string Folder { get; } = Path.Combine(Shipped.Folder, "scenarios", "homework");

    private static readonly Lazy<HomeworkContent> Read = new(() => HomeworkContentReader.ReadFolder(Folder));

    public static HomeworkContent Content => Read.Value;

    public static AssignmentInput Input(string text, int grade = 3, string subject = "数学", int days = 1, params (string Subject, double Minutes)[] others) => new()
    {
        Grade = grade,
        Subject = subject,
        Days = days,
        Text = text,
        Others = others.ToDictionary(other => other.Subject, other => other.Minutes),
    };
}
