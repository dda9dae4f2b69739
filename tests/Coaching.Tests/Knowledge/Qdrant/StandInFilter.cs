using System.Text.Json;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>Which points a filter means; the request has the right shape already.</summary>
internal static class StandInFilter
{
    private static readonly (string Name, Func<IEnumerable<bool>, bool> Holds)[] Clauses =
    [
        ("must", conditions => conditions.All(holds => holds)),
        ("must_not", conditions => !conditions.Any(holds => holds)),
        ("should", conditions => conditions.Any(holds => holds)),
    ];

    /// <summary>Whether a point is meant.</summary>
    public static bool Holds(JsonElement? filter, Guid id, JsonElement payload) =>
        filter is not { } clauses || Clauses.All(clause => !clauses.TryGetProperty(clause.Name, out var conditions)
            || clause.Holds(conditions.EnumerateArray().Select(condition => Holds(condition, id, payload))));

    /// <summary>The payload keys that a filter names.</summary>
    public static IEnumerable<string> Keys(JsonElement? filter)
    {
        foreach (var (name, _) in filter is null ? [] : Clauses)
        {
            if (!filter!.Value.TryGetProperty(name, out var conditions)) continue;
            foreach (var condition in conditions.EnumerateArray())
            {
                if (condition.TryGetProperty("key", out var key)) yield return key.GetString()!;
            }
        }
    }

    private static bool Holds(JsonElement condition, Guid id, JsonElement payload)
    {
        if (condition.TryGetProperty("has_id", out var ids)) return ids.EnumerateArray().Any(known => known.ValueKind == JsonValueKind.String && known.GetGuid() == id);
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty(condition.GetProperty("key").GetString()!, out var held)) return false;
        var match = condition.GetProperty("match");
        var wanted = match.TryGetProperty("any", out var any) ? [.. any.EnumerateArray()] : new[] { match.GetProperty("value") };
        return (held.ValueKind == JsonValueKind.Array ? [.. held.EnumerateArray()] : new[] { held }).Any(value => wanted.Any(one => JsonElement.DeepEquals(one, value)));
    }
}
