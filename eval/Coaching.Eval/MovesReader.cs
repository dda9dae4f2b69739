using Coaching.Rehearsals.Moves;
using Coaching.Scenarios;

namespace Coaching.Eval;

/// <summary>What was read in one text.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Stated">Those red lines among them that the product would state to the teacher.</param>
internal sealed record ReadLabels(IReadOnlyCollection<string> Labels, IReadOnlyCollection<string> Stated);

/// <summary>The classifier under test: the shipped one, or one trained on a given file.</summary>
/// <param name="Labels">The labels it can give.</param>
/// <param name="Read">Reads a text.</param>
internal sealed record MovesReader(IReadOnlyList<string> Labels, Func<LabelledText, ReadLabels> Read)
{
    public static MovesReader Shipped(string folder)
    {
        var classifier = MoveClassifierCache.LoadOrTrain(folder, Path.Combine(Path.GetTempPath(), "coaching-models"));
        return new MovesReader([.. MoveCatalogue.All.Select(Name)], text =>
        {
            var reading = classifier.Read(text.Text);
            return new ReadLabels([.. reading.Moves.Select(Name)], [.. reading.RedLines.Select(Name)]);
        });
    }

    public static MovesReader TrainedOn(string file)
    {
        var texts = LabelledText.ReadFile(file);
        if (texts.Count == 0) throw new InvalidContentException([new ScenarioProblem(Path.GetFileName(file), 1, "there is nothing to train on", "write one labelled text a line")]);
        var labeller = TextLabeller.Train(texts);
        return new MovesReader(labeller.Labels, text => new ReadLabels(labeller.Read(text), []));
    }

    private static string Name(Move move) => move.ToString();
}
