using Coaching.Knowledge.Workshop;

namespace Coaching.Scenarios.Workshop;

/// <summary>The commented text a scenario of an area is begun from.</summary>
internal sealed class ScenarioTemplate(string folder)
{
    /// <summary>The template with the area's own people and words in it.</summary>
    public string Of(Area area)
    {
        var (role, name, alias) = area switch
        {
            Area.HomeSchool => ("学生的母亲", "周女士", "小宇妈妈"),
            Area.HomeworkDesign => ("没有交作业的学生", "小宇", "小宇同学"),
            Area.ClassroomTeaching => ("课堂上答错题的学生", "小宇", "小宇同学"),
            _ => ("违反班规的学生", "小宇", "小宇同学"),
        };
        return File.ReadAllText(Path.Combine(folder, "scenario.yaml"))
            .Replace("{{area}}", EntryAreas.Folder(area), StringComparison.Ordinal)
            .Replace("{{role}}", role, StringComparison.Ordinal)
            .Replace("{{name}}", name, StringComparison.Ordinal)
            .Replace("{{alias}}", alias, StringComparison.Ordinal);
    }
}
