using System.Diagnostics;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>
/// Plays a scenario against a real gateway, in its own time: each step is sent when it is due, each client does one thing at a
/// time, and neither rate nor concurrency go past their limits. Ends by itself.
/// </summary>
public sealed class HttpTraffic
{
    private readonly HttpTrafficOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<int, Browser> _browsers = [];
    private readonly HashSet<int> _emptyHanded = [];

    /// <exception cref="ArgumentException">An option is out of its range, or the target is not ours to load.</exception>
    public HttpTraffic(HttpTrafficOptions options, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _time = time;
    }

    /// <param name="scenario">What is played.</param>
    /// <param name="onResult">Told of each step that was sent; called by one thread at a time.</param>
    /// <param name="onProgress">Told how far the scenario is, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    public async Task RunAsync(
        Scenario scenario, Action<StepResult> onResult, Action<double> onProgress, CancellationToken cancellationToken)
    {
        using var connections = new SourceConnections(_options.Gateway.IsLoopback && OperatingSystem.IsLinux());
        using var slots = new SemaphoreSlim(_options.Concurrency);
        var sender = new StepSender(_options, connections, _time);
        var gate = new Lock();
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task>();
        long sent = 0;
        foreach (var step in scenario.Steps())
        {
            if (sent >= _options.MaxRequests || cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await WaitAsync(Math.Max(step.AtMs, sent * 1000.0 / _options.Rate), started, cancellationToken);
            var browser = BrowserOf(step.Client);
            if (step.Kind == StepKind.StealSession)
            {
                await Steal(step, browser);
                continue;
            }

            if (_emptyHanded.Contains(step.Actor.Id))
            {
                continue;
            }

            await slots.WaitAsync(cancellationToken);
            sent++;
            var before = browser.Last;
            browser.Last = Task.Run(
                async () =>
                {
                    try
                    {
                        await before;
                        var result = await sender.SendAsync(step, browser, cancellationToken);
                        lock (gate)
                        {
                            onResult(result);
                        }
                    }
                    finally
                    {
                        slots.Release();
                    }
                },
                CancellationToken.None);
            running.Add(browser.Last);
            if (running.Count >= _options.Concurrency * 4)
            {
                running.RemoveAll(t => t.IsCompletedSuccessfully);
            }

            onProgress((double)step.AtMs / scenario.Pace.DurationMs);
        }

        await Task.WhenAll(running);
        onProgress(1);
    }

    /// <summary>A thief waits for what the victim is doing; without loot the theft does not take place.</summary>
    private async Task Steal(Step step, Browser thief)
    {
        var victim = BrowserOf(step.Victim!);
        await victim.Last;
        if (!thief.Jar.StealFrom(victim.Jar, step.WholeJar))
        {
            _emptyHanded.Add(step.Actor.Id);
        }
    }

    private async Task WaitAsync(double atMs, long started, CancellationToken cancellationToken)
    {
        var early = atMs - Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (early >= 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(early), _time, cancellationToken);
        }
    }

    private Browser BrowserOf(Client client)
    {
        if (!_browsers.TryGetValue(client.Id, out var browser))
        {
            _browsers.Add(client.Id, browser = new Browser());
        }

        return browser;
    }
}
