using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>The receivers of the configuration.</summary>
internal static class WebhookRegistrations
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var (settings, targets) = WebhookSettings.Read(configuration);
        return services.AddSingleton<WebhookMetrics>().AddSingleton(s => new WebhookDelivery(
            settings, targets, s.GetRequiredService<GatewaySettings>(), s.GetRequiredService<IRecordLog>(),
            s.GetRequiredService<LogDamage>(), s.GetRequiredService<WebhookMetrics>(), s.GetRequiredService<PolicyLifecycle>(),
            s.GetRequiredService<RestrictionProjection>(), s.GetRequiredService<IRestrictionLedger>(),
            s.GetRequiredService<IDecisionRecords>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
    }
}
