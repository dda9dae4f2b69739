namespace Coaching.Knowledge.Answers;

/// <summary>What a model is told to answer from.</summary>
/// <param name="Passages">All it may use, numbered from 1.</param>
public sealed record AnswerCue(IReadOnlyList<AnswerPassage> Passages);

/// <summary>A sentence or a step of an entry.</summary>
/// <param name="Number">What it is cited by.</param>
/// <param name="Question">The entry's question.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Text">The authored words.</param>
/// <param name="Core">Whether it belongs to the answer that can be given without a model.</param>
public sealed record AnswerPassage(int Number, string Question, string Section, string Text, bool Core);
