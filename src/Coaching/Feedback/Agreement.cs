namespace Coaching.Feedback;

/// <summary>How far two raters agree on the same subjects.</summary>
/// <param name="Count">How many subjects both judged.</param>
/// <param name="Share">The share on which they agree, 0 to 1; 0 where there is none.</param>
/// <param name="Kappa">Cohen's κ (1960), agreement beyond chance, at most 1; null where chance alone would explain all of it.</param>
public sealed record Agreement(int Count, double Share, double? Kappa)
{
    // Below this a single verdict moves κ by a fifth and more: no word for it would be honest.
    private const int FewestToRead = 20;

    /// <summary>κ in words.</summary>
    public AgreementReading Reading => Kappa switch
    {
        _ when Count < FewestToRead => AgreementReading.TooFew,
        null => AgreementReading.NoVariety,
        <= 0.2 => AgreementReading.Weak,
        <= 0.4 => AgreementReading.Fair,
        <= 0.6 => AgreementReading.Moderate,
        <= 0.8 => AgreementReading.Good,
        _ => AgreementReading.VeryGood,
    };

    /// <summary>Compares pairs of verdicts.</summary>
    public static Agreement Of(IReadOnlyCollection<(Verdict Left, Verdict Right)> pairs)
    {
        if (pairs.Count == 0) return new Agreement(0, 0, null);
        double count = pairs.Count;
        var observed = pairs.Count(pair => pair.Left == pair.Right) / count;
        var expected = Enum.GetValues<Verdict>().Sum(verdict => pairs.Count(pair => pair.Left == verdict) / count * (pairs.Count(pair => pair.Right == verdict) / count));
        return new Agreement(pairs.Count, observed, expected >= 1 ? null : (observed - expected) / (1 - expected));
    }
}

/// <summary>κ in words, after Landis and Koch (1977).</summary>
public enum AgreementReading
{
    /// <summary>Too few verdicts to say.</summary>
    TooFew,
    /// <summary>Both raters always say the same one thing: κ is not defined.</summary>
    NoVariety,
    /// <summary>Up to 0.2.</summary>
    Weak,
    /// <summary>Up to 0.4.</summary>
    Fair,
    /// <summary>Up to 0.6.</summary>
    Moderate,
    /// <summary>Up to 0.8.</summary>
    Good,
    /// <summary>Above 0.8.</summary>
    VeryGood,
}
