namespace Coaching.Models;

/// <summary>The names of the people on the roster, asked for anew by every request that leaves the house.</summary>
/// <param name="source">Reads them; if it fails, the request fails: an unmasked one is never sent.</param>
public sealed class RosterNames(Func<CancellationToken, ValueTask<IReadOnlyCollection<string>>> source)
{
    private volatile Known known = new([], NameMatcher.None);

    /// <summary>The names as they are now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<IReadOnlyCollection<string>> ReadAsync(CancellationToken cancellationToken) => source(cancellationToken);

    internal async ValueTask<NameMatcher> MatcherAsync(CancellationToken cancellationToken)
    {
        var names = await source(cancellationToken);
        var last = known;
        // Building a matcher for a city takes milliseconds, comparing the names microseconds. Compared by content, for
        // a list that was changed in place must not leave a new colleague's name unmasked.
        if (names.SequenceEqual(last.Names, StringComparer.Ordinal)) return last.Matcher;
        var fresh = new Known([.. names], new NameMatcher(names));
        known = fresh;
        return fresh.Matcher;
    }

    private sealed record Known(string[] Names, NameMatcher Matcher);
}
