using System.Diagnostics;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Cli.Running;

/// <summary>
/// The demo shop in a process of its own. It ends when its standard input does, so that it never outlives us, not even after
/// <c>kill -9</c>.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private Shop(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Ended = process.WaitForExitAsync();
    }

    public Uri Address { get; }

    /// <summary>Completes when the shop's process has ended.</summary>
    public Task Ended { get; }

    /// <exception cref="StartupException">It is not built, ended, or did not answer within a minute.</exception>
    public static async Task<Shop> StartAsync(int port, string data, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(data);
        var log = Path.Combine(data, "shop.log");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in new[] { FindDll(), "--port", $"{port}", "--data", data, "--end-with-stdin" })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new StartupException("the demo shop cannot be started: is dotnet on the PATH?");
        _ = CopyAsync(process, log);
        var shop = new Shop(process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await shop.UntilHealthyAsync(log, cancellationToken);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await Ended.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Ended;
        }

        _process.Dispose();
    }

    private static string FindDll()
    {
        const string project = "SecurityDecisioning.DemoShop";
        var beside = Path.Combine(AppContext.BaseDirectory, $"{project}.dll");
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, $"{project}.dll"));
        return File.Exists(built) ? built
            : File.Exists(beside) ? beside
            : throw new StartupException($"the demo shop is not built ({built}); build it, or name an app with --upstream");
    }

    private static async Task CopyAsync(Process process, string log)
    {
        await using var file = new StreamWriter(log, append: false) { AutoFlush = true };
        var gate = new Lock();
        async Task From(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (gate)
                {
                    file.WriteLine(line);
                }
            }
        }

        await Task.WhenAll(From(process.StandardOutput), From(process.StandardError));
    }

    private async Task UntilHealthyAsync(string log, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!_process.HasExited && !patience.IsCancellationRequested)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(Address, "/healthz"), patience.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new StartupException($"the demo shop did not come up; its log is {log}");
    }
}
