using System.Text;
using System.Text.RegularExpressions;

namespace Coaching.Models;

/// <summary>
/// One request's masks: telephone and ID numbers and roster names become placeholders on the way out and themselves again
/// on the way back. Equal words get equal placeholders; two spellings of one number get two, because each must come back
/// exactly as it was.
/// </summary>
internal sealed partial class Masking(NameMatcher names)
{
    private readonly Dictionary<string, string> placeholders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The text without its secrets.</summary>
    public string Mask(string text)
    {
        text = Unescape(text);
        var narrow = PersonalNumbers.Narrow(text);
        var number = NextNumber(narrow, 0);
        var name = names.Next(text, 0);
        var masked = new StringBuilder(text.Length);
        var from = 0;
        while (number.Length > 0 || name.Length > 0)
        {
            var (index, length, kind) = number.Index <= name.Index ? number : (name.Index, name.Length, "姓名");
            masked.Append(text, from, index - from).Append(PlaceholderFor(text.Substring(index, length), kind));
            from = index + length;
            if (number.Index < from) number = NextNumber(narrow, from);
            if (name.Index < from) name = names.Next(text, from);
        }

        return from == 0 ? text : masked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text with its secrets back; a placeholder this request never gave out stays as it is.</summary>
    public string Restore(string text) => secrets.Count == 0
        ? text
        : Placeholder().Replace(text, match => secrets.GetValueOrDefault(match.Value, match.Value));

    /// <summary>From where on the text may be the beginning of a placeholder that is not all here yet.</summary>
    public int OpenPlaceholder(string text)
    {
        var index = text.LastIndexOf('〔');
        if (index < 0) return text.Length;
        var start = text[index..];
        return secrets.Keys.Any(placeholder => placeholder.Length > start.Length && placeholder.StartsWith(start, StringComparison.Ordinal))
            ? index
            : text.Length;
    }

    // What merely looks like a placeholder is masked itself (原文), so that it cannot be taken for one on the way back.
    private static (int Index, int Length, string Kind) NextNumber(string narrow, int from)
    {
        var number = PersonalNumbers.Next(narrow, from);
        var literal = Placeholder().Match(narrow, from);
        return literal.Success && literal.Index <= number.Index ? (literal.Index, literal.Length, "原文") : number;
    }

    // JSON text hides a name as \u5F20\u4E09, which the model reads all the same. Said plainly it means the same.
    private static string Unescape(string text) => text.Contains(@"\u", StringComparison.Ordinal)
        ? Escape().Replace(text, match =>
            (char)Convert.ToUInt16(match.Groups["code"].Value, 16) is var letter && (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
                ? $"{match.Groups["before"].Value}{letter}"
                : match.Value)
        : text;

    private string PlaceholderFor(string secret, string kind)
    {
        if (placeholders.TryGetValue(secret, out var known)) return known;
        var count = counts[kind] = counts.GetValueOrDefault(kind) + 1;
        var placeholder = $"〔{kind}{count}〕";
        placeholders[secret] = placeholder;
        secrets[placeholder] = secret;
        return placeholder;
    }

    [GeneratedRegex("〔(?:电话|证件|姓名|原文)[0-9]+〕", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<!\\)(?<before>(?:\\\\)*)\\u(?<code>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}

/// <summary>Restores an answer that comes in pieces, keeping back only what may be a placeholder cut in two.</summary>
internal sealed class MaskedStream(Masking masking)
{
    private string held = "";

    /// <summary>What can be shown now.</summary>
    public string Push(string chunk)
    {
        var text = held + chunk;
        var cut = masking.OpenPlaceholder(text);
        held = text[cut..];
        return masking.Restore(text[..cut]);
    }

    /// <summary>What was kept back; nothing follows it any more.</summary>
    public string Flush()
    {
        var text = held;
        held = "";
        return text;
    }
}
