namespace Coaching.Knowledge.Answers;

/// <summary>
/// How the features add up. Fitted by <c>coaching-eval answers --calibrate</c> on ways to ask that were held out of
/// index and model, and on questions whose topics were held out; never on the test set.
/// </summary>
internal static class AnswerabilityWeights
{
    /// <summary>
    /// From here on a question is answered. Of the development questions, written apart from the corpus, 2 to 3 in 100
    /// fall below, and of held-out questions from outside about 9 in 10.
    /// </summary>
    public const double Answerable = 0.45;

    /// <summary>From here on the answer is given with confidence.</summary>
    public const double Confident = 0.9;

    private const double Bias = -2.80;

    // In the order of the features.
    private static readonly double[] Weights = [3.33, 0.27, 4.85, 0.94, 1.22, -3.35, -2.36];

    /// <summary>How likely a question is covered, 0 to 1, where both kinds are as frequent.</summary>
    public static double Chance(AnswerabilityFeatures features) =>
        1 / (1 + Math.Exp(-(Bias + features.Values.Zip(Weights, (value, weight) => value * weight).Sum())));
}
