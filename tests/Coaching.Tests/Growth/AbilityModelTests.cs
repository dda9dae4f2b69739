using Coaching.Growth.Portraits;
using Shouldly;

namespace Coaching.Tests.Growth;

public sealed class AbilityModelTests
{
    private const int Teachers = 400;

    /// <summary>Courses that the model assumes, and two that it does not.</summary>
    public enum Learning
    {
        Wandering,
        Steady,
        OneLeap,
    }

    [Theory]
    [InlineData(Learning.Wandering)]
    [InlineData(Learning.Steady)]
    [InlineData(Learning.OneLeap)]
    public void At_OnSimulatedTeachers_NinetyPerCentIntervalsHoldTheTruthAsOftenAsTheySay(Learning learning)
    {
        var random = new Random(7);
        var held = Enumerable.Range(0, Teachers).Count(_ =>
        {
            var (truth, model) = Simulated(learning, random);
            var estimate = model.At(model.LastWeek);
            return estimate.Low <= truth[^1] && truth[^1] <= estimate.High;
        });

        ((double)held / Teachers).ShouldBeInRange(0.85, 0.95);
    }

    [Fact]
    public void Change_OnSimulatedTeachers_HoldsTheTrueChangeAsOftenAsItSays()
    {
        var random = new Random(11);
        var held = Enumerable.Range(0, Teachers).Count(_ =>
        {
            var (truth, model) = Simulated(Learning.Wandering, random);
            var from = model.FirstWeek + 2;
            var (_, low, high) = model.Change(from, model.LastWeek);
            var change = truth[^1] - truth[from];
            return low <= change && change <= high;
        });

        ((double)held / Teachers).ShouldBeInRange(0.85, 0.95);
    }

    [Fact]
    public void At_WithMoreEvidence_LeavesLessOpen()
    {
        var few = AbilityModel.Fit([.. Enumerable.Range(0, 3).Select(week => Occasion(week, true, false))], 20);
        var many = AbilityModel.Fit([.. Enumerable.Range(0, 20).Select(week => Occasion(week, true, false))], 20);

        many.At(20).Width.ShouldBeLessThan(few.At(20).Width);
    }

    [Fact]
    public void At_LongAfterTheLastEvidence_SaysLessThanThen()
    {
        var model = AbilityModel.Fit([.. Enumerable.Range(0, 6).Select(week => Occasion(week, true, true))], 40);

        model.At(40).Width.ShouldBeGreaterThan(model.At(5).Width);
        model.At(40).Mean.ShouldBeLessThan(model.At(5).Mean);
    }

    [Fact]
    public void At_CountsTheSameSuccessForMoreWhereItWasHarder()
    {
        var easy = AbilityModel.Fit([new Occasion(0, [(true, -1), (true, -1)])], 0);
        var hard = AbilityModel.Fit([new Occasion(0, [(true, 1), (true, 1)])], 0);

        hard.At(0).Mean.ShouldBeGreaterThan(easy.At(0).Mean);
    }

    [Fact]
    public void At_TakesWhatHangsTogetherForLess()
    {
        var oneDay = AbilityModel.Fit([new Occasion(0, [.. Enumerable.Repeat((true, 0.0), 6)])], 0);
        var sixDays = AbilityModel.Fit([.. Enumerable.Repeat(new Occasion(0, [(true, 0.0)]), 6)], 0);

        sixDays.At(0).Mean.ShouldBeGreaterThan(oneDay.At(0).Mean);
    }

    [Fact]
    public void At_DoesNotDependOnTheOrderOfTheEvidence()
    {
        List<Occasion> occasions = [Occasion(0, true), Occasion(3, false), Occasion(3, true), Occasion(9, true)];

        AbilityModel.Fit([.. occasions.AsEnumerable().Reverse()], 12).At(12).Mean.ShouldBe(AbilityModel.Fit(occasions, 12).At(12).Mean, 1e-12);
    }

    [Fact]
    public void Change_OverNoTime_IsNone()
    {
        var (mean, low, high) = AbilityModel.Fit([Occasion(0, true), Occasion(4, false)], 6).Change(3, 3);

        (mean, low, high).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Change_AgreesWithTheTwoWeeksItLiesBetween()
    {
        var model = AbilityModel.Fit([Occasion(0, false, false), Occasion(6, true, false), Occasion(12, true, true)], 14);

        model.Change(1, 14).Mean.ShouldBe(model.At(14).Mean - model.At(1).Mean, 1e-6);
    }

    private static Occasion Occasion(int week, params bool[] shown) => new(week, [.. shown.Select(met => (met, 0.0))]);

    // A year of some twelve rehearsals with two to four criteria of one competency each.
    private static (double[] Truth, AbilityModel Model) Simulated(Learning learning, Random random)
    {
        const int Weeks = 40;
        var theta = new double[Weeks];
        theta[0] = Normal(random) * AbilityModel.PriorSpread;
        var (pace, leap) = (1.2 * random.NextDouble() / Weeks, random.Next(8, 32));
        for (var week = 1; week < Weeks; week++)
        {
            theta[week] = theta[week - 1] + (learning switch
            {
                Learning.Steady => pace,
                Learning.OneLeap => week == leap ? 0.8 : 0,
                _ => AbilityModel.WeeklyStep * Normal(random),
            });
        }

        var occasions = new List<Occasion> { Shown(0) };
        for (var week = 1; week < Weeks; week++)
        {
            if (random.NextDouble() < 0.28) occasions.Add(Shown(week));
        }

        return ([.. theta.Select(Logistic)], AbilityModel.Fit(occasions, Weeks - 1));

        Occasion Shown(int week)
        {
            var form = AbilityModel.DayForm * Normal(random);
            var outcomes = Enumerable.Range(0, random.Next(2, 5)).Select(_ =>
            {
                var difficulty = (random.NextDouble() * 1.6) - 0.8;
                return (random.NextDouble() < Logistic(theta[week] + form - difficulty), difficulty);
            });
            return new Occasion(week, [.. outcomes]);
        }
    }

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
