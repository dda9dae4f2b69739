using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

/// <summary>A shipped scenario with one thing changed in its text, and the line where the change stands.</summary>
internal sealed record FaultyText(string Text, long Line)
{
    public const string Id = "too-much-homework";
    public const string File = "home-school/" + Id + ".yaml";

    public static string Sound { get; } = Shipped.ScenarioText(Id);

    /// <summary>Replaces the first occurrence; the fault is expected on the line where <paramref name="at"/> stands in what was put in.</summary>
    public static FaultyText Replacing(string old, string with, string at)
    {
        var start = Sound.IndexOf(old, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"the shipped scenario no longer holds “{old}”");
        var text = Sound[..start] + with + Sound[(start + old.Length)..];
        var inside = with.IndexOf(at, StringComparison.Ordinal);
        var fault = inside >= 0 ? start + inside : text.IndexOf(at, StringComparison.Ordinal);
        fault.ShouldBeGreaterThanOrEqualTo(0, $"“{at}” stands nowhere");
        return new FaultyText(text, LineOf(text, fault));
    }

    /// <summary>Cuts from one string up to another.</summary>
    public static FaultyText Cutting(string from, string upTo, string at)
    {
        var start = Sound.IndexOf(from, StringComparison.Ordinal);
        var end = Sound.IndexOf(upTo, start + from.Length, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(start);
        var text = Sound[..start] + Sound[end..];
        return new FaultyText(text, LineOf(text, text.IndexOf(at, StringComparison.Ordinal)));
    }

    public ScenarioProblem Problem(bool play = false) => Problems(File, Text, play).ShouldHaveSingleItem();

    public static IReadOnlyList<ScenarioProblem> Problems(string file, string text, bool play = false) =>
        Should.Throw<InvalidContentException>(() => ScenarioReader.Read(file, text, play)).Problems;

    private static long LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;
}
