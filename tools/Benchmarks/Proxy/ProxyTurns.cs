namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>Bare, gateway, bare, gateway …: the machine's moods fall on both alike.</summary>
internal sealed class ProxyTurns(string script, (ChildProcess Process, int Port) bare, (ChildProcess Process, int Port) full)
{
    /// <summary>
    /// Load and idle in turns: a saturated core keeps the runtime's background compiler from ever finishing the hot methods.
    /// </summary>
    public async Task WarmUpAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            await Wrk.RunAsync(Target(bare.Port), 16, TimeSpan.FromSeconds(3), script);
            await Wrk.RunAsync(Target(full.Port), 16, TimeSpan.FromSeconds(3), script);
            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    public async Task<ProxyComparison> RunAsync(int connections, int rounds, TimeSpan length)
    {
        var bareTurns = new List<ProxyTurn>();
        var fullTurns = new List<ProxyTurn>();
        for (var i = 0; i < rounds; i++)
        {
            bareTurns.Add(await TurnAsync(bare, connections, length));
            fullTurns.Add(await TurnAsync(full, connections, length));
        }

        return new ProxyComparison(connections, bareTurns, fullTurns);
    }

    private async Task<ProxyTurn> TurnAsync((ChildProcess Process, int Port) host, int connections, TimeSpan length)
    {
        var before = host.Process.Clock.Used;
        var result = await Wrk.RunAsync(Target(host.Port), connections, length, script);
        var used = host.Process.Clock.Used - before;
        return new ProxyTurn(result, used.TotalMicroseconds / Math.Max(1, result.Requests));
    }

    private static Uri Target(int port) => new($"http://127.0.0.1:{port}/");
}
