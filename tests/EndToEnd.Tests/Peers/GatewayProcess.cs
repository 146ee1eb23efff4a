using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.EndToEnd.Tests.Peers;

/// <summary>One gateway of several, in a process of its own: the executable, as it runs on a machine of its own.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly StringBuilder _output = new();
    private readonly HttpClient _console;
    private Process? _process;

    public GatewayProcess(string data, string keys, string configuration, Uri upstream, params string[] more)
    {
        var (port, consolePort) = (FreePorts.Next(), FreePorts.Next());
        Address = new Uri($"http://127.0.0.1:{port}");
        Console = new Uri($"http://127.0.0.1:{consolePort}");
        Data = data;
        _console = new HttpClient { BaseAddress = Console, Timeout = TimeSpan.FromSeconds(30) };
        _arguments =
        [
            Repository.Built("SecurityDecisioning.Gateway", "SecurityDecisioning.Gateway.dll"), "--gateway-port", $"{port}",
            "--console-port", $"{consolePort}", "--data", data, "--keys", keys, "--config", configuration, "--upstream",
            upstream.ToString(), .. more,
        ];
    }

    public Uri Address { get; }

    public Uri Console { get; }

    public string Data { get; }

    public string SnapshotFolder => Path.Combine(Data, "snapshots");

    /// <summary>Whole snapshots that it has written.</summary>
    public string[] Snapshots() => Directory.Exists(SnapshotFolder) ? Directory.GetFiles(SnapshotFolder, "*.sds") : [];

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

    /// <summary>The console's first password, as it was printed at the first start.</summary>
    public string FirstPassword => Password().Match(Output).Groups[1].Value;

    /// <summary>Starts it, or starts it again on the same folder and ports, and waits until it decides.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in _arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SD_HOME"] = Repository.Root;
        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var attempt = 0; attempt < 600 && !_process.HasExited; attempt++)
        {
            if (await AnswersAsync())
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new AssertionException($"a gateway did not come up:\n{Output}");
    }

    /// <summary>kill -9 of this process and no other.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>What it knows, by its own word.</summary>
    public async Task<JsonNode> StateAsync() => JsonNode.Parse(await _console.GetStringAsync("/state"))!;

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _process = null;
        _console.Dispose();
    }

    [GeneratedRegex(@"password: (\S+)")]
    private static partial Regex Password();

    /// <summary>The gateway decides, and the console behind it is up.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
            using var health = await client.GetAsync("/.sd/health");
            return health.StatusCode == HttpStatusCode.OK && await StateAsync() is not null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
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
