using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge;

/// <summary>How alike two wordings are, by the pairs of characters they share.</summary>
internal static class Wording
{
    /// <summary>The Jaccard index with the nearest of some wordings, 0 to 1; 0 where there is none.</summary>
    public static double Likeness(string text, IEnumerable<string> wordings)
    {
        var pairs = Pairs(text);
        return wordings.Select(wording => Likeness(pairs, Pairs(wording))).DefaultIfEmpty().Max();
    }

    private static double Likeness(HashSet<ulong> pairs, HashSet<ulong> others)
    {
        var shared = pairs.Count(others.Contains);
        return shared == 0 ? 0 : (double)shared / (pairs.Count + others.Count - shared);
    }

    /// <summary>A text's pairs of neighbouring characters, each once.</summary>
    public static HashSet<ulong> Pairs(string text)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(text), TermView.Bigrams, terms);
        return [.. terms];
    }
}
