using System.Text.Json;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>What a piece of a request must look like. The first fault found, with its place, or null.</summary>
internal delegate string? Shape(JsonElement value, string place);

/// <summary>The shapes that requests are put together from. What is not named is not allowed: a misspelt option must not pass for an absent one.</summary>
internal static class Shapes
{
    public static Shape Text { get; } = (value, place) => value.ValueKind == JsonValueKind.String ? null : $"{place}: a string is expected";

    public static Shape Flag { get; } = (value, place) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{place}: true or false is expected";

    public static Shape Number { get; } = (value, place) => value.ValueKind == JsonValueKind.Number ? null : $"{place}: a number is expected";

    public static Shape PointId { get; } = (value, place) =>
        (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _)) || (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out _)) ? null : $"{place}: a UUID or a whole number is expected";

    public static Shape Anything { get; } = (value, place) => value.ValueKind == JsonValueKind.Object ? null : $"{place}: an object is expected";

    public static Shape Whole(ulong least, ulong most = ulong.MaxValue) => (value, place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) && number >= least && number <= most ? null : $"{place}: a whole number of {least} to {most} is expected";

    public static Shape Word(params string[] words) => (value, place) =>
        value.ValueKind == JsonValueKind.String && words.Contains(value.GetString(), StringComparer.Ordinal) ? null : $"{place}: one of {string.Join(", ", words)} is expected";

    public static Shape List(Shape item, int least = 0) => (value, place) =>
        value.ValueKind != JsonValueKind.Array ? $"{place}: an array is expected"
        : value.GetArrayLength() < least ? $"{place}: at least {least} are expected"
        : value.EnumerateArray().Select((element, number) => item(element, $"{place}[{number}]")).FirstOrDefault(fault => fault is not null);

    public static Shape Map(Shape item) => (value, place) =>
        value.ValueKind != JsonValueKind.Object ? $"{place}: an object is expected"
        : value.EnumerateObject().Select(property => item(property.Value, $"{place}.{property.Name}")).FirstOrDefault(fault => fault is not null);

    public static Shape Either(params Shape[] shapes) => (value, place) =>
        shapes.Any(shape => shape(value, place) is null) ? null : $"{place}: {string.Join("; or ", shapes.Select(shape => shape(value, place)))}";

    /// <summary>An object; a name that ends in ? may be missing.</summary>
    public static Shape Object(params (string Name, Shape Shape)[] fields) => (value, place) =>
    {
        if (value.ValueKind != JsonValueKind.Object) return $"{place}: an object is expected";
        var known = fields.ToDictionary(field => field.Name.TrimEnd('?'), field => field.Shape, StringComparer.Ordinal);
        foreach (var (name, _) in fields)
        {
            if (name[^1] != '?' && !value.TryGetProperty(name, out _)) return $"{place}: {name} is missing";
        }

        foreach (var property in value.EnumerateObject())
        {
            if (!known.TryGetValue(property.Name, out var shape)) return $"{place}: {property.Name} is unknown";
            if (shape(property.Value, $"{place}.{property.Name}") is { } fault) return fault;
        }

        return null;
    };

    /// <summary>A further rule for what has the right shape.</summary>
    public static Shape And(this Shape shape, Func<JsonElement, bool> holds, string rule) => (value, place) =>
        shape(value, place) ?? (holds(value) ? null : $"{place}: {rule}");
}
