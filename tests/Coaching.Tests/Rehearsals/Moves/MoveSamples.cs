using Coaching.Rehearsals.Moves;

namespace Coaching.Tests.Rehearsals.Moves;

/// <summary>Labelled utterances to test with; the small sets train in a moment.</summary>
internal static class MoveSamples
{
    private const int EveryNth = 15;

    public static string Folder { get; } = Path.Combine(Shipped.Folder, "moves");

    public static IReadOnlyList<LabelledUtterance> Train { get; } = Read("train*.jsonl");

    public static IReadOnlyList<LabelledUtterance> Dev { get; } = Read("dev*.jsonl");

    public static IReadOnlyList<LabelledUtterance> SmallTrain { get; } = [.. Train.Where((_, i) => i % EveryNth == 0)];

    public static IReadOnlyList<LabelledUtterance> SmallDev { get; } = [.. Dev.Where((_, i) => i % EveryNth == 0)];

    /// <summary>Makes a data folder of small files, in the shape of the shipped one.</summary>
    public static void WriteSmallFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Folder, "*.jsonl"))
        {
            File.WriteAllLines(Path.Combine(folder, Path.GetFileName(file)), File.ReadLines(file).Where((_, i) => i % EveryNth == 0));
        }
    }

    private static IReadOnlyList<LabelledUtterance> Read(string files) =>
        [.. Directory.GetFiles(Folder, files).Order(StringComparer.Ordinal).SelectMany(LabelledUtterance.ReadFile)];
}
