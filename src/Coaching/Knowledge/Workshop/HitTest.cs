using Coaching.Knowledge.Answers;
using Coaching.People;

namespace Coaching.Knowledge.Workshop;

/// <summary>What a question finds, and what would be done with it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Index">Which index answered: <c>embedded</c> or <c>qdrant</c>.</param>
/// <param name="IsFallback">Whether that one stood in for another.</param>
/// <param name="Hits">The entries, best first, each with what its fields add to the score.</param>
/// <param name="Kind">What a teacher would get.</param>
/// <param name="Confidence">How far that could be trusted.</param>
/// <param name="Reason">Why it would be declined; none unless it would be.</param>
/// <param name="Grounds">What the decision rests on; null when the wording alone decided.</param>
public sealed record HitTestResult(
    string Question, string Index, bool IsFallback, IReadOnlyList<QaHit> Hits, AnswerKind Kind, AnswerConfidence Confidence, DeclineReason Reason, AnswerGrounds? Grounds);

/// <summary>Lets mentors see how a question would fare: the very search and judgement that teachers get, and nothing is filed.</summary>
public sealed class HitTest
{
    /// <summary>Longest question, in characters.</summary>
    public const int LongestQuestion = RegressionSet.LongestQuestion;

    private const int Shown = 10;

    private readonly IQaIndex index;
    private readonly AnswerabilityJudge judge;

    internal HitTest(IQaIndex index, AnswerabilityJudge judge)
    {
        this.index = index;
        this.judge = judge;
    }

    /// <summary>Tries a question as a teacher of the mentor's unit would ask it.</summary>
    /// <param name="mentor">Whose unit.</param>
    /// <param name="question">1 to <see cref="LongestQuestion"/> characters; what is longer is cut.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HitTestResult> RunAsync(Actor mentor, string question, CancellationToken cancellationToken)
    {
        var text = question.Trim();
        if (text.Length > LongestQuestion) text = text[..LongestQuestion];
        var hits = await index.SearchAsync(new QaQuery(text, mentor.UnitPath, Shown) { Explain = true }, cancellationToken);
        var judgement = await judge.JudgeAsync(text, hits, cancellationToken);
        return new HitTestResult(text, index.Name, index.IsFallback, hits, judgement.Kind, judgement.Confidence, judgement.Reason, judgement.Grounds);
    }
}
