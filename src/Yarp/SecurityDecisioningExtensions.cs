using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tokens;
using Yarp.ReverseProxy.Configuration;

namespace SecurityDecisioning.Yarp;

/// <summary>Adds the enforcement point to a YARP application.</summary>
public static class SecurityDecisioningExtensions
{
    /// <summary>
    /// Registers the enforcement point; its settings are the section <c>SecurityDecisioning</c> of
    /// <paramref name="configuration"/>. The application registers a <see cref="DecisionEngine"/> and an
    /// <see cref="IDecisionSink"/>.
    /// </summary>
    public static IServiceCollection AddSecurityDecisioning(
        this IServiceCollection services, IConfiguration configuration, Action<SecurityDecisioningOptions>? configure = null)
    {
        var options = services.AddOptions<SecurityDecisioningOptions>()
            .Bind(configuration.GetSection(SecurityDecisioningOptions.Section))
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SecurityDecisioningOptions>, OptionsRules>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<YarpMetrics>();
        services.TryAddSingleton<FailureLog>();
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PathReading>());
        AddExtraction(services);
        AddEnforcement(services);
        return services;
    }

    /// <summary>
    /// Maps the challenge's answer and the proxy with the enforcement point in front of YARP's own steps, all in the right
    /// order. <paramref name="configure"/> adds steps after ours and before YARP's.
    /// </summary>
    public static IEndpointConventionBuilder MapSecurityDecisioningProxy(
        this IEndpointRouteBuilder endpoints, Action<IReverseProxyApplicationBuilder>? configure = null)
    {
        endpoints.MapSecurityDecisioningChallenge();
        return endpoints.MapReverseProxy(proxy =>
        {
            proxy.UseSecurityDecisioning();
            configure?.Invoke(proxy);
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>Maps where challenges are answered, ahead of any proxy route.</summary>
    public static IEndpointConventionBuilder MapSecurityDecisioningChallenge(this IEndpointRouteBuilder endpoints)
    {
        var answers = endpoints.ServiceProvider.GetRequiredService<ChallengeAnswerEndpoint>();
        return endpoints.Map(OwnPaths.ChallengeAnswer, answers.HandleAsync).WithOrder(int.MinValue);
    }

    /// <summary>Adds the enforcement point to a proxy pipeline; it belongs before every other step.</summary>
    public static IReverseProxyApplicationBuilder UseSecurityDecisioning(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<SecurityDecisioningMiddleware>();
        return proxy;
    }

    private static void AddExtraction(IServiceCollection services)
    {
        services.TryAddSingleton(s => new Pseudonymizer(Options(s).PseudonymKey));
        services.TryAddSingleton(s => new SigningKeys(Options(s).TokenKey));
        services.TryAddSingleton(s => new SessionDirectory(Options(s).SessionCapacity));
        services.TryAddSingleton<SignalExtractor>();
        services.TryAddSingleton<ForwardedHeader>();
        services.TryAddSingleton<RouteSettingsCache>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProxyConfigFilter, RouteMetadataFilter>());
    }

    private static void AddEnforcement(IServiceCollection services)
    {
        services.TryAddSingleton(s => DecisionPoint.Of(s.GetRequiredService<DecisionEngine>()));
        services.TryAddSingleton<DecisionGate>();
        services.TryAddSingleton<RiskHeaders>();
        services.TryAddSingleton<ObligationHeaders>();
        services.TryAddSingleton<DeviceCookie>();
        services.TryAddSingleton<StepUp>();
        services.TryAddSingleton<Challenger>();
        services.TryAddSingleton<Enforcer>();
        services.TryAddSingleton<OutcomeBuilder>();
        services.TryAddSingleton<ChallengeAnswerEndpoint>();
    }

    private static SecurityDecisioningOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SecurityDecisioningOptions>>().Value;
}
