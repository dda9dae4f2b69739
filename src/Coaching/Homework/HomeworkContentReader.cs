using Coaching.Scenarios;

namespace Coaching.Homework;

/// <summary>Reads and checks the five files of <c>scenarios/homework</c>; every fault found says where it is and how to mend it.</summary>
internal static class HomeworkContentReader
{
    /// <summary>Reads the folder.</summary>
    /// <exception cref="InvalidContentException">Anything is wrong; all faults found are listed.</exception>
    public static HomeworkContent ReadFolder(string folder)
    {
        var problems = new List<ScenarioProblem>();
        var minutes = Read<MinuteTable>("minutes.yaml", FaultsOf);
        var pupils = Read<SimulatedClass>("pupils.yaml", FaultsOf);
        var home = Read<ParentHome>("parent.yaml", FaultsOf);
        var review = Read<AssignmentReview>("criteria.yaml", FaultsOf);
        var practice = Read<PracticeFile>("practice.yaml", file => FaultsOf(file.Tasks, minutes));
        return problems.Count == 0
            ? new HomeworkContent(minutes!, pupils!, home!, review!, practice!.Tasks)
            : throw new InvalidContentException(problems);

        T? Read<T>(string file, Func<T, IEnumerable<ContentFault>> faults)
            where T : class
        {
            try
            {
                var yaml = YamlText.Parse($"homework/{file}", File.ReadAllText(Path.Combine(folder, file)));
                var content = yaml.Read<T>();
                problems.AddRange(faults(content).Select(fault => new ScenarioProblem($"homework/{file}", yaml.LineOf(fault.Path), $"{fault.Path}: {fault.Problem}", fault.Mend)));
                return content;
            }
            catch (InvalidContentException invalid)
            {
                problems.AddRange(invalid.Problems);
                return null;
            }
            catch (FileNotFoundException)
            {
                problems.Add(new ScenarioProblem($"homework/{file}", 1, "the file is missing", "write it"));
                return null;
            }
        }
    }

    private static IEnumerable<ContentFault> FaultsOf(MinuteTable table)
    {
        if (table.Evening.FreeMinutes.Count != GradeBands.Count || table.Evening.FreeMinutes.Any(minutes => minutes <= 0)) yield return new("evening.freeMinutes", "not five figures above 0", "give one for each of grades 1–2, 3–4, 5–6, 7–9, 10–12");
        foreach (var fault in OneOfEach(table.Kinds.Select(row => row.Kind), "kinds")) yield return fault;
        foreach (var (k, kind) in table.Kinds.Index())
        {
            if (kind.Words.Count == 0 || kind.Words.Any(string.IsNullOrWhiteSpace)) yield return new($"kinds[{k}].words", "a kind without words is never read", "give the words teachers use for it");
            if (kind.Amounts.All(row => row.Unit != kind.Assumed.Unit)) yield return new($"kinds[{k}].assumed", $"no minutes are given for {kind.Assumed.Unit}", "assume a unit that stands under amounts");
            if (kind.Amounts.All(row => row.Unit != QuantityUnit.Minute)) yield return new($"kinds[{k}].amounts", "minutes are missing as a unit", "teachers may write 20 分钟 for anything: add minute");
            if (kind.Assumed.Amount is not (> 0 and <= 1000)) yield return new($"kinds[{k}].assumed.amount", "not between 0 and 1000", "say the usual amount");
            foreach (var (a, row) in kind.Amounts.Index())
            {
                if (row.Minutes.Count != GradeBands.Count) yield return new($"kinds[{k}].amounts[{a}].minutes", $"{row.Minutes.Count} grade bands", "give five: grades 1–2, 3–4, 5–6, 7–9, 10–12");
                foreach (var (b, triple) in row.Minutes.Index())
                {
                    if (!IsRange(triple, above: 0)) yield return new($"kinds[{k}].amounts[{a}].minutes[{b}]", "not three rising figures above 0", "write [low, likely, high]");
                }
            }
        }

        foreach (var (word, kinds) in table.Kinds.SelectMany(row => row.Words.Select(word => (word, row.Kind))).GroupBy(item => item.word, item => item.Kind, StringComparer.Ordinal).Select(same => (same.Key, same.ToList())))
        {
            if (kinds.Count > 1) yield return new("kinds", $"'{word}' stands for {string.Join(" and ", kinds)}", "leave it to one kind");
        }

        foreach (var (s, subject) in table.Subjects.Index())
        {
            foreach (var (stage, triple) in new[] { ("primary", subject.Primary), ("junior", subject.Junior), ("senior", subject.Senior) })
            {
                if (triple is not null && !IsRange(triple, above: -1)) yield return new($"subjects[{s}].{stage}", "not three rising figures", "write [low, likely, high]");
            }
        }
    }

