using Coaching.Knowledge.Retrieval;

namespace Coaching.Knowledge;

/// <summary>The fields of an entry as retrieval sees them; one definition for every index.</summary>
public static class EntryFields
{
    /// <summary>Field names and weights. The weights were set on phrasings held out of the corpus, never on the test questions.</summary>
    public static IReadOnlyList<FieldSettings> Settings { get; } =
    [
        new("问法", 1.0, 1.2, 0.6),
        new("回答", 0.35, 1.2, 0.75),
        new("正文", 0.45, 1.2, 0.75),
        new("主题", 0.2, 0.8, 0.3),
    ];

    /// <summary>The texts of each field, in the order of <see cref="Settings"/>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="asks">Further ways to ask for it that are indexed and not shown.</param>
    public static IReadOnlyList<string>[] Texts(Entry entry, IReadOnlyList<string> asks) =>
    [
        [entry.Question, .. entry.Phrasings, .. asks],
        [entry.Answer],
        [string.Join('\n', entry.Sections.Select(section => section.Markdown))],
        [string.Join(' ', entry.Tags)],
    ];
}
