using System.Text.RegularExpressions;

namespace Coaching.Homework;

/// <summary>Work that a line hands to parents.</summary>
/// <param name="DutyId">Which sort.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Level">How far it goes.</param>
/// <param name="Line">The line, verbatim.</param>
/// <param name="Evening">The parent's evening with it.</param>
public sealed record ParentWork(string DutyId, string Name, DutyLevel Level, string Line, string Evening)
{
    /// <summary>Whether the rules forbid it, said openly or not.</summary>
    public bool IsForbidden => Level != DutyLevel.Errand;
}

/// <summary>A parent's evening with an assignment.</summary>
/// <param name="Work">What was handed to the parent.</param>
/// <param name="Told">The evening in the parent's words.</param>
public sealed record ParentEvening(IReadOnlyList<ParentWork> Work, IReadOnlyList<string> Told)
{
    /// <summary>The rules that forbid handing work to parents.</summary>
    public static IReadOnlyList<string> Policies { get; } = ["double-reduction", "homework-notice"];
}

/// <summary>Finds what an assignment makes parents do.</summary>
internal sealed partial class ParentWatch
{
    private const int YoungestAlone = 4;
    private const int MostTold = 4;

    private readonly ParentHome home;
    private readonly List<(ParentDuty Duty, Regex Pattern)> duties;

    public ParentWatch(ParentHome home)
    {
        this.home = home;
        duties = [.. home.Duties.Select(duty => (duty, new Regex(string.Join('|', duty.Words.Select(Pattern)), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))))];
    }

    /// <summary>The parent's evening.</summary>
    public ParentEvening Watch(IReadOnlyList<AssignmentLine> lines, AssignmentInput input, IReadOnlyList<PupilEvening> evenings, int seed)
    {
        var work = lines.SelectMany(line => DutiesIn(line.Text).Select(duty => new ParentWork(duty.Id, duty.Name, duty.Level, line.Text, duty.Evening))).ToList();
        var kinds = lines.SelectMany(line => line.Tasks).Select(task => task.Kind).ToHashSet();
        var told = work.Select(item => item.Evening).Distinct(StringComparer.Ordinal).Take(MostTold).ToList();
        if (kinds.Contains(TaskKind.Poster) && input.Grade <= YoungestAlone && work.TrueForAll(item => item.DutyId != "craft")) told.Add(home.Poster);
        if (kinds.Contains(TaskKind.Listening) && input.Grade <= 9) told.Add(home.Screen);
        if (evenings.Any(evening => evening.Level == PupilLevel.Middle && evening.PastBedtime)) told.Add(home.Late);
        if (told.Count == 0) told.Add(home.Calm[(int)((uint)seed % home.Calm.Count)]);
        return new ParentEvening(work, told);
    }

    /// <summary>The sorts of parents' work that a text asks for.</summary>
    public IEnumerable<ParentDuty> DutiesIn(string text) => duties.Where(item => IsAskedFor(item.Pattern, text)).Select(item => item.Duty);

    private static bool IsAskedFor(Regex pattern, string text)
    {
        foreach (Match match in pattern.Matches(text))
        {
            // 不用家长签字 and 家长不用签字 ask for nothing; a clause further back speaks of something else.
            var before = text[Math.Max(0, match.Index - 6)..match.Index];
            var clause = before[(before.LastIndexOfAny(['，', ',', '。', '；', ';', '（', '(']) + 1)..];
            if (!Refusal().IsMatch(clause) && !Refusal().IsMatch(match.Value)) return true;
        }

        return false;
    }

    private static string Pattern(string word) => string.Join("[^，,。；;]{0,8}?", word.Split('*').Select(Regex.Escape));

    [GeneratedRegex("不|无需|无须|免|勿|别", RegexOptions.None, 1000)]
    private static partial Regex Refusal();
}
