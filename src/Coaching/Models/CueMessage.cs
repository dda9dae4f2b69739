using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Coaching.Models;

/// <summary>
/// The one delimited message through which the runner tells a model what to realise. Every provider gets it; the
/// embedded client reads nothing else.
/// </summary>
public static class CueMessage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A system message holding the cue.</summary>
    /// <param name="kind">What is to be realised: <c>persona</c>, <c>hint</c>, <c>debrief</c> or <c>answer</c>.</param>
    /// <param name="cue">Serialised as JSON.</param>
    public static ChatMessage Create<T>(string kind, T cue) =>
        // A quoted '<' would let a teacher's words close the element early; JSON can say it as \u003c.
        new(ChatRole.System, $"<cue kind=\"{kind}\">{JsonSerializer.Serialize(cue, Json).Replace("<", "\\u003c", StringComparison.Ordinal)}</cue>");

    /// <summary>Finds the last cue among messages.</summary>
    /// <returns>Its kind and JSON, or null when there is none.</returns>
    public static (string Kind, JsonElement Cue)? Find(IEnumerable<ChatMessage> messages)
    {
        foreach (var message in messages.Where(message => message.Role == ChatRole.System).Reverse())
        {
            var text = message.Text;
            const string open = "<cue kind=\"";
            if (!text.StartsWith(open, StringComparison.Ordinal) || !text.EndsWith("</cue>", StringComparison.Ordinal)) continue;
            var quote = text.IndexOf('"', open.Length);
            using var json = JsonDocument.Parse(text.AsMemory((quote + 2)..^6));
            return (text[open.Length..quote], json.RootElement.Clone());
        }

        return null;
    }

    /// <summary>Reads a cue back into its type.</summary>
    public static T As<T>(JsonElement cue) => cue.Deserialize<T>(Json)!;
}
