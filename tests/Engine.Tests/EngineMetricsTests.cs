using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;

namespace SecurityDecisioning.Engine.Tests;

internal sealed class EngineMetricsTests
{
    [Test]
    public void Decisions_are_counted_by_action()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new EngineMetrics(services.GetRequiredService<IMeterFactory>());
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: EngineMetrics.MeterName, Name: "sd.decisions" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted.Add($"{tags[0].Value}:{count}"));
        listener.Start();
        var engine = new DecisionEngine(
            new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 }),
            new RiskRanker(DetectorSet.Default),
            new PolicyRollout(PolicySet.Empty),
            new RestrictionIndex(),
            metrics: metrics);

        engine.Decide(SampleEvents.Request(), new Decision());

        Assert.That(counted, Is.EqualTo(new[] { "allow:1" }));
    }
}
