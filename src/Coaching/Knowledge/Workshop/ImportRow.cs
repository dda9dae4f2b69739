namespace Coaching.Knowledge.Workshop;

/// <summary>What an import would do with a row.</summary>
public enum ImportEffect
{
    /// <summary>It becomes a new draft.</summary>
    New,
    /// <summary>It changes an entry that is there: its draft, or a new one.</summary>
    Change,
    /// <summary>It was taken over before.</summary>
    Known,
    /// <summary>Its entry is being reviewed, so it has to wait.</summary>
    InReview,
    /// <summary>It cannot be taken over as it is.</summary>
    Faulty,
}

/// <summary>One row of a file, as the preview shows it before anything is written.</summary>
public sealed record ImportRow
{
    /// <summary>Its number among all rows, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>The file it stands in.</summary>
    public string File { get; init; } = "";
    /// <summary>Its number in that file, from 1; the heading of a table does not count.</summary>
    public int NumberInFile { get; init; }
    /// <summary>What it holds; null when it could not be read.</summary>
    public Entry? Entry { get; init; }
    /// <summary>What would happen.</summary>
    public required ImportEffect Effect { get; init; }
    /// <summary>The newest version of the entry that it changes, repeats or waits for; null when it would be new.</summary>
    public EntryVersion? Existing { get; init; }
    /// <summary>What is wrong or missing.</summary>
    public IReadOnlyList<EntryProblem> Problems { get; init; } = [];
    /// <summary>Entries that ask nearly the same, nearest first.</summary>
    public IReadOnlyList<NearDuplicate> Duplicates { get; init; } = [];
    /// <summary>The earlier row that asks most nearly the same.</summary>
    public int? DuplicateOfRow { get; init; }
    /// <summary>The row's content, hashed.</summary>
    internal string Hash { get; init; } = "";

    /// <summary>Whether it may be taken over.</summary>
    public bool CanImport => Effect is ImportEffect.New or ImportEffect.Change;

    /// <summary>Whether something asks nearly the same.</summary>
    public bool IsDuplicate => Duplicates.Count > 0 || DuplicateOfRow is not null;

    /// <summary>The same row as the next version of an entry that it resembles.</summary>
    /// <param name="existing">One of <see cref="Duplicates"/> that the mentor may change.</param>
    public ImportRow Into(NearDuplicate existing) => this with { Entry = Entry! with { Id = existing.EntryId }, Effect = ImportEffect.Change };
}

/// <summary>What an import did.</summary>
/// <param name="Created">New drafts.</param>
/// <param name="Changed">Drafts of entries that were there.</param>
/// <param name="Skipped">Rows that were left out because something changed since the preview, or another row took their entry.</param>
/// <param name="Drafts">The drafts by entry, in the order of the rows.</param>
public sealed record ImportOutcome(int Created, int Changed, IReadOnlyList<int> Skipped, IReadOnlyList<EntryVersion> Drafts);
