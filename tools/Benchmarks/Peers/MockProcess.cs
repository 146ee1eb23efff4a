using System.Diagnostics;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>The process of <see cref="MockBrokers"/>; gone when disposed.</summary>
internal sealed class MockProcess : IDisposable
{
    private readonly Process _process;

    private MockProcess(Process process, string servers)
    {
        _process = process;
        Servers = servers;
    }

    /// <summary><c>host:port</c>, separated by commas.</summary>
    public string Servers { get; }

    /// <exception cref="InvalidOperationException">It did not come up: the native client is missing.</exception>
    public static async Task<MockProcess> StartAsync(string topicPrefix)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(MockProcess).Assembly.Location);
        start.ArgumentList.Add("brokers");
        start.ArgumentList.Add(topicPrefix);
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() is { Length: > 0 } servers
            ? new MockProcess(process, servers)
            : throw new InvalidOperationException("the mock cluster did not come up: build the native client with build/kafka-native.sh");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
