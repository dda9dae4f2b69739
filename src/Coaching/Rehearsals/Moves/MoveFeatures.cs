using System.Text;

namespace Coaching.Rehearsals.Moves;

/// <summary>
/// Turns an utterance into hashed character features: one- to four-grams, sentence starts and ends, and pairs of
/// characters a short way apart, which catch frames such as “要不要…呢” or “你们…管不管”.
/// </summary>
internal static class MoveFeatures
{
    /// <summary>The number of hash buckets; a power of two.</summary>
    public const int Dimensions = 1 << 17;

    private const int LongestGram = 4;
    private const int FarthestPair = 5;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '!', '?', '；', ';', '\n', '…'];

    /// <summary>The bucket numbers that an utterance sets, ascending; their common weight is <c>1/√n</c>.</summary>
    public static int[] Of(string utterance)
    {
        var text = Normalise(utterance);
        var buckets = new HashSet<int>();
        for (var start = 0; start < text.Length; start++)
        {
            var hash = Seed;
            for (var length = 1; length <= LongestGram && start + length <= text.Length; length++)
            {
                hash = Step(hash, text[start + length - 1]);
                buckets.Add(Bucket(Step(hash, (char)length)));
            }

            for (var gap = 2; gap <= FarthestPair && start + gap < text.Length; gap++)
            {
                buckets.Add(Bucket(Step(Step(Step(Seed, text[start]), '~'), text[start + gap])));
            }
        }

        foreach (var sentence in Sentences(text))
        {
            Edge('^', sentence[0], sentence.Length > 1 ? sentence[1] : ' ');
            Edge('$', sentence.Length > 1 ? sentence[^2] : ' ', sentence[^1]);
        }

        Edge('#', (char)('0' + Math.Min(9, text.Length / 8)), ' ');
        var sorted = buckets.ToArray();
        Array.Sort(sorted);
        return sorted;

        void Edge(char mark, char first, char second) => buckets.Add(Bucket(Step(Step(Step(Seed, mark), first), second)));
    }

    /// <summary>Sentences with their end marks, trimmed, none empty.</summary>
    public static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = Array.IndexOf(SentenceEnds, text[i]) >= 0 && (i + 1 == text.Length || Array.IndexOf(SentenceEnds, text[i + 1]) < 0);
            if (!ends && i + 1 < text.Length) continue;
            var sentence = text[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length > 0) yield return sentence;
        }
    }

    private static string Normalise(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(c) || c is '"' or '“' or '”' or '\'' or '‘' or '’') continue;
            kept.Append(char.IsDigit(c) ? '0' : char.ToLowerInvariant(c));
        }

        return kept.ToString();
    }

    // FNV-1a over UTF-16 units: the same on every platform, unlike string.GetHashCode.
    private const uint Seed = 2166136261;

    private static uint Step(uint hash, char c) => (hash ^ c) * 16777619;

    private static int Bucket(uint hash) => (int)((hash ^ (hash >> 15)) & (Dimensions - 1));
}
