namespace Coaching.Homework;

/// <summary>All that the homework rehearsal knows and says; authored in <c>scenarios/homework</c>.</summary>
/// <param name="Minutes">How long things take.</param>
/// <param name="Class">The simulated pupils.</param>
/// <param name="Home">The parent's evening.</param>
/// <param name="Review">What an assignment is looked at for.</param>
/// <param name="PracticeTasks">Assignments to practise on.</param>
public sealed record HomeworkContent(MinuteTable Minutes, SimulatedClass Class, ParentHome Home, AssignmentReview Review, IReadOnlyList<PracticeTask> PracticeTasks)
{
    /// <summary>The practice task with this id, or null.</summary>
    public PracticeTask? Practice(string? id) => PracticeTasks.FirstOrDefault(task => task.Id == id);
}

/// <summary>The simulated pupils together.</summary>
public sealed record SimulatedClass
{
    /// <summary>Where their paces come from.</summary>
    public required string Basis { get; init; }
    /// <summary>Weak, middle and strong.</summary>
    public required IReadOnlyList<SimulatedPupil> Pupils { get; init; }
}

/// <summary>A simulated pupil; nobody in particular.</summary>
public sealed record SimulatedPupil
{
    /// <summary>Which of the three.</summary>
    public required PupilLevel Id { get; init; }
    /// <summary>A name to speak of.</summary>
    public required string Name { get; init; }
    /// <summary>Who that is, in a line.</summary>
    public required string About { get; init; }
    /// <summary>How many times a middle pupil's minutes: low, likely and high.</summary>
    public required IReadOnlyList<double> Pace { get; init; }
    /// <summary>How much this pupil counts in the class's average.</summary>
    public required double Share { get; init; }
    /// <summary>Where this pupil gets stuck, by kind; one of the sentences is said.</summary>
    public required IReadOnlyDictionary<TaskKind, IReadOnlyList<string>> Stuck { get; init; }
    /// <summary>What boredom sounds like.</summary>
    public required IReadOnlyList<string> Bored { get; init; }
    /// <summary>Said when bedtime comes first.</summary>
    public required string Undone { get; init; }
    /// <summary>Said when it was done, and long.</summary>
    public required string Done { get; init; }
    /// <summary>Said when it was done in good time.</summary>
    public required string Fine { get; init; }
}

/// <summary>How much school a pupil copes with.</summary>
public enum PupilLevel
{
    /// <summary>基础较弱.</summary>
    Weak,
    /// <summary>中等.</summary>
    Middle,
    /// <summary>学有余力.</summary>
    Strong,
}

/// <summary>What an assignment makes of a parent's evening.</summary>
public sealed record ParentHome
{
    /// <summary>Work that is handed to parents.</summary>
    public required IReadOnlyList<ParentDuty> Duties { get; init; }
    /// <summary>Said when nothing is left to the parent; one of them.</summary>
    public required IReadOnlyList<string> Calm { get; init; }
    /// <summary>Said of a poster that a small child is to make.</summary>
    public required string Poster { get; init; }
    /// <summary>Said when a screen is needed.</summary>
    public required string Screen { get; init; }
    /// <summary>Said when bedtime comes first.</summary>
    public required string Late { get; init; }
}

/// <summary>How far a line makes a parent work.</summary>
public enum DutyLevel
{
    /// <summary>It says so.</summary>
    Ordered,
    /// <summary>It comes to the same.</summary>
    Disguised,
    /// <summary>Something has to be got ready; no rule forbids it.</summary>
    Errand,
}

/// <summary>One way of handing work to parents.</summary>
public sealed record ParentDuty
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }
    /// <summary>How far it goes.</summary>
    public required DutyLevel Level { get; init; }
    /// <summary>Words it is known by; * stands for up to eight characters.</summary>
    public required IReadOnlyList<string> Words { get; init; }
    /// <summary>The parent's evening with it.</summary>
    public required string Evening { get; init; }
    /// <summary>The line without it; {task} is what is left of the line.</summary>
    public required string Instead { get; init; }
}

/// <summary>The criteria.</summary>
public sealed record AssignmentReview
{
    /// <summary>The largest share of mechanical minutes, 0 to 1.</summary>
    public required double MostMechanicalShare { get; init; }
    /// <summary>How often the same may be repeated.</summary>
    public required double MostRepeats { get; init; }
    /// <summary>All of them.</summary>
    public required IReadOnlyList<AssignmentCriterion> Criteria { get; init; }
}

/// <summary>A binary criterion for an assignment; its rule is in code.</summary>
public sealed record AssignmentCriterion
{
    /// <summary>Which rule.</summary>
    public required AssignmentRule Id { get; init; }
    /// <summary>What the teacher reads.</summary>
    public required string Name { get; init; }
    /// <summary>What to look for.</summary>
    public required string Observe { get; init; }
    /// <summary>Topics of 百问百答 to read on.</summary>
    public required IReadOnlyList<string> Topics { get; init; }
    /// <summary>Said when it is met.</summary>
    public required string Keep { get; init; }
    /// <summary>Said when it is not.</summary>
    public required string Change { get; init; }
    /// <summary>What a line becomes; {task} and {line} are the teacher's, {amount} and {minutes} are figures.</summary>
    public required string Rewrite { get; init; }
}

/// <summary>The rules that assignments are held against.</summary>
public enum AssignmentRule
{
    /// <summary>All subjects together stay within the limit.</summary>
    Total,
    /// <summary>Nothing is handed to parents.</summary>
    NoParentTask,
    /// <summary>There are levels, or a choice.</summary>
    Tiered,
    /// <summary>Little is mere repetition.</summary>
    LittleMechanical,
    /// <summary>Something has to be thought out or tried.</summary>
    OneToThink,
    /// <summary>It says what counts as done.</summary>
    ClearDone,
}

/// <summary>An assignment to practise on.</summary>
public sealed record PracticeTask
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its title.</summary>
    public required string Title { get; init; }
    /// <summary>What the teacher finds.</summary>
    public required string Situation { get; init; }
    /// <summary>1 to 12.</summary>
    public required int Grade { get; init; }
    /// <summary>One of the table's subjects.</summary>
    public required string Subject { get; init; }
    /// <summary>For how many days it is set.</summary>
    public required int Days { get; init; }
    /// <summary>Other subjects' minutes that are known.</summary>
    public required IReadOnlyDictionary<string, double> Others { get; init; }
    /// <summary>The assignment.</summary>
    public required string Text { get; init; }
}
