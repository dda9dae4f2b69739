using System.Collections.Frozen;

namespace Coaching.Rehearsals.Moves;

/// <summary>The features worth a weight: those that at least two training texts share.</summary>
internal sealed class MoveVocabulary
{
    private const int FewestTexts = 2;

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

    /// <summary>Gathers the shared features of texts, in the order they are met.</summary>
    public static MoveVocabulary Of(IEnumerable<IReadOnlyList<ulong>> texts)
    {
        var counts = new Dictionary<ulong, int>();
        var order = new List<ulong>();
        foreach (var feature in texts.SelectMany(features => features))
        {
            if (counts.TryAdd(feature, 1)) order.Add(feature);
            else counts[feature]++;
        }

        return new MoveVocabulary([.. order.Where(feature => counts[feature] >= FewestTexts)]);
    }

    /// <summary>The indices of known features, ascending.</summary>
    public int[] IndicesOf(IReadOnlyList<ulong> features)
    {
        var known = new List<int>(features.Count);
        foreach (var feature in features)
        {
            if (indices.TryGetValue(feature, out var index)) known.Add(index);
        }

        known.Sort();
        return [.. known];
    }
}
