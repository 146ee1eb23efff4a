using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Sinks;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.Yarp;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>One registration per stage. Whatever can fail at start does so here, before a request is taken.</summary>
internal static class StageRegistrations
{
    public static IServiceCollection AddEventLog(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings, KeyFolder keys)
    {
        var log = LogSettings.Read(configuration);
        services.AddSingleton(log);
        services.AddSingleton(s => new StreamsMetrics(s.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(s => OpenLog(log, Path.Combine(settings.DataFolder, "log"), keys, s));
        services.AddSingleton<SinkMetrics>().AddSingleton<LogDamage>();
        return services.AddSingleton<IDecisionSink, LogDecisionSink>();
    }

    public static IServiceCollection AddFold(this IServiceCollection services, KeyFolder keys)
    {
        var seed = BinaryPrimitives.ReadUInt64LittleEndian(keys.Get("fold"));
        services.AddSingleton<FeaturesMetrics>();
        services.AddSingleton(new FeatureStoreOptions { HashSeed = seed });
        return services.AddSingleton(s => new FeatureStore(s.GetRequiredService<FeatureStoreOptions>()));
    }

    public static IServiceCollection AddScoring(this IServiceCollection services, GatewaySettings settings)
    {
        var model = settings.ModelFolder is { } folder ? RiskModel.Load(folder) : null;
        return services.AddSingleton(new RiskRanker(DetectorSet.Default, model));
    }

    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        var options = new EngineOptions();
        services.AddSingleton(options);
        services.AddSingleton(s =>
        {
            var features = s.GetRequiredService<FeatureStore>();
            return new RestrictionIndex(options.MaxRestrictions, (entity, stands) => features.SetPinned(entity, stands));
        });
        services.AddSingleton<SnoozeIndex>(static _ => new SnoozeIndex());
        services.AddSingleton<EngineMetrics>();
        return services.AddSingleton(s =>
        {
            return new DecisionEngine(
                s.GetRequiredService<FeatureStore>(),
                s.GetRequiredService<RiskRanker>(),
                s.GetRequiredService<PolicyLifecycle>().Rollout,
                s.GetRequiredService<RestrictionIndex>(),
                s.GetRequiredService<EngineOptions>(),
                s.GetRequiredService<EngineMetrics>(),
                s.GetRequiredService<SnoozeIndex>());
        });
    }

    public static IServiceCollection AddEnforcement(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings, KeyFolder keys)
    {
        var (pseudonyms, tokens) = (keys.Get("pseudonyms"), keys.Get("tokens"));
        services.AddOptions<SecurityDecisioningOptions>()
            .Configure<EnrichmentSource>((options, enrichment) => options.Enrich = enrichment.Enrich);
        return services.AddSecurityDecisioning(configuration, options =>
        {
            options.PseudonymKey = pseudonyms;
            options.TokenKey = tokens;
            foreach (var proxy in settings.TrustedProxies)
            {
                options.TrustedProxies.Add(proxy);
            }
        });
    }

    public static IServiceCollection AddEnrichment(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings)
    {
        var enrichment = EnrichmentRules.Read(configuration);
        var countries = CountryFile.Load(settings.CountryFile);
        var folder = settings.ConfigurationFile is { } file ? Path.GetDirectoryName(file)! : Environment.CurrentDirectory;
        var files = EnrichmentFiles.Of(enrichment, folder, Path.Combine(settings.DataFolder, "scratch"));
        services.AddSingleton<EnrichmentMetrics>().AddSingleton<TlsHellos>();
        return services.AddSingleton(s => new EnrichmentSource(
            files,
            countries,
            enrichment.CheckEvery,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<EnrichmentMetrics>(),
            s.GetRequiredService<ILogger<EnrichmentSource>>()));
    }

    public static IServiceCollection AddPeers(this IServiceCollection services) =>
        services.AddSingleton<PeerCursors>().AddSingleton<PeerState>().AddSingleton<PeerMetrics>()
            .AddSingleton<PeerEvents>().AddSingleton<PeerLedger>().AddSingleton<PeerRestrictions>()
            .AddSingleton<PeerCases>().AddSingleton<PeerReviews>().AddSingleton<PeerLink>()
            .AddSingleton<StateReporter>();

    public static IServiceCollection AddSnapshots(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings, KeyFolder keys)
    {
        var isShared = LogSettings.Read(configuration).Kafka.IsSet;
        if (settings.JoinFrom is not null && !isShared)
        {
            throw new StartupException("--join needs a cluster that this gateway shares with others (SecurityDecisioning:Log:Kafka)");
        }

        var folder = new SnapshotFolder(Path.Combine(settings.DataFolder, "snapshots"), isShared ? keys.Snapshots() : default);
        return services.AddSingleton(folder)
            .AddSingleton<SnapshotState>().AddSingleton<SnapshotTaker>()
            .AddSingleton(s => new OrderWatch(
                Math.Max(1, settings.ParityRate), () => s.GetRequiredService<IRecordLog>().EndOffset(Topic.Events)))
            .AddSingleton<OrderEpochs>().AddSingleton<ParityState>().AddSingleton<ParityCheck>().AddSingleton<SnapshotSchedule>();
    }

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<StateRecovery>().AddSingleton<Readiness>().AddSingleton<Recovery>().AddSingleton<HealthReporter>()
            .AddSingleton(s => new CachedHealth(
                () => HealthSummary.Of(s.GetRequiredService<HealthReporter>().Report()),
                () => s.GetRequiredService<Readiness>().IsReady,
                s.GetRequiredService<TimeProvider>()));

    private static IRecordLog OpenLog(LogSettings settings, string folder, KeyFolder keys, IServiceProvider services)
    {
        var local = settings.LocalOptions(folder);
        var (time, metrics) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<StreamsMetrics>());
        return settings.Kafka.IsSet
            ? KafkaRecordLog.Open(
                local,
                settings.Kafka.Options([]) with { Key = keys.Fleet() },
                time,
                services.GetRequiredService<ILogger<KafkaRecordLog>>(),
                metrics)
            : LocalSegmentLog.Open(local, time, services.GetRequiredService<ILogger<LocalSegmentLog>>(), metrics);
    }
}
