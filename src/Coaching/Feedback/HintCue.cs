namespace Coaching.Feedback;

/// <summary>What a model is told to phrase a hint.</summary>
/// <param name="Grade">How much to give away.</param>
/// <param name="Advice">The thing most worth doing now; empty when nothing is left.</param>
/// <param name="Sayable">A sentence that does it; empty below the grade that gives one.</param>
/// <param name="LastPersonaLine">What was just said to the teacher.</param>
/// <param name="EntryAnswer">The answer of the 百问百答 entry it rests on; empty when none fits.</param>
/// <param name="Trust">The persona's trust, 0 to 100.</param>
/// <param name="Agitation">The persona's agitation, 0 to 100.</param>
public sealed record HintCue(HintGrade Grade, string Advice, string Sayable, string LastPersonaLine, string EntryAnswer, int Trust, int Agitation);

/// <summary>What a model is told to write the words on the whole.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Kept">What went well, with quotes.</param>
/// <param name="Change">The one thing to change; null when nothing was missed.</param>
/// <param name="TrustBefore">Trust at the start, 0 to 100.</param>
/// <param name="TrustAfter">Trust at the end, 0 to 100.</param>
public sealed record DebriefCue(string Ending, IReadOnlyList<QuotedAdvice> Kept, QuotedAdvice? Change, int TrustBefore, int TrustAfter);
