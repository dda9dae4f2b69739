namespace Coaching.Knowledge.Retrieval;

/// <summary>
/// Texts cut into terms and counted, remembered from one build of an index to the next: of a corpus in which one entry
/// changed, only that one is cut anew. Not for several builds at once.
/// </summary>
/// <param name="cutter">Cuts what is not remembered.</param>
internal sealed class CutTexts(ITextCutter cutter)
{
    private Dictionary<string, CountedTerms[]> known = new(StringComparer.Ordinal);
    private Dictionary<string, CountedTerms[]> used = new(StringComparer.Ordinal);

    /// <summary>A text in a view.</summary>
    public CountedTerms Of(string text, TermView view)
    {
        if (!used.TryGetValue(text, out var views)) used[text] = views = known.GetValueOrDefault(text) ?? cutter.Cut(text);
        return views[(int)view];
    }

    /// <summary>A build is done: what it did not ask for is forgotten.</summary>
    public void Settle() => (known, used) = (used, new Dictionary<string, CountedTerms[]>(StringComparer.Ordinal));
}

/// <summary>Cuts a text into terms and counts them, in every view.</summary>
internal interface ITextCutter
{
    /// <summary>The text in each view, in the views' order.</summary>
    CountedTerms[] Cut(string text);
}

/// <inheritdoc />
internal sealed class TextCutter : ITextCutter
{
    private static readonly TermView[] Views = Enum.GetValues<TermView>();

    /// <inheritdoc />
    public CountedTerms[] Cut(string text)
    {
        var normal = ChineseText.Normalise(text);
        return [.. Views.Select(view => CountedTerms.Of(normal, view))];
    }
}

/// <summary>A text in a view.</summary>
/// <param name="Length">How many terms it has.</param>
/// <param name="Counts">Each term with how often it stands there.</param>
internal readonly record struct CountedTerms(int Length, KeyValuePair<ulong, int>[] Counts)
{
    /// <summary>Cuts normalised text.</summary>
    public static CountedTerms Of(string normal, TermView view)
    {
        var terms = new List<ulong>();
        ChineseText.Terms(normal, view, terms);
        return new CountedTerms(terms.Count, [.. terms.CountBy(term => term)]);
    }
}
