using System.Globalization;
using System.Text.Json;
using Coaching.Homework;

namespace Coaching.Host.Components.Teacher.Homework;

/// <summary>The fields of the homework editor as they stand, finished or not.</summary>
internal sealed class HomeworkForm
{
    private const string OtherPrefix = "other-";

    public int Grade { get; set; } = 3;

    public string Subject { get; set; } = "数学";

    public string Days { get; set; } = "1";

    public string Text { get; set; } = "";

    /// <summary>Minutes of other subjects as typed; empty for what is not known.</summary>
    public Dictionary<string, string> Others { get; } = new(StringComparer.Ordinal);

    public List<LineCorrection> Corrections { get; } = [];

    /// <summary>The corrections as one hidden field carries them.</summary>
    public string CorrectionsText => JsonSerializer.Serialize(Corrections);

    public static HomeworkForm Of(AssignmentInput input)
    {
        var form = new HomeworkForm { Grade = input.Grade, Subject = input.Subject, Days = Say(input.Days), Text = input.Text };
        form.Corrections.AddRange(input.Corrections);
        foreach (var (subject, minutes) in input.Others) form.Others[subject] = Say(minutes);
        return form;
    }

    /// <summary>The name of a subject's field.</summary>
    public static string OtherName(string subject) => OtherPrefix + subject;

    /// <summary>What another subject's field holds.</summary>
    public string Other(string subject) => Others.GetValueOrDefault(subject, "");

    /// <summary>Whether a field holds something that is no number of minutes.</summary>
    public bool IsWrong(string subject) => Other(subject).Trim().Length > 0 && Minutes(subject) is null;

    /// <summary>Whether the days are none.</summary>
    public bool AreDaysWrong => DayCount is null;

    private int? DayCount => int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= AssignmentInput.MostDays ? days : null;

    /// <summary>Says of a line what it is; what was said of it before goes.</summary>
    public void Correct(LineCorrection correction)
    {
        Uncorrect(correction.Line);
        Corrections.Add(correction);
    }

    /// <summary>Leaves a line to the machine again.</summary>
    public void Uncorrect(string line) => Corrections.RemoveAll(known => known.Line == line);

    /// <summary>The assignment as it stands; what is no number counts as not known.</summary>
    /// <param name="subjects">The subjects that are asked for.</param>
    public AssignmentInput ToInput(IEnumerable<string> subjects) => new()
    {
        Grade = Grade,
        Subject = Subject,
        Days = DayCount ?? 1,
        Text = Text,
        Corrections = [.. Corrections],
        Others = subjects.Where(subject => subject != Subject && Minutes(subject) is not null).ToDictionary(subject => subject, subject => Minutes(subject)!.Value, StringComparer.Ordinal),
    };

    /// <summary>Puts back what a browser kept.</summary>
    /// <param name="fields">Names and values as the editor's script wrote them.</param>
    /// <returns>Whether it could be read.</returns>
    public bool Restore(string fields)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Dictionary<string, string?>>(fields);
            if (kept is null) return false;
            if (int.TryParse(kept.GetValueOrDefault("grade"), CultureInfo.InvariantCulture, out var grade) && grade is >= 1 and <= 12) Grade = grade;
            Subject = kept.GetValueOrDefault("subject") ?? Subject;
            Days = kept.GetValueOrDefault("days") ?? Days;
            Text = kept.GetValueOrDefault("text") ?? Text;
            foreach (var (name, value) in kept.Where(field => field.Key.StartsWith(OtherPrefix, StringComparison.Ordinal))) Others[name[OtherPrefix.Length..]] = value ?? "";
            // Anybody can write into a browser's store: what is no correction is left out.
            var corrections = JsonSerializer.Deserialize<List<LineCorrection?>>(kept.GetValueOrDefault("corrections") ?? "[]") ?? [];
            Corrections.Clear();
            Corrections.AddRange(corrections.OfType<LineCorrection>()
                .Where(correction => correction.Line is not null && Enum.IsDefined(correction.Unit) && (correction.Kind is not { } kind || Enum.IsDefined(kind))));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private double? Minutes(string subject) =>
        double.TryParse(Other(subject), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
        && minutes <= AssignmentInput.MostSubjectMinutes * (DayCount ?? 1) ? minutes : null;

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
