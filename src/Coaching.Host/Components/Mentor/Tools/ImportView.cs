using Coaching.Knowledge.Workshop;

namespace Coaching.Host.Components.Mentor.Tools;

/// <summary>Which rows of an import are looked at; every value has a name in the resources.</summary>
internal enum ImportView
{
    /// <summary>All of them.</summary>
    All,
    /// <summary>Those that can be taken over as they are.</summary>
    Ready,
    /// <summary>Those that nearly repeat an entry or an earlier row.</summary>
    Duplicates,
    /// <summary>Those that cannot be taken over.</summary>
    Faulty,
    /// <summary>Those that were taken over before, or wait for a review.</summary>
    Known,
}

internal static class ImportViews
{
    /// <summary>Whether a view shows a row; each row but in <see cref="ImportView.All"/> is in one view only.</summary>
    public static bool Shows(this ImportView view, ImportRow row) => view == ImportView.All || view == Of(row);

    private static ImportView Of(ImportRow row) => row.Effect switch
    {
        ImportEffect.Faulty => ImportView.Faulty,
        ImportEffect.Known or ImportEffect.InReview => ImportView.Known,
        _ => row.IsDuplicate ? ImportView.Duplicates : ImportView.Ready,
    };
}
