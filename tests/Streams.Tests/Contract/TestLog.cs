using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Tests.Contract;

/// <summary>What the log says, into the test's output: what a failed test in CI is understood from.</summary>
internal sealed class TestLog<T> : ILogger<T>
{
    private readonly TextWriter _output = TestContext.Out;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _output.WriteLine($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
}
