using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Turns a text into hashed features, present or absent: its characters and pairs of characters, how its sentences begin
/// and end, its words where it is written in letters, one- and two-grams over the word classes of
/// <see cref="MoveLexicon"/>, those again that stand after a negation, and its length.
/// </summary>
internal static class MoveFeatures
{
    private const int LongestGram = 2;
    private const int LongestWordPart = 4;
    private const int LongestEdge = 3;
    private const int CharactersALengthStep = 8;
    private const int MostLengthSteps = 9;
    private const int ContextCharacters = 40;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '!', '?', '；', ';', '\n', '…'];
    private static readonly char[] ClauseEnds = [',', ':', '、', '。', '?', '!', ';'];
    private static readonly char[] Negations = ['不', '没', '别', '无'];

    // A full stop or exclamation mark at the very end says how somebody types, not what is meant; a question mark does.
    private static readonly char[] LastMarks = ['。', '.', ';', '…', '~', '!'];
    private static readonly char[] Closers = ['”', '’', '」', '』', '）', ')'];

    /// <summary>The features of a text as 64-bit hashes, each once, in the order they were met.</summary>
    /// <param name="utterance">The text.</param>
    /// <param name="context">What was said before it; its end is looked at, apart from the text.</param>
    public static List<ulong> Of(string utterance, string? context = null)
    {
        var text = Normalise(utterance).TrimEnd(LastMarks);
        var features = new FeatureSet(text.Length * 6);
        AddGrams('g', text, features);
        foreach (var sentence in Sentences(text)) AddSentence(sentence, features);
        AddWords(utterance, features);
        AddClasses('c', MoveLexicon.Abstract(text), classesOnly: true, features);
        if (text.Length > 0) features.Add('#', [(char)('0' + Math.Min(MostLengthSteps, text.Length / CharactersALengthStep))]);
        if (context is not null) AddContext(context, features);
        return features.Hashes;
    }

    private static void AddGrams(char kind, string text, FeatureSet features)
    {
        for (var start = 0; start < text.Length; start++)
        {
            for (var length = 1; length <= LongestGram && start + length <= text.Length; length++) features.Add(kind, text.AsSpan(start, length));
        }
    }

    private static void AddSentence(string sentence, FeatureSet features)
    {
        for (var length = 1; length <= LongestEdge && length <= sentence.Length; length++)
        {
            features.Add('^', sentence.AsSpan(0, length));
            features.Add('$', sentence.AsSpan(sentence.Length - length));
        }

        // What a negation covers is said apart: “名单不会贴出来” is about posting lists too, and means the opposite.
        foreach (var clause in sentence.Split(ClauseEnds))
        {
            var negation = clause.IndexOfAny(Negations);
            if (negation < 0) continue;
            features.Add('N', clause.AsSpan(negation, 1));
            AddClasses('n', MoveLexicon.Abstract(clause.AsSpan(negation + 1)), classesOnly: false, features);
        }
    }

    private static void AddClasses(char kind, string classes, bool classesOnly, FeatureSet features)
    {
        for (var i = 0; i < classes.Length; i++)
        {
            var isClass = !classesOnly || MoveLexicon.IsClass(classes[i]);
            if (isClass) features.Add(kind, classes.AsSpan(i, 1));
            if (i + 1 < classes.Length && (isClass || MoveLexicon.IsClass(classes[i + 1]))) features.Add(kind, classes.AsSpan(i, 2));
        }
    }

    // Chinese needs no words beside pairs of characters; a language written in letters does: words, pairs of words, and
    // how words begin and end.
    private static void AddWords(string text, FeatureSet features, char kind = 'w')
    {
        var utterance = string.Concat(text.Select(Folded));
        var previous = "";
        var start = -1;
        for (var i = 0; i <= utterance.Length; i++)
        {
            if (i < utterance.Length && (char.IsAsciiLetter(utterance[i]) || utterance[i] == '\''))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start < 0) continue;
            var word = utterance[start..i].ToLowerInvariant();
            start = -1;
            features.Add(kind, word);
            features.Add(kind, $"{previous} {word}");
            for (var length = 2; length <= LongestWordPart && length < word.Length; length++)
            {
                features.Add(kind, $"{word[..length]}-");
                features.Add(kind, $"-{word[^length..]}");
            }

            previous = word;
        }

        if (previous.Length > 0) features.Add(kind, $"{previous} ");
    }

    private static void AddContext(string context, FeatureSet features)
    {
        var text = Normalise(context).TrimEnd(LastMarks);
        AddGrams('x', text.Length > ContextCharacters ? text[^ContextCharacters..] : text, features);
        AddWords(context.Length > ContextCharacters * 3 ? context[^(ContextCharacters * 3)..] : context, features, 'y');
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
            var folded = Folded(c);
            if (char.IsWhiteSpace(folded) || folded is '"' or '“' or '”' or '\'' or '‘' or '’' || MoveLexicon.IsClass(folded)) continue;
            kept.Append(char.IsAsciiDigit(folded) ? '0' : char.ToLowerInvariant(folded));
        }

        return kept.ToString();
    }

    private static char Folded(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    // 64-bit FNV-1a over UTF-16 units (Fowler, Noll, Vo): the same on every platform, unlike string.GetHashCode.
    private static ulong Hash(char kind, ReadOnlySpan<char> characters)
    {
        const ulong prime = 1099511628211;
        var hash = (14695981039346656037 ^ kind) * prime;
        foreach (var c in characters) hash = (hash ^ c) * prime;
        return hash;
    }

    private sealed class FeatureSet(int capacity)
    {
        private readonly HashSet<ulong> seen = new(capacity);

        public List<ulong> Hashes { get; } = new(capacity);

        public void Add(char kind, ReadOnlySpan<char> characters)
        {
            var hash = Hash(kind, characters);
            if (seen.Add(hash)) Hashes.Add(hash);
        }
    }
}
