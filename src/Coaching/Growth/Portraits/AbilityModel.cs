namespace Coaching.Growth.Portraits;

/// <summary>What was shown on one occasion.</summary>
/// <param name="Week">The week it was in, counted from any fixed day.</param>
/// <param name="Outcomes">Whether each criterion was met, and how hard it was in logits.</param>
public sealed record Occasion(int Week, IReadOnlyList<(bool Shown, double Difficulty)> Outcomes);

/// <summary>What can be said of an ability in one week: the chance to show it in a situation of middling difficulty, 0 to 1.</summary>
/// <param name="Week">The week.</param>
/// <param name="Mean">The expected chance.</param>
/// <param name="Low">The chance is above this with probability 0.95.</param>
/// <param name="High">The chance is below this with probability 0.95.</param>
public sealed record AbilityEstimate(int Week, double Mean, double Low, double High)
{
    /// <summary>The width of the 90 % credible interval.</summary>
    public double Width => High - Low;
}

/// <summary>
/// An ability θ that wanders from week to week, seen through criteria that are met or not: a dynamic Rasch model.
/// P(met | θ, ε) = logistic(θ + ε − b); θ moves by a Gaussian step each week; ε is the form of the day, common to all that
/// was shown on one occasion.
/// </summary>
/// <remarks>
/// Why this model: verdicts are binary, few, and of unequal difficulty, so a mean of them says too much; people change, so
/// old evidence should fade without a rule of thumb; five criteria of one conversation are not five independent
/// observations, which the form of the day takes into account (without it, intervals come out too narrow). θ lives on a
/// grid, so filtering and smoothing are exact sums (the forward–backward algorithm, Rabiner 1989) and no approximation
/// has to be argued for. The Rasch model is from Rasch (1960); a wandering ability from Glickman (1999).
/// The three variances are set by judgement and checked by coverage on simulated teachers, also on such as do not
/// wander but learn steadily or in one leap.
/// </remarks>
public sealed class AbilityModel
{
    /// <summary>Standard deviation of θ among teachers before anything is known, in logits.</summary>
    public const double PriorSpread = 1.4;

    /// <summary>Standard deviation of a week's step, in logits; about one logit over a year. Twice that made intervals of simulated teachers who learn steadily cover 98 % instead of 90 %.</summary>
    public const double WeeklyStep = 0.14;

    /// <summary>Standard deviation of the form of the day, in logits.</summary>
    public const double DayForm = 0.5;

    private const double Edge = 5.1;
    private const double Spacing = 0.15;
    private const int Reach = 4;
    private const double TailShare = 0.05;

    private static readonly double[] Grid = [.. Enumerable.Range(0, (int)Math.Round(2 * Edge / Spacing) + 1).Select(i => -Edge + (i * Spacing))];
    private static readonly double[] Chance = [.. Grid.Select(Logistic)];
    private static readonly double[] Prior = Normalised([.. Grid.Select(theta => Math.Exp(-theta * theta / (2 * PriorSpread * PriorSpread)))]);
    private static readonly double[] Kernel = Normalised([.. Enumerable.Range(-Reach, (2 * Reach) + 1).Select(k => Math.Exp(-k * k * Spacing * Spacing / (2 * WeeklyStep * WeeklyStep)))]);

    // Gauss–Hermite nodes and weights of order 5 for a standard normal (Abramowitz and Stegun 1964, table 25.10).
    private static readonly (double At, double Weight)[] DayForms =
    [
        (-2.856970013872806, 0.011257411327720691), (-1.355626179974266, 0.22207592200561266), (0, 0.5333333333333333),
        (1.355626179974266, 0.22207592200561266), (2.856970013872806, 0.011257411327720691),
    ];

    private readonly int firstWeek;
    private readonly double[][] filtered;
    private readonly double[][] smoothed;

    private AbilityModel(int firstWeek, double[][] filtered, double[][] smoothed) => (this.firstWeek, this.filtered, this.smoothed) = (firstWeek, filtered, smoothed);

    /// <summary>The first week there is evidence of.</summary>
    public int FirstWeek => firstWeek;

    /// <summary>The last week the model speaks of.</summary>
    public int LastWeek => firstWeek + filtered.Length - 1;

    /// <summary>Fits the course of one ability.</summary>
    /// <param name="occasions">What was shown, in any order; at least one occasion.</param>
    /// <param name="untilWeek">The week up to which to go on after the last evidence.</param>
    public static AbilityModel Fit(IReadOnlyCollection<Occasion> occasions, int untilWeek)
    {
        ArgumentOutOfRangeException.ThrowIfZero(occasions.Count, nameof(occasions));
        var first = occasions.Min(occasion => occasion.Week);
        var last = Math.Max(untilWeek, occasions.Max(occasion => occasion.Week));
        var likelihoods = occasions.ToLookup(occasion => occasion.Week, Likelihood);
        var weeks = last - first + 1;
        var forward = new double[weeks][];
        for (var week = 0; week < weeks; week++)
        {
            forward[week] = Normalised(Times(week == 0 ? Prior : Step(forward[week - 1]), likelihoods[first + week]));
        }

        var smooth = new double[weeks][];
        var backward = Enumerable.Repeat(1.0, Grid.Length).ToArray();
        for (var week = weeks - 1; week >= 0; week--)
        {
            smooth[week] = Normalised(Times(forward[week], [backward]));
            backward = Normalised(StepBack(Times(backward, likelihoods[first + week])));
        }

        return new AbilityModel(first, forward, smooth);
    }

