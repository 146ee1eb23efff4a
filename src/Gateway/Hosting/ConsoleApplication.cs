using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Review.Snoozes;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>The console beside the proxy: services of its own, the proxy's stores by instance.</summary>
internal static class ConsoleApplication
{
    public static WebApplication Build(GatewaySettings settings, IServiceProvider proxy, ConsoleUsers users)
    {
        var options = new ConsoleOptions
        {
            Address = settings.ConsoleAddress,
            Port = settings.ConsolePort,
            DataFolder = Path.Combine(settings.DataFolder, "console"),
        };
        var health = proxy.GetRequiredService<HealthReporter>();
        var stores = new ConsoleStores
        {
            Decisions = proxy.GetRequiredService<IDecisionRecords>(),
            Decode = static record => DecisionCodec.Read(record.Span),
            Ledger = proxy.GetRequiredService<IRestrictionLedger>(),
            Desk = proxy.GetRequiredService<RestrictionDesk>(),
            Cases = proxy.GetRequiredService<ICaseLedger>(),
            CaseDesk = proxy.GetRequiredService<CaseDesk>(),
            SnoozeDesk = proxy.GetRequiredService<SnoozeDesk>(),
            Policies = proxy.GetRequiredService<PolicyLifecycle>(),
            Health = () => ConsoleHealth.Of(health.Report()),
        };
        var console = ConsoleHost.Build(
            options, stores, users, proxy.GetRequiredService<TimeProvider>(), proxy.GetRequiredService<ILoggerFactory>());
        console.MapState(proxy.GetRequiredService<StateReporter>());
        return console;
    }
}
