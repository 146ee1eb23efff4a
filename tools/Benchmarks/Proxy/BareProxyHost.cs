using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>YARP and nothing else, with the gateway's own routes: what the gateway is compared with.</summary>
internal static class BareProxyHost
{
    public static Task RunAsync(int port, string settings, string upstream)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddJsonFile(settings);
        builder.Configuration.AddInMemoryCollection(Destinations(builder.Configuration, upstream));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        var app = builder.Build();
        app.MapReverseProxy();
        return app.RunAsync();
    }

    /// <summary>Every destination of every cluster, moved to <paramref name="upstream"/>.</summary>
    private static Dictionary<string, string?> Destinations(ConfigurationManager configuration, string upstream)
    {
        var moved = new Dictionary<string, string?>();
        foreach (var cluster in configuration.GetSection("ReverseProxy:Clusters").GetChildren())
        {
            foreach (var destination in cluster.GetSection("Destinations").GetChildren())
            {
                moved[$"{destination.Path}:Address"] = upstream;
            }
        }

        return moved;
    }
}
