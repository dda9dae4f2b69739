namespace Coaching.Homework;

/// <summary>From a task to minutes, by the authored table.</summary>
internal static class MinuteEstimate
{
    // An amount that nobody named may be half of it or twice as much.
    private static readonly MinuteRange Unnamed = new(0.5, 1, 2);

    /// <summary>How long a middle pupil of a grade needs.</summary>
    public static MinuteRange Of(HomeworkTask task, int grade, MinuteTable table)
    {
        var row = table.Of(task.Kind);
        var (quantity, assumed) = row.Amounts.Any(entry => entry.Unit == task.Quantity.Unit)
            ? (task.Quantity, task.IsAmountAssumed)
            : (new Quantity(row.Assumed.Amount, row.Assumed.Unit), true);
        var minutes = row.Amounts.First(entry => entry.Unit == quantity.Unit).In(grade).Times(quantity.Amount * quantity.Repeats);
        return assumed ? minutes.Times(Unnamed) : minutes;
    }
}
