using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>What takes policies and versions back by itself.</summary>
internal static class GuardRegistrations
{
    private const string Counts = "guards.counts";

    public static IServiceCollection AddGuards(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings)
    {
        services.AddSingleton(GuardSettings.Read(configuration));
        services.AddSingleton(s =>
        {
            var (lifecycle, guards) = (s.GetRequiredService<PolicyLifecycle>(), s.GetRequiredService<GuardSettings>());
            return new GuardBook(
                Path.Combine(settings.DataFolder, Counts),
                s.GetRequiredService<IRecordLog>().Origin,
                policy => HasBudget(lifecycle.Rollout, policy, guards),
                hash => lifecycle.Rollout.Live.Hash == hash || lifecycle.Rollout.Staged?.Hash == hash);
        });
        services.AddSingleton<GuardMetrics>().AddSingleton<DecisionGuardProjection>().AddSingleton<VerdictGuardProjection>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<DecisionGuardProjection>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<VerdictGuardProjection>());
        return services.AddSingleton<GuardCases>().AddSingleton<BudgetGuard>().AddSingleton<CanaryGuard>().AddSingleton<PolicyGuards>();
    }

    private static bool HasBudget(PolicyRollout rollout, string policy, GuardSettings guards) =>
        guards.DefaultBudget is not null
        || rollout.Live.Policies.Concat(rollout.Staged?.Policies ?? []).Any(p => p.Name == policy && p.Budget is not null);
}
