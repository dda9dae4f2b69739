namespace Coaching.Knowledge.Answers;
/// <summary>x</summary>
#pragma warning disable CA1822
internal sealed class AnswerabilityJudge
{
    public static AnswerabilityJudge Learn(string content) => new();
    public (AnswerKind Kind, AnswerConfidence Confidence) Judge(string question, IReadOnlyList<QaHit> hits) => hits.Count > 0 && hits[0].Coverage > 0.3 ? (AnswerKind.Answered, AnswerConfidence.Fair) : (AnswerKind.NotCovered, AnswerConfidence.None);
}
