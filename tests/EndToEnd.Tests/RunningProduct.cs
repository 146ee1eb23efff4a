using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>The whole product as a newcomer starts it (<c>sd run</c>), on free ports and a folder of the test's own.</summary>
internal sealed partial class RunningProduct : IAsyncDisposable
{
    private const string LastWord = "Ctrl-C stops everything.";
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProduct(Process process, string scheme, int gatewayPort, int consolePort, int shopPort)
    {
        _process = process;
        Gateway = new Uri($"{scheme}://127.0.0.1:{gatewayPort}");
        Console = new Uri($"http://127.0.0.1:{consolePort}");
        Shop = new Uri($"http://127.0.0.1:{shopPort}");
    }

    public Uri Gateway { get; }

    public Uri Console { get; }

    public Uri Shop { get; }

    /// <summary>Everything printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The console's first password, as it was printed.</summary>
    public string FirstPassword => Password().Match(Output).Groups[1].Value;

    public static async Task<RunningProduct> StartAsync(string data, params string[] more)
    {
        var product = Launch(data, FreePorts.Next(), FreePorts.Next(), FreePorts.Next(), more);
        try
        {
            await product.UntilReadyAsync();
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and does not wait: for starts that are meant to fail.</summary>
    public static RunningProduct Launch(string data, int gatewayPort, int consolePort, int shopPort, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Repository.Built("SecurityDecisioning.Cli", "sd.dll"), "run", "--gateway-port", $"{gatewayPort}", "--console-port",
            $"{consolePort}", "--shop-port", $"{shopPort}", "--data", data, .. more,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SD_HOME"] = Repository.Root;
        var scheme = more.Contains("--tls-cert") ? "https" : "http";
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var product = new RunningProduct(process, scheme, gatewayPort, consolePort, shopPort);
        process.OutputDataReceived += (_, line) => product.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => product.Keep(line.Data);
        process.Exited += (_, _) => product._ended.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return product;
    }

    /// <summary>Ctrl-C, and the exit code.</summary>
    public Task<int> InterruptAsync() => SignalAsync("INT");

    /// <summary>What a machine that shuts down sends, and the exit code.</summary>
    public Task<int> TerminateAsync() => SignalAsync("TERM");

    /// <summary>kill -9 of the product's own process and no other.</summary>
    public Task<int> KillAsync() => SignalAsync("KILL");

    /// <summary>Waits for the end, at most a minute, and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"password: (\S+)")]
    private static partial Regex Password();

    private async Task<int> SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <summary>The gateway answers, and the welcome's last line is out: then the console is up as well.</summary>
    private async Task UntilReadyAsync()
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Certificates.IsOurs } };
        using var client = new HttpClient(handler) { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 300 && !_process.HasExited; attempt++)
        {
            try
            {
                using var response = await client.GetAsync("/.sd/health");
                if (response.StatusCode == HttpStatusCode.OK && Output.Contains(LastWord, StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }

        throw new AssertionException($"the product did not come up:\n{Output}");
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Length < 1_000_000)
            {
                _output.AppendLine(line);
            }
        }
    }
}
