using Coaching.Rehearsals.Observing;
using Microsoft.Extensions.Localization;

namespace Coaching.Host.Components.Teacher.Observing;

/// <summary>Says that words were spoken in the teacher's place.</summary>
internal static class StandIn
{
    /// <summary>由梁静安代答, without a name where it is not known; null for the teacher's own words.</summary>
    public static string? Say(IStringLocalizer<UiText> text, Guid? spokenById, Room? room) =>
        spokenById is not { } person ? null
        : room?.NameOf(person) is { Length: > 0 } name ? text["StandIn_Named", name].Value
        : text["StandIn_Somebody"].Value;
}
