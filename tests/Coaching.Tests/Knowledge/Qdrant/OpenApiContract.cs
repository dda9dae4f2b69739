using System.Text.Json;

namespace Coaching.Tests.Knowledge.Qdrant;

/// <summary>
/// A published OpenAPI 3.0 document as a judge of requests and answers. Stricter than the letter: a property that a schema
/// does not name is a fault, unless the schema invites others, because nobody sends an option for it to be ignored; and
/// <c>{"nullable": true}</c> means null, not anything.
/// </summary>
internal sealed class OpenApiContract
{
    private readonly JsonElement root;

    private OpenApiContract(JsonElement root) => this.root = root;

    /// <summary>Reads a contract; null where there is none.</summary>
    public static OpenApiContract? Load(string path) => File.Exists(path) ? new OpenApiContract(JsonDocument.Parse(File.ReadAllText(path)).RootElement) : null;

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public string? Fault(string method, string path, JsonElement? body, IEnumerable<KeyValuePair<string, string>> query)
    {
        if (!TryOperation(method, path, out var operation)) return $"{method} {path} is not in the contract";
        foreach (var (name, value) in query)
        {
            var known = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().FirstOrDefault(parameter => parameter.GetProperty("in").GetString() == "query" && parameter.GetProperty("name").GetString() == name)
                : default;
            if (known.ValueKind != JsonValueKind.Object) return $"{name} is no parameter of {method} {path}";
            var typed = value is "true" or "false" || long.TryParse(value, out _) ? value : JsonSerializer.Serialize(value);
            if (Fault(known.GetProperty("schema"), JsonDocument.Parse(typed).RootElement, name) is { } fault) return fault;
        }

        if (!operation.TryGetProperty("requestBody", out var expected)) return body is null ? null : "no body is expected";
        return body is null ? "a body is expected" : Fault(Content(expected), body.Value, "body");
    }

    /// <summary>What is wrong with a successful answer; null when nothing is.</summary>
    public string? AnswerFault(string method, string path, JsonElement answer) =>
        TryOperation(method, path, out var operation) ? Fault(Content(operation.GetProperty("responses").GetProperty("200")), answer, "answer") : $"{method} {path} is not in the contract";

    private bool TryOperation(string method, string path, out JsonElement operation)
    {
        operation = default;
        return root.GetProperty("paths").TryGetProperty(path, out var operations) && operations.TryGetProperty(method.ToLowerInvariant(), out operation);
    }

    private static JsonElement Content(JsonElement holder) => holder.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private string? Fault(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Fault(Resolve(reference.GetString()!), value, place);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) return null;
        foreach (var choice in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(choice, out var branches)) return Either([.. branches.EnumerateArray().Select(branch => Fault(branch, value, place))]);
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))) return $"{place}: none of {words.GetRawText()}";
        if (!schema.TryGetProperty("type", out var type)) return schema.TryGetProperty("nullable", out _) ? $"{place}: null is expected" : null;
        return type.GetString() switch
        {
            "object" => ObjectFault(schema, value, place),
            "array" => ArrayFault(schema, value, place),
            "string" => StringFault(schema, value, place),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{place}: no boolean",
            "integer" => value.ValueKind == JsonValueKind.Number && decimal.TryParse(value.GetRawText(), out var number) && decimal.IsInteger(number) ? RangeFault(schema, number, place) : $"{place}: no integer",
            "number" => value.ValueKind == JsonValueKind.Number ? RangeFault(schema, value.GetDouble(), place) : $"{place}: no number",
            var other => throw new NotSupportedException($"type {other}"),
        };
    }

    private static string? Either(string?[] faults) => faults.Contains(null) ? null : string.Join(" | ", faults);

    private string? ObjectFault(JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object) return $"{place}: no object";
        if (schema.TryGetProperty("required", out var required) && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing) return $"{place}: {missing} is missing";
        var known = schema.TryGetProperty("properties", out var properties);
        var invites = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            var inner = $"{place}.{property.Name}";
            if (known && properties.TryGetProperty(property.Name, out var named))
            {
                if (Fault(named, property.Value, inner) is { } fault) return fault;
            }
            else if (invites ? others.ValueKind == JsonValueKind.False : known)
            {
                return $"{inner} is unknown";
            }
            else if (invites && others.ValueKind == JsonValueKind.Object && Fault(others, property.Value, inner) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? ArrayFault(JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array) return $"{place}: no array";
        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32()) return $"{place}: too few";
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean() && value.EnumerateArray().DistinctBy(item => item.GetRawText(), StringComparer.Ordinal).Count() < value.GetArrayLength()) return $"{place}: one twice";
        return schema.TryGetProperty("items", out var items) ? value.EnumerateArray().Select((item, number) => Fault(items, item, $"{place}[{number}]")).FirstOrDefault(fault => fault is not null) : null;
    }

    private static string? StringFault(JsonElement schema, JsonElement value, string place) =>
        value.ValueKind != JsonValueKind.String ? $"{place}: no string"
        : schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" && !value.TryGetGuid(out _) ? $"{place}: no UUID"
        : schema.TryGetProperty("minLength", out var least) && value.GetString()!.Length < least.GetInt32() ? $"{place}: too short"
        : null;

    private static string? RangeFault<T>(JsonElement schema, T number, string place)
        where T : System.Numerics.INumber<T> =>
        schema.TryGetProperty("minimum", out var least) && number < T.CreateChecked(least.GetDouble()) ? $"{place}: below {least}"
        : schema.TryGetProperty("maximum", out var most) && number > T.CreateChecked(most.GetDouble()) ? $"{place}: above {most}"
        : schema.TryGetProperty("format", out var format) && format.GetString() == "uint32" && number > T.CreateChecked(uint.MaxValue) ? $"{place}: beyond 32 bits"
        : null;

    private JsonElement Resolve(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name));
}
