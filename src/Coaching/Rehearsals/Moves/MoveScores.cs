namespace Coaching.Rehearsals.Moves;

/// <summary>How well one label is found on a labelled set.</summary>
/// <param name="Label">The move.</param>
/// <param name="Precision">Of those found, the share that is right; 0 when none was found.</param>
/// <param name="Recall">Of those there, the share that was found.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Support">How many there are.</param>
public sealed record MoveScore(Move Label, double Precision, double Recall, double F1, int Support);

/// <summary>The scores of a classifier on a labelled set.</summary>
/// <param name="MacroF1">The mean F1 of the labels that occur.</param>
/// <param name="MicroF1">F1 over all decisions.</param>
/// <param name="PerLabel">Each label's scores.</param>
public sealed record MoveScores(double MacroF1, double MicroF1, IReadOnlyList<MoveScore> PerLabel)
{
    /// <summary>Scores a classifier.</summary>
    public static MoveScores Of(MoveClassifier classifier, IReadOnlyList<LabelledUtterance> utterances) =>
        Of([.. utterances.Select(utterance => ((IReadOnlyCollection<Move>)classifier.Read(utterance.Text).Moves, (IReadOnlyCollection<Move>)utterance.Labels))]);

    /// <summary>Scores pairs of found and true labels.</summary>
    public static MoveScores Of(IReadOnlyList<(IReadOnlyCollection<Move> Found, IReadOnlyCollection<Move> True)> pairs)
    {
        var (hitsInAll, foundInAll, thereInAll) = (0, 0, 0);
        var perLabel = new List<MoveScore>();
        foreach (var move in MoveCatalogue.All)
        {
            var found = pairs.Count(pair => pair.Found.Contains(move));
            var there = pairs.Count(pair => pair.True.Contains(move));
            var hits = pairs.Count(pair => pair.Found.Contains(move) && pair.True.Contains(move));
            hitsInAll += hits;
            foundInAll += found;
            thereInAll += there;
            perLabel.Add(new MoveScore(move, Ratio(hits, found), Ratio(hits, there), Ratio(2 * hits, found + there), there));
        }

        var occurring = perLabel.Where(score => score.Support > 0).ToList();
        return new MoveScores(
            occurring.Count == 0 ? 0 : occurring.Average(score => score.F1),
            Ratio(2 * hitsInAll, foundInAll + thereInAll),
            perLabel);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
