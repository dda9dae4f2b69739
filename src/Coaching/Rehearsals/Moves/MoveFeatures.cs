using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Turns a text into hashed features, present or absent: its one- to three-grams of characters, how its sentences
/// begin and end, its one- and two-grams over the word classes of <see cref="MoveLexicon"/>, and its length.
/// </summary>
internal static class MoveFeatures
{
    private const int LongestGram = 3;
    private const int LongestEdge = 3;
    private const int CharactersALengthStep = 8;
    private const int MostLengthSteps = 9;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '!', '?', '；', ';', '\n', '…'];
    private static readonly char[] Closers = ['”', '’', '」', '』', '）', ')'];

    /// <summary>The features of a text as 64-bit hashes, each once, in the order they were met.</summary>
    public static List<ulong> Of(string utterance)
    {
        var text = Normalise(utterance);
        var features = new List<ulong>(text.Length * 6);
        var seen = new HashSet<ulong>();
        for (var start = 0; start < text.Length; start++)
        {
            for (var length = 1; length <= LongestGram && start + length <= text.Length; length++) Add('g', text.AsSpan(start, length));
        }

        foreach (var sentence in Sentences(text))
        {
            for (var length = 1; length <= LongestEdge && length <= sentence.Length; length++)
            {
                Add('^', sentence.AsSpan(0, length));
                Add('$', sentence.AsSpan(sentence.Length - length));
            }
        }

        var classes = MoveLexicon.Abstract(text);
        for (var i = 0; i < classes.Length; i++)
        {
            var isClass = MoveLexicon.IsClass(classes[i]);
            if (isClass) Add('c', classes.AsSpan(i, 1));
            if (i + 1 < classes.Length && (isClass || MoveLexicon.IsClass(classes[i + 1]))) Add('c', classes.AsSpan(i, 2));
        }

        if (text.Length > 0) Add('#', [(char)('0' + Math.Min(MostLengthSteps, text.Length / CharactersALengthStep))]);
        return features;

        void Add(char kind, ReadOnlySpan<char> characters)
        {
            var hash = Hash(kind, characters);
            if (seen.Add(hash)) features.Add(hash);
        }
    }

    /// <summary>Sentences with their end marks and closing quotation marks, trimmed, none empty.</summary>
    public static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && !EndsAt(text, i)) continue;
            var sentence = text[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length > 0) yield return sentence;
        }
    }

    // A run of end marks, and the quotation mark that closes after them, belong to the sentence they end.
    private static bool EndsAt(string text, int i)
    {
        if (Array.IndexOf(SentenceEnds, text[i + 1]) >= 0 || Array.IndexOf(Closers, text[i + 1]) >= 0) return false;
        while (i > 0 && Array.IndexOf(Closers, text[i]) >= 0) i--;
        return Array.IndexOf(SentenceEnds, text[i]) >= 0;
    }

    // Full-width letters, digits and marks become half-width; figures become 0; spaces, quotation marks and private-use
    // characters go. Written out because string.Normalize does nothing under invariant globalisation.
    private static string Normalise(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var folded = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
            if (char.IsWhiteSpace(folded) || folded is '"' or '“' or '”' or '\'' or '‘' or '’' || MoveLexicon.IsClass(folded)) continue;
            kept.Append(char.IsAsciiDigit(folded) ? '0' : char.ToLowerInvariant(folded));
        }

        return kept.ToString();
    }

    // 64-bit FNV-1a over UTF-16 units (Fowler, Noll, Vo): the same on every platform, unlike string.GetHashCode.
    private static ulong Hash(char kind, ReadOnlySpan<char> characters)
    {
        const ulong prime = 1099511628211;
        var hash = (14695981039346656037 ^ kind) * prime;
        foreach (var c in characters) hash = (hash ^ c) * prime;
        return hash;
    }
}
