using Coaching.Knowledge;
using Coaching.Knowledge.Workshop;
using Coaching.Scenarios;

namespace Coaching.Host.Components.Mentor.Tools;

/// <summary>What a mentor wants done with a row of an import.</summary>
public sealed class RowChoice(ImportRow row)
{
    /// <summary>The row as it was read.</summary>
    public ImportRow Row { get; } = row;

    /// <summary>Whether it is taken; what nearly repeats something is left until the mentor says otherwise.</summary>
    public bool Taken { get; set; } = row.CanImport && !row.IsDuplicate;

    /// <summary>The area it goes to.</summary>
    public Area Area { get; set; } = row.Entry?.Area ?? default;

    /// <summary>The entry it becomes the next version of; empty for what the preview says.</summary>
    public string Into { get; set; } = "";

    /// <summary>The entries it may become the next version of.</summary>
    public IEnumerable<NearDuplicate> Targets => Row.Effect == ImportEffect.New ? Row.Duplicates.Where(near => near.Writable && near.Status != EntryStatus.InReview) : [];

    /// <summary>The row as it is to be taken over.</summary>
    public ImportRow Chosen()
    {
        var chosen = Row with { Entry = Row.Entry! with { Area = Area } };
        return Row.Duplicates.FirstOrDefault(near => near.EntryId == Into) is { } target ? chosen.Into(target) : chosen;
    }
}
