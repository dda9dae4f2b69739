using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Coaching.Tests;

/// <summary>Keeps what is logged, exceptions included, for tests to read.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> records = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> Records => records;

    public ILogger CreateLogger(string categoryName) => new Page(records);

    public void Dispose()
    {
    }

    private sealed class Page(ConcurrentQueue<(LogLevel Level, string Text)> records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            records.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
