namespace Coaching.Knowledge.Qdrant;

/// <summary>Why Qdrant did not do what it was asked.</summary>
public enum QdrantFailure
{
    /// <summary>No connection: refused, broken off, unknown host, failed TLS.</summary>
    Unreachable,

    /// <summary>It took longer than <see cref="QdrantOptions.Timeout"/>.</summary>
    Timeout,

    /// <summary>The key is missing, wrong or may not do this.</summary>
    Unauthorized,

    /// <summary>There is no such collection.</summary>
    NotFound,

    /// <summary>The request is refused (4xx).</summary>
    Refused,

    /// <summary>The server failed or has too much to do (5xx, 429).</summary>
    ServerError,

    /// <summary>The answer is not what the contract promises.</summary>
    Garbled,
}

/// <summary>Qdrant did not do what it was asked. Carries codes only: an error's text may repeat what a teacher wrote.</summary>
public sealed class QdrantException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="failure">The reason.</param>
    /// <param name="status">The HTTP status, where one came.</param>
    public QdrantException(QdrantFailure failure, int? status = null)
        : base(status is null ? $"Qdrant: {failure}." : $"Qdrant: {failure} (HTTP {status}).") => (Failure, Status) = (failure, status);

    /// <summary>The reason.</summary>
    public QdrantFailure Failure { get; }

    /// <summary>The HTTP status, where one came.</summary>
    public int? Status { get; }
}
