using Coaching.Scenarios;

namespace Coaching.Simulation;

/// <summary>What many simulated rehearsals of one scenario show.</summary>
public sealed record SimulationSummary
{
    /// <summary>The scenario's id.</summary>
    public required string Scenario { get; init; }
    /// <summary>Rehearsals played.</summary>
    public required int Rehearsals { get; init; }
    /// <summary>Exchanges played.</summary>
    public required int Turns { get; init; }
    /// <summary>Faults found, by property.</summary>
    public required IReadOnlyDictionary<FidelityProperty, int> Faults { get; init; }
    /// <summary>Endings reached, by kind.</summary>
    public required IReadOnlyDictionary<EndingKind, int> Endings { get; init; }
    /// <summary>The mean share of criteria met, 0 to 1, by skill.</summary>
    public required IReadOnlyDictionary<TeacherSkill, double> CriteriaMet { get; init; }
    /// <summary>The mean final trust, 0 to 100, by skill.</summary>
    public required IReadOnlyDictionary<TeacherSkill, double> FinalTrust { get; init; }
    /// <summary>Cohen's d between good and poor teachers in the share of criteria met.</summary>
    public required double CriteriaEffect { get; init; }
    /// <summary>Cohen's d between good and poor teachers in final trust.</summary>
    public required double TrustEffect { get; init; }

    /// <summary>Whether good, middling and poor come in this order in both measures.</summary>
    public bool Ordered => Descending(CriteriaMet) && Descending(FinalTrust);

    /// <summary>Whether good, middling and bad endings were all reached.</summary>
    public bool AllEndingsReached => Enum.GetValues<EndingKind>().All(kind => Endings.GetValueOrDefault(kind) > 0);

    /// <summary>Sums up the rehearsals of one scenario.</summary>
    /// <param name="rehearsals">All that were played.</param>
    /// <param name="faults">All that was found in them.</param>
    public static SimulationSummary Of(IReadOnlyList<SimulatedRehearsal> rehearsals, IEnumerable<FidelityFault> faults)
    {
        var bySkill = Enum.GetValues<TeacherSkill>().ToDictionary(skill => skill, skill => rehearsals.Where(rehearsal => rehearsal.Teacher == skill.ToString()).ToList());
        var counted = faults.CountBy(fault => fault.Property).ToDictionary();
        return new SimulationSummary
        {
            Scenario = rehearsals[0].Scenario.Id,
            Rehearsals = rehearsals.Count,
            Turns = rehearsals.Sum(rehearsal => rehearsal.Turns.Count),
            Faults = Enum.GetValues<FidelityProperty>().ToDictionary(property => property, property => counted.GetValueOrDefault(property)),
            Endings = rehearsals.CountBy(rehearsal => rehearsal.Ending.Kind).ToDictionary(),
            CriteriaMet = bySkill.ToDictionary(skill => skill.Key, skill => skill.Value.Average(rehearsal => rehearsal.CriteriaMet)),
            FinalTrust = bySkill.ToDictionary(skill => skill.Key, skill => skill.Value.Average(rehearsal => rehearsal.FinalTrust)),
            CriteriaEffect = Effect(rehearsal => rehearsal.CriteriaMet),
            TrustEffect = Effect(rehearsal => rehearsal.FinalTrust),
        };

        double Effect(Func<SimulatedRehearsal, double> measure) =>
            CohensD([.. bySkill[TeacherSkill.Good].Select(measure)], [.. bySkill[TeacherSkill.Poor].Select(measure)]);
    }

    /// <summary>
    /// Cohen's d: the difference of the means in units of the pooled standard deviation (Cohen 1988). Infinite where both
    /// groups are constant and differ; 0 where they do not.
    /// </summary>
    public static double CohensD(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        var difference = one.Average() - other.Average();
        var pooled = Math.Sqrt((Squares(one) + Squares(other)) / Math.Max(1, one.Count + other.Count - 2));
        return difference == 0 ? 0 : difference / pooled;

        static double Squares(IReadOnlyList<double> values)
        {
            var mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean));
        }
    }

    private static bool Descending(IReadOnlyDictionary<TeacherSkill, double> means) =>
        means[TeacherSkill.Good] > means[TeacherSkill.Middling] && means[TeacherSkill.Middling] > means[TeacherSkill.Poor];
}
