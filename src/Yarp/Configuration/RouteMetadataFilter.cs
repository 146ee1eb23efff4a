using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Refuses a proxy configuration with wrong metadata: a first load does not start, a reload keeps the old one.</summary>
internal sealed class RouteMetadataFilter(IOptions<SecurityDecisioningOptions> options) : IProxyConfigFilter
{
    private readonly RouteSettingsParser _parser = new(options.Value);

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel)
    {
        var errors = new List<string>();
        _parser.Parse(route.RouteId, route.Metadata, errors);
        return errors.Count == 0
            ? new ValueTask<RouteConfig>(route)
            : throw new InvalidOperationException($"route `{route.RouteId}`: {string.Join("; ", errors)}");
    }
}
