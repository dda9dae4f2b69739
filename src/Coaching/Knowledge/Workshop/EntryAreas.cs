using Coaching.Scenarios;

namespace Coaching.Knowledge.Workshop;

/// <summary>How tables name the areas: in Chinese, or as the folders do.</summary>
internal static class EntryAreas
{
    private static readonly (Area Area, string Name, string Folder)[] All =
    [
        (Area.ClassroomManagement, "班级管理", "classroom-management"),
        (Area.ClassroomTeaching, "课堂教学", "classroom-teaching"),
        (Area.HomeworkDesign, "作业设计", "homework-design"),
        (Area.HomeSchool, "家校共育", "home-school"),
    ];

    /// <summary>The area that a cell names; null when it names none.</summary>
    public static Area? Parse(string text) => All.Where(item => item.Name == text || string.Equals(item.Folder, text, StringComparison.OrdinalIgnoreCase)).Select(item => (Area?)item.Area).FirstOrDefault();

    /// <summary>The area's name in tables.</summary>
    public static string Name(Area area) => All.Single(item => item.Area == area).Name;

    /// <summary>The area's folder in the repository.</summary>
    public static string Folder(Area area) => All.Single(item => item.Area == area).Folder;
}