    /// <summary>What can be said of a week with all that is known now, later weeks included.</summary>
    public AbilityEstimate At(int week) => Estimate(week, smoothed[week - firstWeek]);

    /// <summary>What could be said in that week, without what came later.</summary>
    public AbilityEstimate AsKnownIn(int week) => Estimate(week, filtered[week - firstWeek]);

    /// <summary>How the chance is spread so many weeks after the last one, if nothing is learnt in between but what usually is.</summary>
    public AbilityEstimate Ahead(int weeks)
    {
        var spread = filtered[^1];
        for (var week = 0; week < weeks; week++) spread = Step(spread);
        return Estimate(LastWeek + weeks, spread);
    }

    /// <summary>
    /// The change of the chance between two weeks, with its 90 % credible interval. Both weeks are uncertain, and not
    /// independently so: the change is worked out from their joint distribution.
    /// </summary>
    public (double Mean, double Low, double High) Change(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var changes = new List<(double Change, double Weight)>(Grid.Length * Grid.Length);
        var ratio = Backward(to);
        for (var i = 0; i < Grid.Length; i++)
        {
            var start = filtered[from - firstWeek][i];
            if (start < 1e-6) continue;
            var path = new double[Grid.Length];
            path[i] = start;
            for (var week = from + 1; week <= to; week++) path = Times(Step(path), [Seen(week)]);
            for (var j = 0; j < Grid.Length; j++)
            {
                var weight = path[j] * ratio[j];
                if (weight > 0) changes.Add((Chance[j] - Chance[i], weight));
            }
        }

        var total = changes.Sum(change => change.Weight);
        var ordered = changes.OrderBy(change => change.Change).ToList();
        return (ordered.Sum(change => change.Change * change.Weight) / total, Quantile(TailShare), Quantile(1 - TailShare));

        double Quantile(double share)
        {
            var sum = 0.0;
            foreach (var (change, weight) in ordered)
            {
                sum += weight / total;
                if (sum >= share) return change;
            }

            return ordered[^1].Change;
        }
    }

    // What a week's own evidence says, got back from the two distributions around it; zeros stay zeros.
    private double[] Seen(int week)
    {
        var before = Step(filtered[week - firstWeek - 1]);
        return [.. filtered[week - firstWeek].Select((after, i) => before[i] > 0 ? after / before[i] : 0)];
    }

    // What later weeks say of this one.
    private double[] Backward(int week) => [.. smoothed[week - firstWeek].Select((both, i) => filtered[week - firstWeek][i] > 0 ? both / filtered[week - firstWeek][i] : 0)];

    private static double[] Likelihood(Occasion occasion) =>
        [.. Grid.Select(theta => DayForms.Sum(form => form.Weight * occasion.Outcomes.Aggregate(1.0, (product, outcome) =>
        {
            var met = Logistic(theta + (DayForm * form.At) - outcome.Difficulty);
            return product * (outcome.Shown ? met : 1 - met);
        })))];

    private static double[] Times(double[] distribution, IEnumerable<double[]> likelihoods) =>
        likelihoods.Aggregate((double[])[.. distribution], (product, likelihood) =>
        {
            for (var i = 0; i < product.Length; i++) product[i] *= likelihood[i];
            return product;
        });

    // A week passes. What would leave the grid stays on its edge.
    private static double[] Step(double[] distribution)
    {
        var next = new double[distribution.Length];
        for (var i = 0; i < distribution.Length; i++)
        {
            if (distribution[i] == 0) continue;
            for (var k = -Reach; k <= Reach; k++) next[Math.Clamp(i + k, 0, next.Length - 1)] += distribution[i] * Kernel[k + Reach];
        }

        return next;
    }

    // What next week's evidence says of this week: the step the other way round.
    private static double[] StepBack(double[] likelihood) =>
        [.. Enumerable.Range(0, likelihood.Length).Select(i => Enumerable.Range(-Reach, (2 * Reach) + 1).Sum(k => Kernel[k + Reach] * likelihood[Math.Clamp(i + k, 0, likelihood.Length - 1)]))];

    private static double[] Normalised(double[] weights)
    {
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }

    private static AbilityEstimate Estimate(int week, double[] distribution) => new(
        week, distribution.Zip(Chance, (weight, chance) => weight * chance).Sum(), Logistic(Quantile(distribution, TailShare)), Logistic(Quantile(distribution, 1 - TailShare)));

    // Within a cell of the grid the weight is taken to be spread evenly.
    private static double Quantile(double[] distribution, double share)
    {
        var sum = 0.0;
        for (var i = 0; i < distribution.Length; i++)
        {
            if (sum + distribution[i] >= share) return Grid[i] + (Spacing * (((share - sum) / distribution[i]) - 0.5));
            sum += distribution[i];
        }

        return Grid[^1];
    }

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
