using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge.Workshop;

/// <summary>A question as the set of its character pairs, to be compared with many others.</summary>
internal sealed class WordingPairs
{
    /// <summary>From here on one of two questions is probably too many.</summary>
    public const double Near = 0.4;

    private readonly ulong[] pairs;

    public WordingPairs(string text)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(ChineseText.Normalise(text), TermView.Bigrams, terms);
        pairs = [.. terms.Distinct().Order()];
    }

    /// <summary>Whether there is nothing to compare.</summary>
    public bool IsEmpty => pairs.Length == 0;

    /// <summary>The share of character pairs that two questions have in common (Jaccard), 0 to 1.</summary>
    public double Likeness(WordingPairs other)
    {
        var (shared, i, j) = (0, 0, 0);
        while (i < pairs.Length && j < other.pairs.Length)
        {
            if (pairs[i] == other.pairs[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (pairs[i] < other.pairs[j]) i++;
            else j++;
        }

        return shared == 0 ? 0 : (double)shared / (pairs.Length + other.pairs.Length - shared);
    }
}
