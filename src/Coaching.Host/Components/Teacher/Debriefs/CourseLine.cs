using System.Globalization;
using Coaching.Feedback;

namespace Coaching.Host.Components.Teacher.Debriefs;

/// <summary>Where the points of the chart lie. Pure arithmetic, kept apart from the drawing.</summary>
internal static class CourseLine
{
    public const int Width = 360;
    public const int Height = 190;
    public const int Left = 30;
    public const int Right = 346;
    public const int Top = 12;
    public const int Bottom = 158;

    /// <summary>The place of a turn.</summary>
    public static double X(int turn, int lastTurn) => Left + ((Right - Left) * (lastTurn == 0 ? 0 : (double)turn / lastTurn));

    /// <summary>The place of a value from 0 to 100.</summary>
    public static double Y(int value) => Bottom - ((Bottom - Top) * value / 100d);

    /// <summary>A number as SVG wants it.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The points of a line.</summary>
    public static string Points(IReadOnlyList<InnerState> course, Func<InnerState, int> value) =>
        string.Join(' ', course.Select(point => $"{Number(X(point.Turn, course[^1].Turn))},{Number(Y(value(point)))}"));

    /// <summary>The turns named under the chart: all while they fit, otherwise every second or third.</summary>
    public static IEnumerable<int> Named(int lastTurn)
    {
        var step = lastTurn switch { <= 10 => 1, <= 20 => 2, _ => 3 };
        for (var turn = 0; turn <= lastTurn; turn += step) yield return turn;
    }
}
