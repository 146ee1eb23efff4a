using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>
/// Settings by route configuration object: a reload makes new objects, so an entry lives exactly as long as its route.
/// </summary>
internal sealed class RouteSettingsCache(IOptions<SecurityDecisioningOptions> options)
{
    private readonly ConditionalWeakTable<RouteConfig, RouteSettings> _settings = [];
    private readonly RouteSettingsParser _parser = new(options.Value);

    public RouteSettings Of(RouteConfig route) =>
        _settings.TryGetValue(route, out var settings) ? settings : _settings.GetValue(route, Compile);

    /// <summary>Errors cannot occur here: <see cref="RouteMetadataFilter"/> has refused what has them.</summary>
    private RouteSettings Compile(RouteConfig route) => _parser.Parse(route.RouteId, route.Metadata, []);
}
