using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>Names of those who worked on an entry; who works in another unit is not named.</summary>
internal static class Colleagues
{
    /// <summary>All of them in a row; shipped entries have nobody.</summary>
    public static string Of(IStringLocalizer<UiText> text, IEnumerable<Guid> people, IReadOnlyDictionary<Guid, string> names)
    {
        var said = people.Select(person => Of(text, person, names)).Distinct(StringComparer.Ordinal).ToList();
        return said.Count == 0 ? text["People_Shipped"] : string.Join(text["List_Comma"], said);
    }

    /// <summary>One of them.</summary>
    public static string Of(IStringLocalizer<UiText> text, Guid person, IReadOnlyDictionary<Guid, string> names) =>
        names.GetValueOrDefault(person) ?? text["People_Elsewhere"];
}
