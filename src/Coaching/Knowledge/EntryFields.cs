using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge;

/// <summary>The fields of an entry as retrieval sees them; one definition for every index.</summary>
public static class EntryFields
{
    /// <summary>
    /// Field names and weights: everything an entry says and is asked for by, the best of its own ways to ask, its topics.
    /// They were set on the development questions and on asks held out of the index, never on the test questions.
    /// </summary>
    public static IReadOnlyList<FieldSettings> Settings { get; } =
    [
        new("全文", 1.0, 4.0, 0.5),
        new("问法", 0.25, 1.2, 0.6),
        new("主题", 0.1, 0.8, 0.3),
    ];

    /// <summary>The texts of each field, in the order of <see cref="Settings"/>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="asks">Further ways to ask for it that are indexed and not shown.</param>
    public static IReadOnlyList<string>[] Texts(Entry entry, IReadOnlyList<string> asks)
    {
        IReadOnlyList<string> questions = [entry.Question, .. entry.Phrasings];
        var topics = string.Join(' ', entry.Tags);
        return
        [
            [string.Join('\n', [.. questions, .. asks, entry.Answer, topics, .. entry.Sections.Select(section => section.Markdown), .. entry.Practices.Select(practice => practice.Line)])],
            questions,
            [topics],
        ];
    }
}
