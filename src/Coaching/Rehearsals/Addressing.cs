using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>Finds who in the room a teacher speaks to by name. Speaking about somebody is not speaking to them.</summary>
internal static class Addressing
{
    private static readonly string[] Before = ["请", "让", "问问", "听听", "轮到", "还是", "那"];
    private static readonly string[] After = ["你", "您", "同学", "先说", "先讲", "来说", "来讲", "说说", "讲讲", "呢", "，", ",", "：", ":", "！", "!", "、"];
    private static readonly char[] Ends = ['。', '！', '？', '!', '?', '；', ';', '\n', '，', ',', '…', '—', '“', '”'];

    /// <summary>The persona addressed first; null when nobody is.</summary>
    public static Persona? Find(IReadOnlyList<Persona> personas, string text) =>
        (from persona in personas
         from name in persona.Aliases.Append(persona.Name)
         let at = AddressedAt(text, name)
         where at >= 0
         orderby at, name.Length descending
         select persona).FirstOrDefault();

    /// <summary>The persona named first, spoken to or spoken of; null when nobody is.</summary>
    public static Persona? Mentioned(IReadOnlyList<Persona> personas, string text) =>
        (from persona in personas
         from name in persona.Aliases.Append(persona.Name)
         let at = text.IndexOf(name, StringComparison.Ordinal)
         where at >= 0
         orderby at, name.Length descending
         select persona).FirstOrDefault();

    // A name speaks to somebody at the start or the end of a clause (小杰，你先说 / 你觉得呢，小杰), and after 请 and its like.
    private static int AddressedAt(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var (before, after) = (text[..at], text[(at + name.Length)..]);
            var opens = before.Length == 0 || Ends.Contains(before[^1]) || Array.Exists(Before, word => before.EndsWith(word, StringComparison.Ordinal));
            var closes = after.Length == 0 || Ends.Contains(after[0]);
            if (opens && (closes || Array.Exists(After, word => after.StartsWith(word, StringComparison.Ordinal)))) return at;
        }

        return -1;
    }
}
