using Coaching.Scenarios;

namespace Coaching.Rehearsals.Moves;

/// <summary>One utterance of a teacher with the moves it makes.</summary>
/// <param name="Text">What the teacher says.</param>
/// <param name="Labels">The moves; empty where none is made.</param>
/// <param name="Context">What the other said before, where it was given.</param>
public sealed record LabelledUtterance(string Text, IReadOnlyList<Move> Labels, string? Context = null)
{
    /// <summary>Reads a JSON Lines file of <c>{"text", "labels", "context"?}</c>.</summary>
    /// <exception cref="InvalidContentException">A line is no such object or names an unknown move; every faulty line is listed.</exception>
    public static IReadOnlyList<LabelledUtterance> ReadFile(string path) => LabelledText.ReadFile(path, (text, report) =>
    {
        var unknown = text.Labels.FirstOrDefault(label => !MoveCatalogue.ByName.ContainsKey(label));
        if (unknown is null) return new LabelledUtterance(text.Text, [.. text.Labels.Select(label => MoveCatalogue.ByName[label])], text.Context);
        report($"\"{unknown}\" is no move; the moves are {string.Join(", ", MoveCatalogue.All)}");
        return null;
    });
}
