using Coaching.Feedback;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;
using Coaching.Simulation;

namespace Coaching.Eval;

/// <summary>Writes simulated rehearsals as text to be read by people.</summary>
internal static class SimulationTranscripts
{
    public static void Write(DirectoryInfo folder, IEnumerable<SimulatedRehearsal> rehearsals)
    {
        folder.Create();
        foreach (var rehearsal in rehearsals)
        {
            var name = $"{rehearsal.Scenario.Id}-{rehearsal.Teacher.ToLowerInvariant()}-{rehearsal.Seed:00}.txt";
            File.WriteAllText(Path.Combine(folder.FullName, name), Text(rehearsal));
        }
    }

    private static string Text(SimulatedRehearsal rehearsal)
    {
        var scenario = rehearsal.Scenario;
        List<string> lines =
        [
            $"《{scenario.Title}》（AI 生成）", scenario.Situation.Trim(), $"目标：{scenario.Goal}", "",
            $"{scenario.Lead.Name}：{rehearsal.Opening}",
            .. rehearsal.Turns.SelectMany(turn => new[] { $"老师：{turn.Teacher}", $"{turn.Speaker}：{turn.Reply}" }),
            "", $"结果：{rehearsal.Ending.Narration}", "",
            .. rehearsal.Turns.Where(turn => turn.Reading.RedLines.Count > 0)
                .Select(turn => $"请留意：“{turn.Teacher}”可能被听成{string.Join('、', turn.Reading.RedLines.Select(move => move.ChineseName()))}"),
            .. scenario.Criteria.Select(criterion => Line(criterion, rehearsal.Judgements[criterion.Id])),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Line(Criterion criterion, Judgement judgement)
    {
        var said = judgement.Evidence is { } evidence ? $"你说的是：“{evidence.Text}”" : "";
        if (judgement.TakenBackBy is { } later) said += $"后面这一句把它抵消了：“{later.Text}”";
        return judgement.Verdict switch
        {
            Verdict.Met => $"做到了 · {criterion.Name}：{criterion.Keep}{said}",
            Verdict.NotMet => $"没做到 · {criterion.Name}：{criterion.Change}{said}（可以说：{criterion.Sayable}）",
            _ => $"还看不出 · {criterion.Name}",
        };
    }
}
