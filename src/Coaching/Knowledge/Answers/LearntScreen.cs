namespace Coaching.Knowledge.Answers;

/// <summary>
/// Recognises what is declined where <see cref="AskScreen"/> knows no phrase for it: small talk, words meant for the
/// machine, and requests for something improper, each told from all others by a <see cref="WordingClassifier"/>. Learnt
/// from questions written for it; those that teachers rightly ask about the very same matters are among the others.
/// </summary>
internal sealed class LearntScreen
{
    /// <summary>
    /// From here on a question is declined for its wording alone; log-odds. Of the held-out asks at most 2 in 1,000 lie
    /// above, of those near to something improper at most 3 in 100.
    /// </summary>
    public const double Declined = 3.0;

    private static readonly (string Kind, DeclineReason Reason)[] Kinds = [("injection", DeclineReason.Machine), ("improper", DeclineReason.Harmful), ("chat", DeclineReason.NotSchool)];

    private readonly List<(DeclineReason Reason, WordingClassifier Classifier)> classifiers = [];

    /// <summary>Learns.</summary>
    /// <param name="unanswerable">Questions of all kinds.</param>
    /// <param name="asks">Ways to ask what is answered.</param>
    /// <param name="cuts">Remembers what was cut.</param>
    public LearntScreen(IReadOnlyList<UnanswerableQuestion> unanswerable, IEnumerable<string> asks, CutQuestions cuts)
    {
        var cut = unanswerable.Select(question => (question.Kind, Terms: cuts.Of(question.Text))).ToList();
        var answered = asks.Select(cuts.Of).ToList();
        foreach (var (kind, reason) in Kinds)
        {
            var own = cut.Where(question => question.Kind == kind).Select(question => question.Terms).ToList();
            if (own.Count > 0) classifiers.Add((reason, new WordingClassifier(own, [.. answered, .. cut.Where(question => question.Kind != kind).Select(question => question.Terms)])));
        }
    }

    /// <summary>What a question most reads like of all that is declined, and how much; log-odds.</summary>
    public (DeclineReason Reason, double Score) Read(string question)
    {
        var terms = WordingClassifier.Cut(question);
        return classifiers.Select(known => (known.Reason, Score: known.Classifier.Score(terms))).DefaultIfEmpty((Reason: DeclineReason.None, Score: double.NegativeInfinity)).MaxBy(read => read.Score);
    }
}
