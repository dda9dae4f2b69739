using System.Text;
using ICU4N.Text;

namespace Coaching.Knowledge.Retrieval;

/// <summary>
/// Brings Chinese text into one form and cuts it into the three views that are scored: characters, character pairs,
/// dictionary words. Terms are 64-bit numbers, so that an index of a hundred thousand documents holds no strings.
/// </summary>
public static class ChineseText
{
    // Every Han character's simplified form, asked of ICU's transliterator once: a table look-up a character afterwards.
    private static readonly Lazy<char[]> Simplified = new(ReadSimplifiedForms);

    private static readonly ThreadLocal<BreakIterator> Words = new(() => BreakIterator.GetWordInstance(new System.Globalization.CultureInfo("zh")));

    /// <summary>
    /// Folds widths and case, makes traditional characters simplified, and turns punctuation, symbols and emoji into
    /// single spaces.
    /// </summary>
    public static string Normalise(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            var c = Narrow(unit);
            if (IsHan(c)) normal.Append(Simplified.Value[c - FirstHan]);
            else if (char.IsLetterOrDigit(c)) normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length > 0 && normal[^1] != ' ') normal.Append(' ');
        }

        return normal.ToString();
    }

    /// <summary>The terms of a view of normalised text, in order, repeats included.</summary>
    public static void Terms(string normalised, TermView view, List<ulong> terms)
    {
        terms.Clear();
        switch (view)
        {
            case TermView.Unigrams: Grams(normalised, 1, terms); break;
            case TermView.Bigrams: Grams(normalised, 2, terms); break;
            default: AddWords(normalised, terms); break;
        }
    }

    private const char FirstHan = '\u3400';
    private const char LastHan = '\u9fff';

    // Unicode's compatibility forms are not at hand where globalisation is invariant; full-width ASCII is what people type.
    private static char Narrow(char c) => c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c;

    private static bool IsHan(char c) => c is >= FirstHan and <= LastHan;

    // Runs of letters or digits stay whole in both gram views: “AI” or “2026” says nothing in pieces.
    private static void Grams(string text, int length, List<ulong> terms)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHan(text[i]))
            {
                if (length == 1) terms.Add(text[i]);
                else if (i + 1 < text.Length && IsHan(text[i + 1])) terms.Add(((ulong)text[i] << 16) | text[i + 1]);
            }
            else if (text[i] != ' ')
            {
                var start = i;
                while (i + 1 < text.Length && text[i + 1] != ' ' && !IsHan(text[i + 1])) i++;
                terms.Add(Hash(text.AsSpan(start, i + 1 - start)));
            }
        }
    }

    private static void AddWords(string text, List<ulong> terms)
    {
        var words = Words.Value!;
        words.SetText(text);
        var start = words.First();
        for (var end = words.Next(); end != BreakIterator.Done; start = end, end = words.Next())
        {
            if (text[start] != ' ') terms.Add(Hash(text.AsSpan(start, end - start)));
        }
    }

    // FNV-1a, 64 bits; the top bit keeps hashes apart from packed characters.
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash | (1UL << 63);
    }

    private static char[] ReadSimplifiedForms()
    {
        var all = new StringBuilder();
        for (var c = FirstHan; c <= LastHan; c++) all.Append(c).Append('\n');
        var lines = Transliterator.GetInstance("Traditional-Simplified").Transliterate(all.ToString()).Split('\n');
        return [.. Enumerable.Range(0, LastHan - FirstHan + 1).Select(i => lines[i].Length == 1 ? lines[i][0] : (char)(FirstHan + i))];
    }
}

/// <summary>A way of cutting text into terms.</summary>
public enum TermView
{
    /// <summary>Single characters.</summary>
    Unigrams,
    /// <summary>Neighbouring characters.</summary>
    Bigrams,
    /// <summary>Dictionary words (ICU).</summary>
    Words,
}
