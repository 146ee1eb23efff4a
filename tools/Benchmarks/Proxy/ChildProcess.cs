using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>A server under measurement, in a process of its own, gone when disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output;

    private ChildProcess(Process process, List<string> output)
    {
        _process = process;
        _output = output;
        Clock = new ProcessClock(process);
    }

    public ProcessClock Clock { get; }

    /// <summary>The first lines that it wrote.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>Starts <paramref name="dll"/> and waits until <paramref name="ready"/> answers 200.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not answer within 60 s.</exception>
    public static async Task<ChildProcess> StartAsync(string dll, IEnumerable<string> arguments, Uri ready)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(dll);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var output = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var child = new ChildProcess(process, output);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 240; attempt++)
        {
            if (process.HasExited)
            {
                break;
            }

            if (await AnswersAsync(client, ready))
            {
                return child;
            }

            await Task.Delay(250);
        }

        child.Dispose();
        throw new InvalidOperationException($"{Path.GetFileName(dll)} did not come up:\n{string.Join('\n', output)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri ready)
    {
        try
        {
            using var response = await client.GetAsync(ready);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private static void Keep(List<string> output, string? line)
    {
        lock (output)
        {
            if (line is not null && output.Count < 50)
            {
                output.Add(line);
            }
        }
    }
}
