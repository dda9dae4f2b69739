namespace Coaching.Knowledge.Answers;

/// <summary>
/// How the features add up. Fitted by <c>coaching-eval answers --calibrate</c> on ways to ask that were held out of
/// index and model, and on questions whose topics were held out; never on the test set.
/// </summary>
internal static class AnswerabilityWeights
{
    /// <summary>From here on a question is answered: 4 in 100 of the held-out asks fall below.</summary>
    public const double Answerable = 0.265;

    /// <summary>From here on the answer is given with confidence.</summary>
    public const double Confident = 0.9;

    private const double Bias = -3.10;
    private const double Language = 4.54;
    private const double Covered = 2.26;
    private const double Share = -1.63;
    private const double Known = 2.23;

    /// <summary>How likely a question is covered, 0 to 1, where both kinds are as frequent.</summary>
    public static double Chance(AnswerabilityFeatures features) => 1 / (1 + Math.Exp(-(Bias
        + (Language * features.Language) + (Covered * features.Covered) + (Share * features.Share) + (Known * features.Known))));
}
