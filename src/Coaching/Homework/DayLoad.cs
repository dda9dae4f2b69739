using Coaching.Feedback;

namespace Coaching.Homework;

/// <summary>What one other subject takes of a day.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Minutes">Written minutes a day.</param>
/// <param name="Known">Whether the teacher said so; otherwise a usual day's range.</param>
public sealed record SubjectLoad(string Subject, MinuteRange Minutes, bool Known);

/// <summary>What a total is held against.</summary>
public enum LoadLimit
{
    /// <summary>Grades 1 and 2: no written homework at home.</summary>
    NoneAtHome,
    /// <summary>Grades 3 to 9: minutes of written homework, on average, all subjects together.</summary>
    Written,
    /// <summary>Grades 10 to 12: no national figure; all homework against the time before bed.</summary>
    Sleep,
}

/// <summary>All subjects of a day together, on the class's average: a planning aid about a class, no measure of a pupil.</summary>
public sealed record DayLoad
{
    /// <summary>A usual day of a subject in grades 1 and 2 where nothing is known: there should be none.</summary>
    private static readonly MinuteRange LowerGradesUnknown = new(0, 0, 10);

    /// <summary>For how many days it is set; all minutes are of one of them.</summary>
    public required int Days { get; init; }
    /// <summary>This assignment's minutes that count.</summary>
    public required MinuteRange Own { get; init; }
    /// <summary>The other subjects.</summary>
    public required IReadOnlyList<SubjectLoad> Others { get; init; }
    /// <summary>All together.</summary>
    public required MinuteRange Total { get; init; }
    /// <summary>What kind of limit holds.</summary>
    public required LoadLimit Kind { get; init; }
    /// <summary>The limit in minutes.</summary>
    public required double Limit { get; init; }
    /// <summary>Met when even the high end stays within, not met when even the low end does not, undecided between.</summary>
    public required Verdict Verdict { get; init; }
    /// <summary>Rows of the policy list that the limit is from.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>How many subjects the teacher did not know.</summary>
    public int Unknown => Others.Count(other => !other.Known);

    /// <summary>Whether it is more likely over than within.</summary>
    public bool LikelyOver => Total.Likely > Limit;

    /// <summary>Other subjects over the assignment's days, known or usual.</summary>
    internal static IReadOnlyList<SubjectLoad> OthersOf(AssignmentInput input, MinuteTable table) =>
    [
        .. from subject in table.Subjects
           let usual = subject.In(input.Grade)
           where usual is not null && subject.Name != input.Subject
           select input.Others.TryGetValue(subject.Name, out var minutes)
               ? new SubjectLoad(subject.Name, MinuteRange.Of(minutes / input.Days), true)
               : new SubjectLoad(subject.Name, input.Grade <= 2 ? LowerGradesUnknown : usual, false),
    ];

    /// <summary>Adds a day up and holds it against its limit.</summary>
    /// <param name="input">The assignment.</param>
    /// <param name="evenings">The three pupils with it.</param>
    /// <param name="others">The other subjects, a day.</param>
    /// <param name="content">Shares and the evening's length.</param>
    internal static DayLoad Of(AssignmentInput input, IReadOnlyList<PupilEvening> evenings, IReadOnlyList<SubjectLoad> others, HomeworkContent content)
    {
        var kind = input.Grade switch { <= 2 => LoadLimit.NoneAtHome, <= 9 => LoadLimit.Written, _ => LoadLimit.Sleep };
        var limit = kind switch
        {
            LoadLimit.NoneAtHome => 0,
            LoadLimit.Written => input.Grade <= 6 ? 60 : 90,
            _ => content.Minutes.Evening.FreeMinutes[GradeBands.Of(input.Grade)],
        };
        var own = Average(evenings, evening => kind == LoadLimit.Sleep ? evening.Total : evening.Written, content.Class).Times(1.0 / input.Days);
        var total = MinuteRange.Together([own, .. others.Select(other => other.Minutes)]);
        return new DayLoad
        {
            Days = input.Days,
            Own = own,
            Others = others,
            Total = total,
            Kind = kind,
            Limit = limit,
            Verdict = total.High <= limit ? Verdict.Met : total.Low > limit ? Verdict.NotMet : Verdict.Undecided,
            Policies = kind == LoadLimit.Sleep ? ["sleep-notice", "mental-health-ten"] : ["double-reduction", "homework-notice"],
        };
    }

    // The same table stands behind all three, so their ranges are right or wrong together.
    private static MinuteRange Average(IReadOnlyList<PupilEvening> evenings, Func<PupilEvening, MinuteRange> minutes, SimulatedClass pupils)
    {
        var (low, likely, high, shares) = (0.0, 0.0, 0.0, 0.0);
        foreach (var evening in evenings)
        {
            var (share, range) = (pupils.Pupils.First(pupil => pupil.Id == evening.Level).Share, minutes(evening));
            (low, likely, high, shares) = (low + (share * range.Low), likely + (share * range.Likely), high + (share * range.High), shares + share);
        }

        return new MinuteRange(low / shares, likely / shares, high / shares);
    }
}
