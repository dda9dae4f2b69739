namespace Coaching.Models;

/// <summary>Why a model gave no answer, or no whole one.</summary>
public enum ModelFailure
{
    /// <summary>No connection: refused, unknown host, failed TLS.</summary>
    Unreachable,

    /// <summary>The connection took longer than <see cref="ModelOptions.ConnectTimeout"/>.</summary>
    ConnectTimeout,

    /// <summary>The first token took longer than <see cref="ModelOptions.FirstTokenTimeout"/>.</summary>
    FirstTokenTimeout,

    /// <summary>The answer stopped for longer than <see cref="ModelOptions.InterTokenTimeout"/>.</summary>
    InterTokenTimeout,

    /// <summary>Too many requests; see <see cref="ModelUnavailableException.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>The service failed (5xx, or an error sent inside the stream).</summary>
    ServerError,

    /// <summary>The service refused the request (4xx): key, model name, or something it does not support.</summary>
    Rejected,

    /// <summary>The answer broke off before its end.</summary>
    Truncated,

    /// <summary>The service sent what its protocol does not allow.</summary>
    Garbled,
}

/// <summary>
/// A model could not answer. It carries codes only: what a provider writes may repeat the prompt, so neither its words nor
/// the exception that held them travel on to a page or a log.
/// </summary>
public sealed class ModelUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="failure">The reason.</param>
    public ModelUnavailableException(ModelFailure failure)
        : base($"The model is unavailable: {failure}.") => Failure = failure;

    /// <summary>The reason; pages translate it.</summary>
    public ModelFailure Failure { get; }

    /// <summary>The HTTP status, where one came.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own short error code (an identifier such as <c>model_not_found</c>), where one came.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>How long the service asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    // A first-token timeout is not among them: three silences of twenty seconds are worse than a clear word after one.
    internal bool IsWorthRetrying => Failure is ModelFailure.Unreachable or ModelFailure.ConnectTimeout
        or ModelFailure.RateLimited or ModelFailure.ServerError or ModelFailure.Truncated or ModelFailure.Garbled;
}
