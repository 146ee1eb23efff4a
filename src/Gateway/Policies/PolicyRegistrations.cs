using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>Policies: the watched folder, the versions of it, and what joins them to the log.</summary>
internal static class PolicyRegistrations
{
    public static IServiceCollection AddPolicies(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings)
    {
        var policies = PolicySettings.Read(configuration);
        services.AddSingleton(policies).AddSingleton<PolicyMetrics>();
        services.AddSingleton(s => new WatchedFolder(
            new WatchedFolderOptions { Folder = settings.PolicyFolder },
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<WatchedFolder>>(),
            s.GetRequiredService<PolicyMetrics>()));
        services.AddSingleton(new VersionStore(Path.Combine(settings.DataFolder, "policies")));
        services.AddSingleton<LogPolicyJournal>().AddSingleton<FolderReader>();
        services.AddSingleton(s => new PolicyLifecycle(
            policies.Options(),
            s.GetRequiredService<VersionStore>(),
            s.GetRequiredService<LogPolicyJournal>().WriteAsync,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<PolicyLifecycle>>(),
            s.GetRequiredService<PolicyMetrics>()));
        return services.AddSingleton<PeerPolicies>().AddSingleton<PolicyLink>();
    }
}
