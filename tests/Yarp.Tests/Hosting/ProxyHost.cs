using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Yarp.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>A real upstream behind a real proxy with the enforcement point, both Kestrel on loopback.</summary>
internal sealed class ProxyHost : IAsyncDisposable
{
    private readonly WebApplication _upstream;
    private readonly WebApplication _proxy;

    private ProxyHost(WebApplication upstream, WebApplication proxy, HttpProtocols protocols)
    {
        _upstream = upstream;
        _proxy = proxy;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
        };
        if (protocols == HttpProtocols.Http2)
        {
            Client.DefaultRequestVersion = HttpVersion.Version20;
            Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
    }

    public HttpClient Client { get; }

    public Uri Address => new(_proxy.Urls.First());

    public required RecordingSink Sink { get; init; }

    public required Script Script { get; init; }

    public IServiceProvider Services => _proxy.Services;

    /// <param name="upstream">What the application behind the proxy does.</param>
    /// <param name="metadata">Metadata of the proxy's only route.</param>
    /// <param name="configure">Options.</param>
    /// <param name="protocols">What both ends speak.</param>
    /// <param name="transform">One transform of the route.</param>
    /// <param name="step">A step of the proxy after the enforcement point.</param>
    /// <param name="routes">Routes in the place of the only one.</param>
    public static async Task<ProxyHost> StartAsync(
        RequestDelegate upstream,
        Dictionary<string, string>? metadata = null,
        Action<SecurityDecisioningOptions>? configure = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        IReadOnlyDictionary<string, string>? transform = null,
        Func<HttpContext, Func<Task>, Task>? step = null,
        IReadOnlyList<RouteConfig>? routes = null)
    {
        var app = Build(protocols, _ => { });
        app.UseWebSockets();
        app.Run(upstream);
        await app.StartAsync();

        var sink = new RecordingSink();
        var script = new Script();
        var proxy = Build(protocols, services =>
        {
            services.AddSingleton<IDecisionSink>(sink);
            services.AddSingleton(script.Point);
            services.AddSecurityDecisioning(TestKeys.EmptyConfiguration, options =>
            {
                TestKeys.Set(options);
                options.Challenge.Difficulty = 8;
                configure?.Invoke(options);
            });
            services.AddReverseProxy().LoadFromMemory(routes ?? [Route(metadata, transform)], [Cluster(app.Urls.First(), protocols)]);
        });
        proxy.MapSecurityDecisioningProxy(steps =>
        {
            if (step is not null)
            {
                steps.Use(step);
            }
        });
        await proxy.StartAsync();
        return new ProxyHost(app, proxy, protocols) { Sink = sink, Script = script };
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message)
    {
        message.Version = Client.DefaultRequestVersion;
        message.VersionPolicy = Client.DefaultVersionPolicy;
        return Client.SendAsync(message);
    }

    /// <summary>Asks as a browser that opens a page does.</summary>
    public Task<HttpResponseMessage> BrowseAsync(string path, string cookies = "", HttpMethod? method = null, HttpContent? content = null)
    {
        var message = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        message.Headers.Add("Accept", "text/html,application/xhtml+xml");
        message.Headers.TryAddWithoutValidation("User-Agent", SampleEvents.Browser);
        if (cookies.Length > 0)
        {
            message.Headers.Add("Cookie", cookies);
        }

        return SendAsync(message);
    }

    /// <summary>Stops the upstream, so that the proxy meets a closed port.</summary>
    public Task StopUpstreamAsync() => _upstream.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static RouteConfig Route(Dictionary<string, string>? metadata, IReadOnlyDictionary<string, string>? transform) => new()
    {
        RouteId = "all",
        ClusterId = "app",
        Match = new RouteMatch { Path = "{**path}" },
        Metadata = metadata,
        Transforms = transform is null ? null : [transform],
    };

    private static ClusterConfig Cluster(string address, HttpProtocols protocols) => new()
    {
        ClusterId = "app",
        Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = address } },
        HttpRequest = new ForwarderRequestConfig
        {
            Version = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };

    private static WebApplication Build(HttpProtocols protocols, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
            kestrel.AddServerHeader = false;
        });
        add(builder.Services);
        return builder.Build();
    }
}
