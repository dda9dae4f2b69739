namespace Coaching.Knowledge;

/// <summary>How much of a question a text's own words take up: comparable between questions, unlike a ranking's scores.</summary>
internal static class TermCoverage
{
    /// <summary>The share of the query's character pairs that stand in the texts, 0 to 1.</summary>
    public static double Of(string query, IEnumerable<string> texts)
    {
        var asked = Wording.Pairs(query);
        if (asked.Count == 0) return 0;
        var there = texts.SelectMany(Wording.Pairs).ToHashSet();
        return (double)asked.Count(there.Contains) / asked.Count;
    }
}
