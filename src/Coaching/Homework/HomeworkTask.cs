namespace Coaching.Homework;

/// <summary>What a pupil does.</summary>
public enum TaskKind
{
    /// <summary>抄写.</summary>
    Copying,
    /// <summary>听写默写.</summary>
    Dictation,
    /// <summary>背诵.</summary>
    Recitation,
    /// <summary>朗读.</summary>
    ReadingAloud,
    /// <summary>单词短语.</summary>
    Words,
    /// <summary>口算.</summary>
    MentalArithmetic,
    /// <summary>竖式、脱式、解方程.</summary>
    Calculation,
    /// <summary>应用题、解答题.</summary>
    WordProblem,
    /// <summary>选择、填空、简答.</summary>
    ShortQuestions,
    /// <summary>练习册.</summary>
    ExerciseBook,
    /// <summary>试卷.</summary>
    Paper,
    /// <summary>课外阅读.</summary>
    Reading,
    /// <summary>阅读理解.</summary>
    Comprehension,
    /// <summary>习作.</summary>
    Composition,
    /// <summary>预习.</summary>
    Preview,
    /// <summary>复习整理.</summary>
    Review,
    /// <summary>实践观察.</summary>
    Practical,
    /// <summary>手抄报与制作.</summary>
    Poster,
    /// <summary>订正.</summary>
    Correction,
    /// <summary>听力与观看.</summary>
    Listening,
}

/// <summary>What a task is counted in.</summary>
public enum QuantityUnit
{
    /// <summary>题、个、词、句.</summary>
    Item,
    /// <summary>遍.</summary>
    Time,
    /// <summary>页.</summary>
    Page,
    /// <summary>字.</summary>
    Character,
    /// <summary>行.</summary>
    Line,
    /// <summary>段、篇、首、课.</summary>
    Passage,
    /// <summary>张、套.</summary>
    Sheet,
    /// <summary>分钟.</summary>
    Minute,
}

/// <summary>How much of a head a task takes.</summary>
public enum TaskDemand
{
    /// <summary>The hand repeats.</summary>
    Mechanical,
    /// <summary>What was taught is practised.</summary>
    Routine,
    /// <summary>Something has to be thought out or tried.</summary>
    Thinking,
}

/// <summary>How much of something: 12 题, or 8 个 three times over.</summary>
/// <param name="Amount">How many, above 0.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Repeats">How often each; 1 unless 遍 is said beside another unit.</param>
public sealed record Quantity(double Amount, QuantityUnit Unit, double Repeats = 1);

/// <summary>One thing to do, as it was read from a line.</summary>
/// <param name="What">The words that ask for it, verbatim from the line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Quantity">How much.</param>
/// <param name="IsAmountAssumed">Whether the line does not say how much, so that the usual amount was taken.</param>
/// <param name="Demand">How much of a head it takes.</param>
/// <param name="Written">Whether it counts as written homework.</param>
public sealed record HomeworkTask(string What, TaskKind Kind, Quantity Quantity, bool IsAmountAssumed, TaskDemand Demand, bool Written);

/// <summary>How a line of an assignment was taken.</summary>
public enum LineReading
{
    /// <summary>It asks for something.</summary>
    Task,
    /// <summary>A heading, a condition, the options of a question: it takes no time of its own.</summary>
    Remark,
    /// <summary>Nobody knows what it asks for; the teacher is asked.</summary>
    Unread,
}

/// <summary>A line of an assignment and what was read from it.</summary>
/// <param name="Number">Its place among all lines, from 1.</param>
/// <param name="Text">The line as it stands there, trimmed.</param>
/// <param name="Reading">How it was taken.</param>
/// <param name="Tasks">What it asks for; empty unless it is a task.</param>
/// <param name="SetByHand">Whether the teacher said what it is.</param>
public sealed record AssignmentLine(int Number, string Text, LineReading Reading, IReadOnlyList<HomeworkTask> Tasks, bool SetByHand);

/// <summary>What a teacher says of a line that was not read, or not read right.</summary>
/// <param name="Line">The line's text, trimmed; wherever such a line stands, this holds.</param>
/// <param name="Kind">What it is; null says that it is no task.</param>
/// <param name="Amount">How much, 0.1 to 10,000.</param>
/// <param name="Unit">Of what.</param>
public sealed record LineCorrection(string Line, TaskKind? Kind, double Amount, QuantityUnit Unit);

/// <summary>From few to many minutes, with what is likely between them.</summary>
/// <param name="Low">Not less, as a rule.</param>
/// <param name="Likely">In most cases.</param>
/// <param name="High">Not more, as a rule.</param>
public sealed record MinuteRange(double Low, double Likely, double High)
{
    /// <summary>No time at all.</summary>
    public static MinuteRange None { get; } = new(0, 0, 0);

    /// <summary>Exactly so long.</summary>
    public static MinuteRange Of(double minutes) => new(minutes, minutes, minutes);

    /// <summary>Each end and the middle times the other's.</summary>
    public MinuteRange Times(MinuteRange factor) => new(Low * factor.Low, Likely * factor.Likely, High * factor.High);

    /// <summary>All three times a factor, 0 or more.</summary>
    public MinuteRange Times(double factor) => new(Low * factor, Likely * factor, High * factor);

    /// <summary>
    /// What several of them take together. Not everything runs long on the same evening, so the distances from the
    /// likely value are added as those of independent errors: by their squares.
    /// </summary>
    public static MinuteRange Together(IEnumerable<MinuteRange> parts)
    {
        var (likely, below, above) = (0.0, 0.0, 0.0);
        foreach (var part in parts)
        {
            likely += part.Likely;
            below += (part.Likely - part.Low) * (part.Likely - part.Low);
            above += (part.High - part.Likely) * (part.High - part.Likely);
        }

        return new MinuteRange(Math.Max(0, likely - Math.Sqrt(below)), likely, likely + Math.Sqrt(above));
    }
}
