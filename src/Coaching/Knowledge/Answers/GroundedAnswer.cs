namespace Coaching.Knowledge.Answers;

/// <summary>What came of a question.</summary>
public enum AnswerKind
{
    /// <summary>百问百答 covers it.</summary>
    Answered,
    /// <summary>A matter of school that 百问百答 does not cover; the question went to the mentors.</summary>
    NotCovered,
    /// <summary>No matter of a teacher's work, or words meant for the machine; nobody is bothered with it.</summary>
    OutOfScope,
}

/// <summary>How far an answer may be trusted; said in words, since nobody can act on a percentage.</summary>
public enum AnswerConfidence
{
    /// <summary>There is no answer to trust.</summary>
    None,
    /// <summary>The question is like one that was written for the entry.</summary>
    High,
    /// <summary>The entry is near; the asker should see whether it fits.</summary>
    Fair,
}

/// <summary>An answer made of 百问百答 alone, each sentence with its source.</summary>
public sealed record GroundedAnswer
{
    /// <summary>What came of it.</summary>
    public required AnswerKind Kind { get; init; }
    /// <summary>Why it was declined; none unless it is out of scope.</summary>
    public DeclineReason Reason { get; init; }
    /// <summary>The sentences, in order; none unless it was answered.</summary>
    public IReadOnlyList<AnswerSentence> Sentences { get; init; } = [];
    /// <summary>The rules that the cited entries rest on.</summary>
    public IReadOnlyList<PolicyBasis> Policies { get; init; } = [];
    /// <summary>How far it may be trusted.</summary>
    public AnswerConfidence Confidence { get; init; }
    /// <summary>Entries that may help as well, nearest first; the cited ones are not repeated.</summary>
    public IReadOnlyList<NearEntry> Nearest { get; init; } = [];
    /// <summary>The question as it waits for the mentors; null when it was answered or is none of theirs.</summary>
    public Guid? InquiryId { get; init; }
    /// <summary>What every shown or copied form of it must say.</summary>
    public string Label { get; init; } = "AI 生成";
    /// <summary>Who put the sentences together; empty when there are none.</summary>
    public string Provider { get; init; } = "";
}

/// <summary>A sentence and where it stands.</summary>
public sealed record AnswerSentence(string Text, AnswerCitation Citation);

/// <summary>A section of a version of an entry.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Version">The version that was read.</param>
/// <param name="Section">The heading, or 回答 for the answer itself.</param>
/// <param name="Question">The entry's question.</param>
public sealed record AnswerCitation(string EntryId, int Version, string Section, string Question);

/// <summary>A rule an answer rests on, as it is printed.</summary>
/// <param name="Id">Its id in the list of policies.</param>
/// <param name="Title">The official title.</param>
/// <param name="Article">Such as 第12条; empty when none is named.</param>
/// <param name="Number">The document number; empty when none is known.</param>
public sealed record PolicyBasis(string Id, string Title, string Article, string Number);

/// <summary>An entry that may help.</summary>
public sealed record NearEntry(string EntryId, int Version, string Question);
