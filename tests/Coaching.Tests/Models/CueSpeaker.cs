using System.Text.Json;

namespace Coaching.Tests.Models;

/// <summary>A network model that does as the prompt asks: it finds the cue among the messages and puts it into words.</summary>
internal static class CueSpeaker
{
    public static string Reply(JsonElement request)
    {
        if (CueOf(request) is not var (kind, cue)) return "好的。";
        return kind switch
        {
            "persona" => Persona(cue),
            "hint" => "先停一停。" + cue.GetProperty("advice").GetString(),
            _ => "这次谈话走到了这里：" + cue.GetProperty("ending").GetString(),
        };
    }

    /// <summary>The cue in a recorded request, and its kind; null when it holds none.</summary>
    public static (string Kind, JsonElement Cue)? CueOf(JsonElement request)
    {
        const string open = "<cue kind=\"";
        foreach (var message in request.GetProperty("messages").EnumerateArray().Reverse())
        {
            var text = message.GetProperty("content").ToString();
            if (!text.StartsWith(open, StringComparison.Ordinal)) continue;
            var quote = text.IndexOf('"', open.Length);
            return (text[open.Length..quote], JsonDocument.Parse(text[(quote + 2)..^"</cue>".Length]).RootElement);
        }

        return null;
    }

    private static string Persona(JsonElement cue)
    {
        foreach (var part in new[] { "closing", "answers", "lines" })
        {
            if (cue.GetProperty(part).EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.String } line) continue;
            var tells = part == "closing" ? "" : cue.GetProperty("tells").EnumerateArray().FirstOrDefault().ToString();
            return line.GetString() + tells;
        }

        return "（沉默了一会儿）";
    }
}
