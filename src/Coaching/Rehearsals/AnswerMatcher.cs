using Coaching.Knowledge;
using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Rehearsals;

/// <summary>Matches what a teacher asks to the answers an author wrote, with the retrieval of 百问百答.</summary>
internal sealed class AnswerMatcher
{
    // Two thirds of the weight of either side must be shared. Below that, a wrong answer hurts more than 不清楚.
    private const double Enough = 0.62;

    private readonly List<(AuthoredAnswer Answer, HashSet<string> Terms)> asks;
    private readonly Bm25 weights;

    public AnswerMatcher(IReadOnlyList<AuthoredAnswer> answers)
    {
        // Cut once: an author writes some hundreds of askings, and every turn is held against all of them.
        asks = [.. answers.SelectMany(answer => answer.Asks.Select(ask => (answer, Terms(ask))))];
        weights = new Bm25([.. answers.SelectMany(answer => answer.Asks)]);
    }

    /// <summary>The answer to the question in a text; null when none is close enough.</summary>
    public AuthoredAnswer? Match(string text)
    {
        // Covering the author's question counts most: teachers wrap the same question in more words.
        var best = (from said in MoveFeatures.Sentences(text).Select(Terms)
                    from ask in asks
                    let score = (0.7 * weights.Coverage(ask.Terms, said)) + (0.3 * weights.Coverage(said, ask.Terms))
                    orderby score descending
                    select (ask.Answer, Score: score)).FirstOrDefault();
        return best.Score >= Enough ? best.Answer : null;
    }

    private static HashSet<string> Terms(string text) => TextAnalysis.Terms(text).ToHashSet(StringComparer.Ordinal);
}
