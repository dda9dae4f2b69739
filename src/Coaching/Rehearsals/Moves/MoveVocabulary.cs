using System.Collections.Frozen;

namespace Coaching.Rehearsals.Moves;

/// <summary>The features worth a weight: those that at least two training utterances share.</summary>
internal sealed class MoveVocabulary
{
    private const int FewestUtterances = 2;

    private readonly FrozenDictionary<ulong, int> indices;

    /// <summary>Takes features in the order of their weights.</summary>
    /// <exception cref="ArgumentException">A feature stands twice.</exception>
    public MoveVocabulary(IReadOnlyList<ulong> features)
    {
        Features = features;
        indices = features.Index().ToDictionary(feature => feature.Item, feature => feature.Index).ToFrozenDictionary();
    }

    /// <summary>The features by index.</summary>
    public IReadOnlyList<ulong> Features { get; }

    /// <summary>Gathers the shared features of the texts, in the order they are met.</summary>
    public static MoveVocabulary Of(IEnumerable<string> texts)
    {
        var counts = new Dictionary<ulong, int>();
        var order = new List<ulong>();
        foreach (var feature in texts.SelectMany(MoveFeatures.Of))
        {
            if (counts.TryAdd(feature, 1)) order.Add(feature);
            else counts[feature]++;
        }

        return new MoveVocabulary([.. order.Where(feature => counts[feature] >= FewestUtterances)]);
    }

    /// <summary>The indices of a text's known features, ascending; their common value is <c>1/√n</c>, so that the vector has length 1.</summary>
    public int[] IndicesOf(string text)
    {
        var known = new List<int>();
        foreach (var feature in MoveFeatures.Of(text))
        {
            if (indices.TryGetValue(feature, out var index)) known.Add(index);
        }

        known.Sort();
        return [.. known];
    }
}
