namespace Coaching.Homework;

/// <summary>The minutes of every kind of task, with the words it is known by.</summary>
public sealed record MinuteTable
{
    /// <summary>What the figures are and are not; shown wherever they are.</summary>
    public required string About { get; init; }
    /// <summary>How much time an evening has.</summary>
    public required EveningTime Evening { get; init; }
    /// <summary>Words that make a pupil think.</summary>
    public required IReadOnlyList<string> ThinkingWords { get; init; }
    /// <summary>Words that say that nothing is written down.</summary>
    public required IReadOnlyList<string> OralWords { get; init; }
    /// <summary>Words that give a choice or levels.</summary>
    public required IReadOnlyList<string> ChoiceWords { get; init; }
    /// <summary>Words that say what counts as done.</summary>
    public required IReadOnlyList<string> DoneWords { get; init; }
    /// <summary>Words of copying as a punishment.</summary>
    public required IReadOnlyList<string> PunitiveWords { get; init; }
    /// <summary>The kinds.</summary>
    public required IReadOnlyList<TaskMinutes> Kinds { get; init; }
    /// <summary>The subjects and what each sets on a usual day.</summary>
    public required IReadOnlyList<SubjectMinutes> Subjects { get; init; }

    /// <summary>What is known of a kind.</summary>
    public TaskMinutes Of(TaskKind kind) => Kinds.First(row => row.Kind == kind);
}

/// <summary>The time between sitting down and going to bed.</summary>
public sealed record EveningTime
{
    /// <summary>Minutes that homework may fill, one figure a grade band.</summary>
    public required IReadOnlyList<double> FreeMinutes { get; init; }
    /// <summary>Where the figures come from.</summary>
    public required string Basis { get; init; }
}

/// <summary>One kind of task.</summary>
public sealed record TaskMinutes
{
    /// <summary>Which.</summary>
    public required TaskKind Kind { get; init; }
    /// <summary>What teachers call it.</summary>
    public required string Name { get; init; }
    /// <summary>Words that ask for it.</summary>
    public required IReadOnlyList<string> Words { get; init; }
    /// <summary>How much of a head it takes, as a rule.</summary>
    public required TaskDemand Demand { get; init; }
    /// <summary>Whether it is written, as a rule.</summary>
    public required bool Written { get; init; }
    /// <summary>What is taken where no amount is said.</summary>
    public required AssumedAmount Assumed { get; init; }
    /// <summary>A count above this counts no tasks but skips of a rope; null where any count may stand.</summary>
    public double? MostAmount { get; init; }
    /// <summary>What an item is called; 题 where nothing is said.</summary>
    public string? ItemName { get; init; }
    /// <summary>Where the figures come from.</summary>
    public required string Basis { get; init; }
    /// <summary>Minutes a unit, in the order in which units are looked for.</summary>
    public required IReadOnlyList<UnitMinutes> Amounts { get; init; }
}

/// <summary>An amount that stands for one that was not said.</summary>
public sealed record AssumedAmount
{
    /// <summary>How many.</summary>
    public required double Amount { get; init; }
    /// <summary>Of what.</summary>
    public required QuantityUnit Unit { get; init; }
}

/// <summary>Minutes of a unit.</summary>
public sealed record UnitMinutes
{
    /// <summary>The unit.</summary>
    public required QuantityUnit Unit { get; init; }
    /// <summary>Low, likely and high for each of the five grade bands.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Minutes { get; init; }

    /// <summary>The minutes of one unit in a grade.</summary>
    internal MinuteRange In(int grade) => GradeBands.Range(Minutes[GradeBands.Of(grade)]);
}

/// <summary>What a subject sets on a usual day: low, likely and high minutes of written work; null where it is not taught.</summary>
public sealed record SubjectMinutes
{
    /// <summary>The subject.</summary>
    public required string Name { get; init; }
    /// <summary>Grades 1 to 6.</summary>
    public IReadOnlyList<double>? Primary { get; init; }
    /// <summary>Grades 7 to 9.</summary>
    public IReadOnlyList<double>? Junior { get; init; }
    /// <summary>Grades 10 to 12.</summary>
    public IReadOnlyList<double>? Senior { get; init; }

    /// <summary>A usual day's minutes in a grade; null where it is not taught.</summary>
    public MinuteRange? In(int grade) => (grade switch { <= 6 => Primary, <= 9 => Junior, _ => Senior }) is { } minutes ? GradeBands.Range(minutes) : null;
}

/// <summary>The five bands of grades that figures are given for.</summary>
internal static class GradeBands
{
    public const int Count = 5;

    public static int Of(int grade) => grade switch { <= 2 => 0, <= 4 => 1, <= 6 => 2, <= 9 => 3, _ => 4 };

    public static MinuteRange Range(IReadOnlyList<double> triple) => new(triple[0], triple[1], triple[2]);
}
