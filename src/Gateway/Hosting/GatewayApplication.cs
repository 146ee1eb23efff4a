using Microsoft.AspNetCore.Server.Kestrel.Core;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;
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
        builder.Services
            .AddEventLog(builder.Configuration, settings)
            .AddFold(settings)
            .AddScoring(settings)
            .AddPolicies(settings)
            .AddEngine()
            .AddRecords(settings)
            .AddEnrichment(builder.Configuration, settings)
            .AddEnforcement(builder.Configuration, settings)
            .AddHealth();
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

        var app = builder.Build();
        app.UseMiddleware<AnswerIds>();
        app.UseMiddleware<ReadinessGate>();
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
