using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>
/// Rebuilds a request from what can be masked and nothing else. Raw representations are left behind on purpose: the SDKs
/// send them instead of the text beside them, and no mask reaches into them.
/// </summary>
internal static class MaskedRequest
{
    public static List<ChatMessage> Mask(this Masking masking, IEnumerable<ChatMessage> messages) =>
        [.. messages.Select(message => new ChatMessage(message.Role, [.. message.Contents.Select(masking.Mask).OfType<AIContent>()])
        {
            MessageId = message.MessageId,
            // An author is a courtesy; a masked one would break the services' rule for names, so it goes unsigned.
            AuthorName = message.AuthorName is { } author && masking.Mask(author) == author ? author : null,
        })];

    public static ChatOptions? Mask(this Masking masking, ChatOptions? options)
    {
        if (options is null) return null;
        var masked = options.Clone();
        masked.RawRepresentationFactory = null;
        masked.Instructions = options.Instructions is { } instructions ? masking.Mask(instructions) : null;
        masked.StopSequences = options.StopSequences?.Select(masking.Mask).ToList();
        foreach (var (key, value) in options.AdditionalProperties ?? [])
        {
            if (value is string text) masked.AdditionalProperties![key] = masking.Mask(text);
        }

        return masked;
    }

    public static AIContent Restore(this Masking masking, AIContent content) => content switch
    {
        TextContent text => new TextContent(masking.Restore(text.Text)),
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, Change(call.Arguments, masking.Restore))
        {
            Exception = call.Exception,
        },
        _ => content,
    };

    private static AIContent? Mask(this Masking masking, AIContent content) => content switch
    {
        TextContent text => new TextContent(masking.Mask(text.Text)),
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, Change(call.Arguments, masking.Mask)),
        FunctionResultContent result => new FunctionResultContent(result.CallId, Change(result.Result, masking.Mask)),
        TextReasoningContent or UsageContent or ErrorContent => null,
        // A picture or a file cannot be masked, so it does not go out; failing here is a programming error found in a test.
        _ => throw new NotSupportedException($"{content.GetType().Name} cannot be masked and is never sent to a provider."),
    };

    private static Dictionary<string, object?>? Change(IDictionary<string, object?>? arguments, Func<string, string> change) =>
        arguments?.ToDictionary(argument => change(argument.Key), argument => Change(argument.Value, change), StringComparer.Ordinal);

    private static object? Change(object? value, Func<string, string> change) => value switch
    {
        null or bool => value,
        string text => change(text),
        _ => Change(JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions), change),
    };

    private static JsonNode? Change(JsonNode? node, Func<string, string> change)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(change(member.Key), Change(member.Value, change))));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Change(item, change))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(change(value.GetValue<string>()));
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                // A telephone number may come as a number.
                var text = value.ToJsonString();
                return change(text) is var changed && changed != text ? JsonValue.Create(changed) : value.DeepClone();
            default:
                return node?.DeepClone();
        }
    }
}
