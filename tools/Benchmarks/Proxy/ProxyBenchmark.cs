namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>
/// The gateway with everything on beside bare YARP with the same routes, same upstream, same traffic, in turns within one run.
/// One connection shows the added latency; many show the rate; processor time per request is what a request costs whatever
/// else shares the machine.
/// </summary>
internal static class ProxyBenchmark
{
    private const int UpstreamPort = 18990;
    private const int BarePort = 18991;
    private const int GatewayPort = 18992;
    private const int ConsolePort = 18993;

    public static async Task<ProxyFigures> RunAsync(string root, int rounds, TimeSpan length)
    {
        var self = typeof(ProxyBenchmark).Assembly.Location;
        var gateway = Path.Combine(root, "artifacts", "bin", "SecurityDecisioning.Gateway", "release", "SecurityDecisioning.Gateway.dll");
        var settings = Path.Combine(root, "src", "Gateway", "gateway.json");
        var script = Path.Combine(root, "tools", "Benchmarks", "Proxy", "traffic.lua");
        var data = Directory.CreateTempSubdirectory("sd-bench-").FullName;
        var upstream = $"http://127.0.0.1:{UpstreamPort}";
        try
        {
            using var app = await ChildProcess.StartAsync(self, ["upstream", $"{UpstreamPort}"], new Uri(upstream));
            using var bare = await ChildProcess.StartAsync(
                self, ["bare", $"{BarePort}", settings, upstream], new Uri($"http://127.0.0.1:{BarePort}/"));
            using var full = await ChildProcess.StartAsync(
                gateway,
                [
                    "--gateway-port", $"{GatewayPort}", "--console-port", $"{ConsolePort}", "--upstream", upstream,
                    "--data", data, "--trusted-proxy", "127.0.0.1/32",
                ],
                new Uri($"http://127.0.0.1:{GatewayPort}/.sd/health"));
            var visitors = Path.Combine(data, "visitors.lua");
            await Visitors.WriteAsync(new Uri($"http://127.0.0.1:{GatewayPort}/"), visitors);
            Environment.SetEnvironmentVariable("SD_VISITORS", visitors);
            var turns = new ProxyTurns(script, (bare, BarePort), (full, GatewayPort));
            await turns.WarmUpAsync();
            var single = await turns.RunAsync(connections: 1, rounds, length);
            var many = await turns.RunAsync(connections: 32, rounds, length);
            return new ProxyFigures(single, many, full.Clock.ResidentBytes);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
