using System.Globalization;
using Coaching.Host.Components.Shared;
using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;

namespace Coaching.Host.Components.Mentor.Workshop;

/// <summary>What a mentor looks for, as the address of the list says it: a list can be bookmarked and sent to a colleague.</summary>
public sealed record EntryQuery
{
    /// <summary>The list's address without any wish.</summary>
    public const string Path = "/mentor/entries";

    /// <summary>What is looked for.</summary>
    public EntryFilter Filter { get; init; } = new();

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether anything is looked for at all.</summary>
    public bool IsEmpty => Filter == new EntryFilter();

    /// <summary>The address; what is not wished for does not stand in it.</summary>
    public string Address()
    {
        (string Name, string? Value)[] parts =
        [
            ("area", Filter.Area?.Slug()),
            ("status", Written(Filter.Status)),
            ("stage", Written(Filter.Stage)),
            ("tag", Filter.Tag),
            ("policy", Filter.PolicyId),
            ("q", Filter.Text),
            ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }

    /// <summary>Reads an address; what it says wrongly is not wished for.</summary>
    public static EntryQuery Read(string? area, string? status, string? stage, string? tag, string? policy, string? text, int? page) => new()
    {
        Filter = new EntryFilter
        {
            Area = TextKeys.AreaOf(area),
            Status = Parse<EntryStatus>(status),
            Stage = Parse<CareerStage>(stage),
            Tag = Given(tag),
            PolicyId = Given(policy),
            Text = Given(text),
        },
        Page = Math.Max(1, page ?? 1),
    };

    /// <summary>The same wish with another filter, from its first page.</summary>
    public EntryQuery With(Func<EntryFilter, EntryFilter> change) => new() { Filter = change(Filter) };

    /// <summary>An enum value as it stands in addresses.</summary>
    public static string? Written<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    /// <summary>The enum value an address names, if it names one.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]) ? value : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
