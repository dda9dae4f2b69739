namespace Coaching.Knowledge.Answers;

/// <summary>What was learnt: the model of a corpus, and what recognises questions to be declined.</summary>
internal sealed record LearntAnswerability(AnswerabilityModel Model, LearntScreen Screen);

/// <summary>
/// Learns the model of a corpus. What does not hang on the entries, and what hardly changes with a few of them, is learnt
/// once and kept.
/// </summary>
internal sealed class AnswerabilityLearning(AskList asks, UnanswerableList unanswerable)
{
    // One entry more or less does not change how questions of a corpus read.
    private const int MostChanged = 10;

    private readonly Lock learning = new();
    private readonly CutQuestions cuts = new();
    private LearntScreen? screen;
    private (WordingClassifier Classifier, int Entries)? language;

    /// <summary>Every way to ask for an entry.</summary>
    public IReadOnlyList<string> Ways(Entry entry) => [entry.Question, .. entry.Phrasings, .. asks.Of(entry.Id)];

    /// <summary>Learns from the newest version of every entry; some seconds the first time, well under one later.</summary>
    public LearntAnswerability Learn(IReadOnlyList<Entry> newest)
    {
        lock (learning)
        {
            List<(Entry, IReadOnlyList<string>)> corpus = [.. newest.Select(entry => (entry, Ways(entry)))];
            List<string> others = [.. unanswerable.Questions.Select(question => question.Text)];
            screen ??= new LearntScreen(unanswerable.Questions, asks.All, cuts);
            if (language is not { } known || Math.Abs(newest.Count - known.Entries) > MostChanged)
            {
                language = known = (AnswerabilityModel.LearnLanguage(corpus, others, cuts), newest.Count);
            }

            // Which entries hold a question's words is counted anew each time: a new entry is answered from at once.
            return new LearntAnswerability(new AnswerabilityModel(corpus, others, screen, known.Classifier), screen);
        }
    }
}