    private static IEnumerable<ContentFault> FaultsOf(SimulatedClass pupils)
    {
        foreach (var fault in OneOfEach(pupils.Pupils.Select(pupil => pupil.Id), "pupils")) yield return fault;
        foreach (var (p, pupil) in pupils.Pupils.Index())
        {
            if (!IsRange(pupil.Pace, above: 0)) yield return new($"pupils[{p}].pace", "not three rising factors above 0", "write [low, likely, high]");
            if (pupil.Share is not (> 0 and <= 100)) yield return new($"pupils[{p}].share", "not above 0", "say how much this pupil counts");
            if (pupil.Bored.Count == 0) yield return new($"pupils[{p}].bored", "nothing to say", "write what boredom sounds like");
            if (pupil.Id == PupilLevel.Strong) continue;
            foreach (var kind in Enum.GetValues<TaskKind>().Where(kind => !pupil.Stuck.TryGetValue(kind, out var sentences) || sentences.Count == 0))
            {
                yield return new($"pupils[{p}].stuck", $"no sentence for {kind}", "say where this pupil gets stuck in it");
            }
        }
    }

    private static IEnumerable<ContentFault> FaultsOf(ParentHome home)
    {
        if (home.Calm.Count == 0) yield return new("calm", "nothing to say", "write what a quiet evening is like");
        foreach (var (d, duty) in home.Duties.Index())
        {
            if (duty.Words.Count == 0 || duty.Words.Any(word => word.Trim('*', ' ').Length < 2)) yield return new($"duties[{d}].words", "a word is missing or too short to tell anything", "give words of two characters or more");
            if (!duty.Instead.Contains("{task}", StringComparison.Ordinal)) yield return new($"duties[{d}].instead", "the task is lost", "put {task} where the rest of the line goes");
        }
    }

    private static IEnumerable<ContentFault> FaultsOf(AssignmentReview review)
    {
        if (review.MostMechanicalShare is not (> 0 and < 1)) yield return new("mostMechanicalShare", "not between 0 and 1", "write a share such as 0.4");
        if (review.MostRepeats < 1) yield return new("mostRepeats", "less than once", "write 1 or more");
        foreach (var fault in OneOfEach(review.Criteria.Select(criterion => criterion.Id), "criteria")) yield return fault;
        foreach (var (c, criterion) in review.Criteria.Index())
        {
            if (criterion.Topics.Count == 0) yield return new($"criteria[{c}].topics", "no topic", "say what to look up in 百问百答");
            if (!criterion.Rewrite.Contains("{task}", StringComparison.Ordinal) && !criterion.Rewrite.Contains("{line}", StringComparison.Ordinal)) yield return new($"criteria[{c}].rewrite", "the teacher's own line is lost", "put {task} or {line} in it");
        }
    }

    private static IEnumerable<ContentFault> FaultsOf(IReadOnlyList<PracticeTask> tasks, MinuteTable? table)
    {
        foreach (var (t, task) in tasks.Index())
        {
            if (task.Grade is < 1 or > 12) yield return new($"tasks[{t}].grade", $"{task.Grade} is no grade", "write 1 to 12");
            if (task.Days is < 1 or > AssignmentInput.MostDays) yield return new($"tasks[{t}].days", "too few or too many", $"write 1 to {AssignmentInput.MostDays}");
            if (string.IsNullOrWhiteSpace(task.Text)) yield return new($"tasks[{t}].text", "nothing is set", "write the assignment");
            if (table is null) continue;
            foreach (var name in task.Others.Keys.Append(task.Subject).Where(name => table.Subjects.All(subject => subject.Name != name)))
            {
                yield return new($"tasks[{t}]", $"'{name}' is no subject of minutes.yaml", "use a name that stands there");
            }
        }
    }

    private static IEnumerable<ContentFault> OneOfEach<T>(IEnumerable<T> found, string path)
        where T : struct, Enum
    {
        var counts = found.CountBy(value => value).ToDictionary();
        foreach (var value in Enum.GetValues<T>())
        {
            var count = counts.GetValueOrDefault(value);
            if (count != 1) yield return new(path, $"{value} stands there {count} times", "have each once");
        }
    }

    private static bool IsRange(IReadOnlyList<double> triple, double above) =>
        triple is [var low, var likely, var high] && low > above && low <= likely && likely <= high && high < 1000;

    private sealed record ContentFault(string Path, string Problem, string Mend);

    private sealed record PracticeFile
    {
        public required IReadOnlyList<PracticeTask> Tasks { get; init; }
    }
}
