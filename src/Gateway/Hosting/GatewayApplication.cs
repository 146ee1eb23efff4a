using Microsoft.AspNetCore.Server.Kestrel.Core;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Guards;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Policies;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Webhooks;
using SecurityDecisioning.Yarp;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>The proxy as a web application: one line per stage, in the order of the data flow.</summary>
internal static class GatewayApplication
{
    private const string ShippedConfiguration = "gateway.json";

    public static WebApplication Build(GatewaySettings settings, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(GatewayApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        Configure(builder.Configuration, settings);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.AddSingleton(settings).AddSingleton(time).AddMetrics();
        // The console's keys lie in a folder that only its owner may read; ASP.NET warns of that at each first start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        var keys = KeyFolder.Of(settings);
        builder.Services
            .AddEventLog(builder.Configuration, settings, keys)
            .AddFold(keys)
            .AddScoring(settings)
            .AddPolicies(builder.Configuration, settings)
            .AddEngine()
            .AddRecords(builder.Configuration, settings)
            .AddGuards(builder.Configuration, settings)
            .AddEnrichment(builder.Configuration, settings)
            .AddEnforcement(builder.Configuration, settings, keys)
            .AddWebhooks(builder.Configuration)
            .AddPeers()
            .AddSnapshots(builder.Configuration, settings, keys)
            .AddHealth();
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

        var app = builder.Build();
        // Nobody asks for it by name: it is there for whoever collects metrics.
        _ = app.Services.GetRequiredService<FeaturesMetrics>();
        app.UseMiddleware<ReadinessGate>();
        app.UseMiddleware<AnswerIds>();
        app.MapHealth();
        app.MapSecurityDecisioningProxy();
        return app;
    }

    private static void Configure(ConfigurationManager configuration, GatewaySettings settings)
    {
        configuration.Sources.Clear();
        configuration.AddJsonFile(settings.ConfigurationFile ?? Path.Combine(AppContext.BaseDirectory, ShippedConfiguration));
        configuration.AddEnvironmentVariables("SD_");
        if (settings.Upstream is not { } upstream)
        {
            return;
        }

        var moved = new Dictionary<string, string?>();
        foreach (var cluster in configuration.GetSection("ReverseProxy:Clusters").GetChildren())
        {
            foreach (var destination in cluster.GetSection("Destinations").GetChildren())
            {
                moved[$"{destination.Path}:Address"] = upstream.ToString();
            }
        }

        configuration.AddInMemoryCollection(moved);
    }

    private static void Listen(KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        // Upstreams have their own idea of how large a body may be, and bodies stream through.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(settings.Address, settings.GatewayPort, listen =>
        {
            if (settings is { TlsCertificate: { } certificate, TlsKey: { } key })
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                var hellos = kestrel.ApplicationServices.GetRequiredService<TlsHellos>();
                listen.UseHttps(TlsCertificates.Load(certificate, key), https => https.TlsClientHelloBytesCallback = hellos.Read);
            }
        });
        if (settings.Http2Port > 0)
        {
            kestrel.Listen(settings.Address, settings.Http2Port, listen => listen.Protocols = HttpProtocols.Http2);
        }
    }
}
