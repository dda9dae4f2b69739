namespace Coaching.Knowledge.Answers;

/// <summary>Finds how alike a question is to the nearest of many wordings: the cosine of their character pairs, rare ones counting more.</summary>
internal sealed class WordingIndex
{
    private readonly Dictionary<ulong, List<int>> wordingsWith = [];
    private readonly List<double> lengths = [];
    private readonly Func<ulong, double> square;

    /// <summary>Takes wordings in.</summary>
    /// <param name="wordings">The pairs of each.</param>
    /// <param name="square">A pair's weight, squared.</param>
    public WordingIndex(IEnumerable<IReadOnlyCollection<ulong>> wordings, Func<ulong, double> square)
    {
        this.square = square;
        foreach (var pairs in wordings)
        {
            foreach (var pair in pairs)
            {
                if (!wordingsWith.TryGetValue(pair, out var list)) wordingsWith[pair] = list = [];
                list.Add(lengths.Count);
            }

            lengths.Add(Math.Sqrt(pairs.Sum(square)));
        }
    }

    /// <summary>The cosine with the nearest wording, 0 to 1; 0 where none shares a pair.</summary>
    public double Nearest(IReadOnlyCollection<ulong> pairs)
    {
        var own = Math.Sqrt(pairs.Sum(square));
        var shared = new Dictionary<int, double>();
        foreach (var pair in pairs)
        {
            if (!wordingsWith.TryGetValue(pair, out var list)) continue;
            var weight = square(pair);
            foreach (var wording in list) shared[wording] = shared.GetValueOrDefault(wording) + weight;
        }

        return shared.Count == 0 ? 0 : shared.Max(item => item.Value / (own * lengths[item.Key]));
    }
}
