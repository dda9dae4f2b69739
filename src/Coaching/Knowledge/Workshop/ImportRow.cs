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
    /// <summary>Its number in the file, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>What it holds; null when it could not be read.</summary>
    public Entry? Entry { get; init; }
    /// <summary>What would happen.</summary>
    public required ImportEffect Effect { get; init; }
    /// <summary>What is wrong or missing.</summary>
    public IReadOnlyList<EntryProblem> Problems { get; init; } = [];
    /// <summary>Entries that ask nearly the same.</summary>
    public IReadOnlyList<NearDuplicate> Duplicates { get; init; } = [];
    /// <summary>An earlier row of the file that asks nearly the same.</summary>
    public int? DuplicateOfRow { get; init; }
    /// <summary>The row's content, hashed.</summary>
    internal string Hash { get; init; } = "";

    /// <summary>Whether it may be taken over.</summary>
    public bool CanImport => Effect is ImportEffect.New or ImportEffect.Change;

    /// <summary>Whether something asks nearly the same.</summary>
    public bool IsDuplicate => Duplicates.Count > 0 || DuplicateOfRow is not null;
}

/// <summary>What an import did.</summary>
/// <param name="Created">New drafts.</param>
/// <param name="Changed">Drafts of entries that were there.</param>
/// <param name="Skipped">Rows that were left out because something changed since the preview.</param>
public sealed record ImportOutcome(int Created, int Changed, int Skipped);
