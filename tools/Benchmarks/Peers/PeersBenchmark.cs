using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Benchmarks.Proxy;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>
/// How long after an analyst's click at one gateway its peer stops the address: two gateways in processes of their own over the
/// mock cluster, once with nothing else to do and once with people on both. The gateways have one policy, about
/// logins, and nobody signs in, so that nothing but the click can stop anybody.
/// </summary>
internal static class PeersBenchmark
{
    private const int UpstreamPort = 18980;
    private const int FirstPort = 18981;
    private const int FirstConsole = 18982;
    private const int SecondPort = 18983;
    private const int SecondConsole = 18984;
    private const int WarmUps = 20;
    private const string Policy = "login-credential-stuffing.yaml";

    /// <summary>Requests a second at each gateway.</summary>
    private const int Rate = 150;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task<PeersFigures> RunAsync(string root, int restrictions)
    {
        var data = Directory.CreateTempSubdirectory("sd-bench-peers-").FullName;
        try
        {
            using var brokers = await MockProcess.StartAsync("sd.");
            var shared = Prepare(root, data, brokers.Servers);
            var upstream = new Uri($"http://127.0.0.1:{UpstreamPort}/");
            var self = typeof(PeersBenchmark).Assembly.Location;
            using var app = await ChildProcess.StartAsync(self, ["upstream", $"{UpstreamPort}"], upstream);
            using var one = await GatewayAsync(root, data, "one", shared, FirstPort, FirstConsole);
            using var other = await GatewayAsync(root, data, "other", shared, SecondPort, SecondConsole);
            using var analyst = await ConsoleClient.SignInAsync(new Uri($"http://127.0.0.1:{FirstConsole}/"), FirstPassword(one));
            using var people = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
            var at = new Uri($"http://127.0.0.1:{SecondPort}/");
            await MeasureAsync(analyst, people, at, "10.200", WarmUps);
            var alone = await MeasureAsync(analyst, people, at, "10.201", restrictions);

            using var stop = new CancellationTokenSource();
            var traffic = Task.WhenAll(
                PacedPeople.RunAsync(people, new Uri($"http://127.0.0.1:{FirstPort}/"), "10.210", Rate, stop.Token),
                PacedPeople.RunAsync(people, at, "10.211", Rate, stop.Token));
            await Task.Delay(Settle);
            var started = Stopwatch.GetTimestamp();
            var (busyOne, busyOther) = (one.Clock.Used, other.Clock.Used);
            var busy = await MeasureAsync(analyst, people, at, "10.202", restrictions);
            var took = Stopwatch.GetElapsedTime(started);
            var cores = (one.Clock.Used - busyOne + (other.Clock.Used - busyOther)).TotalSeconds / took.TotalSeconds;
            await stop.CancelAsync();
            return new PeersFigures(alone, busy, (await traffic).Sum() / (took + Settle).TotalSeconds, cores);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<PeersDelays> MeasureAsync(ConsoleClient analyst, HttpClient people, Uri at, string net, int restrictions)
    {
        var (fromClick, fromAnswer) = (new double[restrictions], new double[restrictions]);
        for (var i = 0; i < restrictions; i++)
        {
            var address = $"{net}.{i / 250}.{i % 250 + 1}";
            if (await PacedPeople.IsStoppedAsync(people, at, address, CancellationToken.None))
            {
                throw new InvalidOperationException($"{address} is stopped before anybody has restricted it");
            }

            var clicked = Stopwatch.GetTimestamp();
            await analyst.ThrottleAsync($"ip:{address}");
            var answered = Stopwatch.GetTimestamp();
            while (!await PacedPeople.IsStoppedAsync(people, at, address, CancellationToken.None))
            {
                if (Stopwatch.GetElapsedTime(clicked) > TimeSpan.FromMinutes(1))
                {
                    throw new InvalidOperationException($"the restriction of {address} does not come to hold at the other gateway");
                }

                await Task.Delay(1);
            }

            (fromClick[i], fromAnswer[i]) =
                (Stopwatch.GetElapsedTime(clicked).TotalMilliseconds, Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        }

        return new PeersDelays(
            restrictions, Percentiles.Median(fromClick), Percentiles.At(fromClick, 0.99), fromClick[^1],
            Percentiles.Median(fromAnswer), Percentiles.At(fromAnswer, 0.99), fromAnswer[^1]);
    }

    /// <summary>Keys that both know, a folder with one policy, and the shipped configuration with the cluster in it.</summary>
    private static (string Keys, string Policies, string Configuration) Prepare(string root, string data, string servers)
    {
        var keys = Directory.CreateDirectory(Path.Combine(data, "keys")).FullName;
        foreach (var key in new[] { "pseudonyms", "fold", "tokens" })
        {
            File.WriteAllBytes(Path.Combine(keys, $"{key}.key"), RandomNumberGenerator.GetBytes(32));
        }

        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "src", "Gateway", "gateway.json")))!;
        settings["SecurityDecisioning"]!["Log"] = new JsonObject
        {
            ["Kafka"] = new JsonObject { ["Servers"] = servers, ["CreateTopics"] = false },
        };
        var configuration = Path.Combine(data, "gateway.json");
        File.WriteAllText(configuration, settings.ToJsonString());
        var policies = Directory.CreateDirectory(Path.Combine(data, "policies")).FullName;
        File.Copy(Path.Combine(root, "policies", Policy), Path.Combine(policies, Policy));
        return (keys, policies, configuration);
    }

    private static Task<ChildProcess> GatewayAsync(
        string root, string data, string name, (string Keys, string Policies, string Configuration) shared, int port, int console) =>
        ChildProcess.StartAsync(
            Path.Combine(root, "artifacts", "bin", "SecurityDecisioning.Gateway", "release", "SecurityDecisioning.Gateway.dll"),
            [
                "--gateway-port", $"{port}", "--console-port", $"{console}", "--upstream", $"http://127.0.0.1:{UpstreamPort}",
                "--data", Path.Combine(data, name), "--keys", shared.Keys, "--policies", shared.Policies,
                "--config", shared.Configuration, "--trusted-proxy", "127.0.0.1/32",
            ],
            new Uri($"http://127.0.0.1:{port}/.sd/health"));

    private static string FirstPassword(ChildProcess gateway) =>
        gateway.Output.Select(static line => line.Split("password: ", 2)).FirstOrDefault(static parts => parts.Length == 2)?[1]
            .Split(' ')[0] ?? throw new InvalidOperationException("the gateway printed no password");
}
