using Coaching.Scenarios;

namespace Coaching.Growth.Portraits;

/// <summary>What evidence says of one teacher's competencies, each against the teacher's own past and nobody else's.</summary>
/// <param name="Competencies">Those there is any evidence of, in the order of the enumeration.</param>
/// <param name="Rehearsals">How many rehearsals the evidence comes from.</param>
public sealed record Portrait(IReadOnlyList<CompetencyPortrait> Competencies, int Rehearsals)
{
    /// <summary>Draws a portrait.</summary>
    /// <param name="evidence">All the evidence that may be used, in any order.</param>
    /// <param name="now">The moment it is drawn for.</param>
    public static Portrait Of(IReadOnlyCollection<CompetencyEvidence> evidence, DateTimeOffset now) => new(
        [.. evidence.GroupBy(item => item.Competency).OrderBy(group => group.Key).Select(group => CompetencyPortrait.Of(group.Key, [.. group], now))],
        evidence.Select(item => item.RehearsalId).Distinct().Count());
}

/// <summary>What evidence says of one competency.</summary>
public sealed record CompetencyPortrait
{
    /// <summary>Evidence from fewer rehearsals than this is shown without a number: 证据不足.</summary>
    public const int FewestRehearsals = 3;

    /// <summary>An interval wider than this leaves too much open for a number: 证据不足.</summary>
    public const double WidestInterval = 0.6;

    /// <summary>How far back growth is looked at, in weeks: about a term.</summary>
    public const int GrowthWeeks = 18;

    /// <summary>The competency.</summary>
    public required Competency Competency { get; init; }
    /// <summary>Whether there is enough evidence for a number.</summary>
    public required bool IsEnough { get; init; }
    /// <summary>The chance of showing it today in a situation of middling difficulty.</summary>
    public required AbilityEstimate Now { get; init; }
    /// <summary>The course week by week, the present one last.</summary>
    public required IReadOnlyList<AbilityEstimate> Course { get; init; }
    /// <summary>The change since <see cref="GrowthWeeks"/> ago, or since the first evidence where that is later; null where there is too little evidence or too short a time.</summary>
    public required GrowthSince? Growth { get; init; }
    /// <summary>The evidence, newest first.</summary>
    public required IReadOnlyList<CompetencyEvidence> Evidence { get; init; }
    /// <summary>How many rehearsals it is from.</summary>
    public required int Rehearsals { get; init; }

    /// <summary>Draws one competency.</summary>
    internal static CompetencyPortrait Of(Competency competency, IReadOnlyList<CompetencyEvidence> evidence, DateTimeOffset now)
    {
        var model = AbilityModel.Fit(Occasions(evidence), WeekOf(now));
        var today = model.At(model.LastWeek);
        var rehearsals = evidence.Select(item => item.RehearsalId).Distinct().Count();
        var isEnough = rehearsals >= FewestRehearsals && today.Width <= WidestInterval;
        var from = Math.Max(model.FirstWeek, model.LastWeek - GrowthWeeks);
        return new CompetencyPortrait
        {
            Competency = competency,
            IsEnough = isEnough,
            Now = today,
            Course = [.. Enumerable.Range(model.FirstWeek, model.LastWeek - model.FirstWeek + 1).Select(model.At)],
            Growth = isEnough && model.LastWeek - from >= GrowthSince.FewestWeeks ? GrowthSince.Of(model, from) : null,
            Evidence = [.. evidence.OrderByDescending(item => item.At)],
            Rehearsals = rehearsals,
        };
    }

    /// <summary>The evidence as the model takes it: what was shown on one occasion together.</summary>
    internal static IReadOnlyList<Occasion> Occasions(IEnumerable<CompetencyEvidence> evidence) =>
        [.. evidence.GroupBy(item => item.RehearsalId).Select(group => new Occasion(WeekOf(group.Max(item => item.At)), [.. group.Select(item => (item.Shown, item.Difficulty))]))];

    /// <summary>The number of a week, counted from the first Monday of the calendar.</summary>
    internal static int WeekOf(DateTimeOffset at) => (int)(at.UtcTicks / TimeSpan.TicksPerDay) / 7;
}

/// <summary>How a competency has changed against the teacher's own past.</summary>
/// <param name="Weeks">Over how many weeks.</param>
/// <param name="Mean">The expected change of the chance.</param>
/// <param name="Low">The change is above this with probability 0.95.</param>
/// <param name="High">The change is below this with probability 0.95.</param>
public sealed record GrowthSince(int Weeks, double Mean, double Low, double High)
{
    /// <summary>Over fewer weeks nothing is said of growth.</summary>
    public const int FewestWeeks = 3;

    /// <summary>What may be said of it in words.</summary>
    public GrowthReading Reading => Low > 0 ? GrowthReading.Grown : High < 0 ? GrowthReading.Fallen : GrowthReading.NotSure;

    internal static GrowthSince Of(AbilityModel model, int from)
    {
        var (mean, low, high) = model.Change(from, model.LastWeek);
        return new GrowthSince(model.LastWeek - from, mean, low, high);
    }
}

/// <summary>What a change amounts to.</summary>
public enum GrowthReading
{
    /// <summary>The whole interval is above zero.</summary>
    Grown,
    /// <summary>The interval holds zero: nothing is claimed.</summary>
    NotSure,
    /// <summary>The whole interval is below zero.</summary>
    Fallen,
}
