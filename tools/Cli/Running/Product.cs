using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Cli.Running;

/// <summary>Shop, gateway and console together, started in order, stopped together.</summary>
internal sealed class Product(GatewaySettings settings, int shopPort, bool json)
{
    /// <returns>0 after Ctrl-C, 1 where a part ended by itself.</returns>
    /// <exception cref="StartupException">A part cannot start; the message is one clear line.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        StartupChecks.DataFolderIsWritable(settings.DataFolder);
        StartupChecks.PortIsFree(settings.Address, settings.GatewayPort, "--gateway-port");
        StartupChecks.PortIsFree(settings.ConsoleAddress, settings.ConsolePort, "--console-port");
        await using var shop = settings.Upstream is null ? await StartShopAsync(cancellationToken) : null;
        var upstream = settings.Upstream ?? shop!.Address;
        await StartupChecks.UpstreamAnswersAsync(upstream, cancellationToken);
        await using var host = await GatewayHost.StartAsync(
            settings with { Upstream = upstream, CountryFile = settings.CountryFile ?? SimulatedCountries() },
            cancellationToken: cancellationToken);
        await Welcome.PrintAsync(host, shop?.Address, settings, json);

        var stopped = host.UntilStoppedAsync(cancellationToken);
        var ended = shop?.Ended ?? Task.Delay(Timeout.Infinite, cancellationToken);
        if (await Task.WhenAny(stopped, ended) == stopped || cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        await System.Console.Error.WriteLineAsync(
            $"the demo shop ended by itself; everything stops. Its log is {Path.Combine(settings.DataFolder, "shop", "shop.log")}");
        return 1;
    }

    /// <summary>The simulator's visitors come from loopback networks; with the shop in front of us they are given countries.</summary>
    private string? SimulatedCountries()
    {
        var file = Path.Combine(ProductHome.Find(), "samples", "sim-countries.csv");
        return settings.Upstream is null && File.Exists(file) ? file : null;
    }

    private Task<Shop> StartShopAsync(CancellationToken cancellationToken)
    {
        StartupChecks.PortIsFree(settings.Address, shopPort, "--shop-port");
        return Shop.StartAsync(shopPort, Path.Combine(settings.DataFolder, "shop"), cancellationToken);
    }
}
