using Coaching.Feedback;
using Coaching.Knowledge.Workshop;

namespace Coaching.Homework;

/// <summary>What changed from one revision to another.</summary>
/// <param name="Before">The earlier one's number.</param>
/// <param name="After">The later one's number.</param>
/// <param name="Pupils">Each pupil's minutes.</param>
/// <param name="Totals">The day's minutes of all subjects.</param>
/// <param name="Criteria">Criteria whose verdict changed.</param>
/// <param name="Lines">The assignment, line by line.</param>
public sealed record RevisionComparison(
    int Before, int After, IReadOnlyList<MinuteChange> Pupils, MinuteChange Totals, IReadOnlyList<VerdictChange> Criteria, IReadOnlyList<DiffLine> Lines)
{
    /// <summary>Compares two revisions of one design.</summary>
    public static RevisionComparison Of(HomeworkRevision before, HomeworkRevision after) => new(
        before.Number,
        after.Number,
        [
            .. before.Result.Pupils.Join(after.Result.Pupils, pupil => pupil.Level, pupil => pupil.Level,
                (one, two) => new MinuteChange(one.Name, one.Total, two.Total)),
        ],
        new MinuteChange("", before.Result.Load.Total, after.Result.Load.Total),
        [
            .. before.Result.Findings.Join(after.Result.Findings, finding => finding.Rule, finding => finding.Rule,
                (one, two) => new VerdictChange(two.Name, one.Verdict, two.Verdict)).Where(change => change.Before != change.After),
        ],
        LineDiff.Compare(before.Input.Text.ReplaceLineEndings("\n").Trim('\n'), after.Input.Text.ReplaceLineEndings("\n").Trim('\n')));
}

/// <summary>Minutes before and after.</summary>
/// <param name="Name">Whose; empty for the day.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record MinuteChange(string Name, MinuteRange Before, MinuteRange After)
{
    /// <summary>How many minutes more, below 0 for fewer.</summary>
    public double Difference => After.Likely - Before.Likely;
}

/// <summary>A verdict before and after.</summary>
public sealed record VerdictChange(string Name, Verdict Before, Verdict After);
