using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Features;

/// <summary>A <see cref="FeatureStore"/>'s state as metrics; read when they are collected, so they cost the fold nothing.</summary>
public sealed class FeaturesMetrics : IDisposable
{
    public const string MeterName = "SecurityDecisioning.Features";

    private readonly Meter _meter;
    private readonly FeatureStore _store;

    public FeaturesMetrics(IMeterFactory meters, FeatureStore store)
    {
        _store = store;
        _meter = meters.Create(MeterName);
        _meter.CreateObservableUpDownCounter(
            "sd.features.entities", EntitiesByKind, "{entity}", "Entities held, by kind.");
        _meter.CreateObservableUpDownCounter("sd.features.memory", () => store.Status().Bytes, "By", "Memory of the feature store.");
        _meter.CreateObservableCounter("sd.features.events", Events, "{event}", "Events given to the fold, by what became of them.");
        _meter.CreateObservableCounter(
            "sd.features.evictions", () => store.Status().Evicted, "{entity}", "Entities forgotten to make room.");
        _meter.CreateObservableCounter(
            "sd.features.refusals", () => store.Status().Refused, "{entity}", "Entities not taken in: all room is pinned.");
    }

    public void Dispose() => _meter.Dispose();

    private Measurement<long>[] EntitiesByKind()
    {
        var status = _store.Status();
        return
        [
            Of(status.Accounts, "kind", "account"), Of(status.Sessions, "kind", "session"), Of(status.Devices, "kind", "device"),
            Of(status.Ips, "kind", "ip"), Of(status.Networks, "kind", "network"), Of(status.ApiKeys, "kind", "api_key"),
            Of(status.AccountNetworks, "kind", "account_network"), Of(status.Shared, "kind", "shared"),
        ];
    }

    private Measurement<long>[] Events()
    {
        var status = _store.Status();
        return
        [
            Of(status.Applied, "result", "applied"), Of(status.Duplicates, "result", "duplicate"),
            Of(status.TooLate, "result", "late"), Of(status.Clamped, "result", "clamped"),
        ];
    }

    private static Measurement<long> Of(long value, string tag, string name) =>
        new(value, new KeyValuePair<string, object?>(tag, name));
}
