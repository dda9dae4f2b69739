using Coaching.Feedback;
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
            .. scenario.Criteria.Select(criterion => rehearsal.Verdicts[criterion.Id] switch
            {
                Verdict.Met => $"做到了 · {criterion.Name}：{criterion.Keep}",
                Verdict.NotMet => $"没做到 · {criterion.Name}：{criterion.Change}（可以说：{criterion.Sayable}）",
                _ => $"还看不出 · {criterion.Name}",
            }),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
