namespace Coaching.Knowledge;

/// <summary>Which texts of an entry get a vector; one definition for every index.</summary>
internal static class DenseTexts
{
    /// <summary>
    /// The question with its answer, and each way to ask by itself: a question is near to a question in other words, or to
    /// the answer it looks for. The further ways to ask that are indexed and not shown are for words; a model knows them.
    /// </summary>
    public static IReadOnlyList<string> Of(Entry entry) => [$"{entry.Question}\n{entry.Answer}", entry.Question, .. entry.Phrasings];
}
