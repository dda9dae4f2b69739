using System.Text.RegularExpressions;
using Coaching.Scenarios;
using MudBlazor;

namespace Coaching.Host.Components.Shared;

/// <summary>Resource keys, addresses and icons of values that appear all over.</summary>
internal static partial class TextKeys
{
    /// <summary>The resource key of an enum value: <c>Area_HomeSchool</c>.</summary>
    public static string Key<T>(this T value)
        where T : struct, Enum => $"{typeof(T).Name}_{value}";

    /// <summary>An area in an address: <c>home-school</c>.</summary>
    public static string Slug(this Area area) => WordStart().Replace(area.ToString(), "-$0").ToLowerInvariant();

    /// <summary>The area that an address names, if it names one.</summary>
    public static Area? AreaOf(string? slug)
    {
        foreach (var area in Enum.GetValues<Area>())
        {
            if (string.Equals(area.Slug(), slug, StringComparison.OrdinalIgnoreCase)) return area;
        }

        return null;
    }

    /// <summary>The picture of an area.</summary>
    public static string Icon(this Area area) => area switch
    {
        Area.ClassroomManagement => Icons.Material.Rounded.Groups,
        Area.ClassroomTeaching => Icons.Material.Rounded.CoPresent,
        Area.HomeworkDesign => Icons.Material.Rounded.EditNote,
        _ => Icons.Material.Rounded.Home,
    };

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();
}
