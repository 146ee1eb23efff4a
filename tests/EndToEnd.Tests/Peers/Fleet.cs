using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.EndToEnd.Tests.Peers;

/// <summary>
/// Gateways in processes of their own that share one cluster, one shop and one set of keys. They decide by triage rules unless
/// asked for the shipped model: what that makes of the pauses between two requests differs from run to run.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Partitions = 4;
    private const int MostLooks = 1_200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Topics = ["events", "decisions", "restrictions", "policies", "models", "verdicts"];

    private readonly TempFolder _folder = new();
    private readonly List<GatewayProcess> _gateways = [];
    private readonly string[] _model;
    private readonly Uri _shopAddress = new($"http://127.0.0.1:{FreePorts.Next()}");
    private Process? _shop;

    private Fleet(bool withModel) => _model = withModel ? [] : ["--model", "none"];

    public MockKafka Cluster { get; } = new();

    public IReadOnlyList<GatewayProcess> Gateways => _gateways;

    public static async Task<Fleet> StartAsync(int gateways, bool withModel = false)
    {
        var fleet = new Fleet(withModel);
        try
        {
            foreach (var topic in Topics)
            {
                fleet.Cluster.CreateTopic($"sd.{topic}", Partitions);
            }

            await fleet.StartShopAsync();
            for (var i = 0; i < gateways; i++)
            {
                await fleet.JoinAsync();
            }

            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more gateway, with an empty folder, or with a peer's snapshots to begin with.</summary>
    public async Task<GatewayProcess> JoinAsync(string? keys = null, string? from = null)
    {
        string[] join = from is null ? [] : ["--join", from];
        var gateway = new GatewayProcess(
            _folder[$"gateway-{_gateways.Count}"], keys ?? Keys("keys"), Configuration(), _shopAddress,
            [.. _model, "--snapshot-interval", "00:00:10", .. join]);
        _gateways.Add(gateway);
        await gateway.StartAsync();
        return gateway;
    }

    /// <summary>A folder with keys, made where it is not there.</summary>
    public string Keys(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (var key in new[] { "pseudonyms", "fold", "tokens" })
        {
            var path = Path.Combine(_folder[name], $"{key}.key");
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(32));
            }
        }

        return _folder[name];
    }

    /// <summary>Waits until all have sent and read everything; returns their state hashes.</summary>
    public async Task<IReadOnlyList<string>> SettledAsync()
    {
        JsonNode[] states = [];
        for (var look = 0; look < MostLooks; look++)
        {
            states = await Task.WhenAll(_gateways.Select(g => g.StateAsync()));
            if (states.All(s => (long)s["unsent"]! == 0) && states.Select(s => (long)s["passed"]!).Distinct().Count() == 1
                && states.Select(s => (string)s["hash"]!).Distinct().Count() == 1)
            {
                return [.. states.Select(s => (string)s["hash"]!)];
            }

            await Task.Delay(BetweenLooks);
        }

        throw new AssertionException(
            "gateways do not come to know the same:\n" + string.Join("\n", states.Select(s => s.ToJsonString())));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        if (_shop is not null)
        {
            _shop.StandardInput.Close();
            await _shop.WaitForExitAsync();
            _shop.Dispose();
        }

        Cluster.Dispose();
        _folder.Dispose();
    }

    private string Configuration()
    {
        var path = _folder["gateway.json"];
        var shipped = JsonNode.Parse(File.ReadAllText(Repository.File("src", "Gateway", "gateway.json")))!;
        shipped["SecurityDecisioning"]!["Log"] = new JsonObject
        {
            ["Kafka"] = new JsonObject { ["Servers"] = Cluster.Servers, ["CreateTopics"] = false },
        };
        File.WriteAllText(path, shipped.ToJsonString());
        return path;
    }

    private async Task StartShopAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true };
        string[] arguments =
        [
            Repository.Built("SecurityDecisioning.DemoShop", "SecurityDecisioning.DemoShop.dll"), "--port", $"{_shopAddress.Port}",
            "--data", _folder["shop"], "--end-with-stdin",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _shop = Process.Start(start)!;
        using var client = new HttpClient { BaseAddress = _shopAddress, Timeout = TimeSpan.FromSeconds(2) };
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var answer = await client.GetAsync("/healthz");
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            "the shop is up");
    }
}
