namespace Coaching.Scenarios;

/// <summary>A fault in a content file: where it is, what is wrong, and how to mend it.</summary>
/// <param name="File">The file, relative to the catalogue's root.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record ScenarioProblem(string File, long Line, string Problem, string Mend)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}: {Problem} → {Mend}";
}

/// <summary>Content that cannot be used; every fault found is listed.</summary>
public sealed class InvalidContentException(IReadOnlyList<ScenarioProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every fault found.</summary>
    public IReadOnlyList<ScenarioProblem> Problems { get; } = problems;
}
