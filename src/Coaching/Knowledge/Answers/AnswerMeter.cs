using System.Diagnostics.Metrics;

namespace Coaching.Knowledge.Answers;

/// <summary>Counts what happens to questions; no text, no person.</summary>
internal sealed class AnswerMeter
{
    private readonly Counter<long> questions;
    private readonly Counter<long> removed;

    public AnswerMeter(IMeterFactory meters)
    {
        var meter = meters.Create(CoachingTelemetry.SourceName);
        questions = meter.CreateCounter<long>("coaching.questions", "{question}", "Questions asked, by what came of them.");
        removed = meter.CreateCounter<long>("coaching.answers.removed_sentences", "{sentence}", "Sentences of a model that their citation did not support, by reason.");
    }

    public void Asked(AnswerKind kind) => questions.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    public void Removed(RemovalReason reason) => removed.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
