using System.Diagnostics.Metrics;
using SecurityDecisioning.Engine.Restricting;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>What the guards do, under the meter <see cref="MeterName"/>.</summary>
internal sealed class GuardMetrics
{
    public const string MeterName = "SecurityDecisioning.Guards";

    private readonly Counter<long> _toShadow;
    private readonly Counter<long> _takenBack;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _notOpened;

    public GuardMetrics(IMeterFactory meters, GuardBook book, SnoozeIndex snoozes, RestrictionIndex restrictions)
    {
        var meter = meters.Create(MeterName);
        _toShadow = meter.CreateCounter<long>("sd.guards.to_shadow", "{policy}", "Policies that exceeded their budget of false positives.");
        _takenBack = meter.CreateCounter<long>("sd.guards.taken_back", "{version}", "Versions that acted otherwise than expected.");
        _refused = meter.CreateCounter<long>("sd.guards.refused", "{attempt}", "Times that a guard could not take something back.");
        _notOpened = meter.CreateCounter<long>(
            "sd.cases.not_opened", "{case}", "Cases that rules asked for and that were not opened, because too many are open.");
        meter.CreateObservableGauge("sd.snoozes", () => snoozes.Count, "{snooze}", "Snoozes held.");
        meter.CreateObservableCounter(
            "sd.snoozes.evicted", () => snoozes.Evicted, "{snooze}", "Snoozes that still held and had to go for want of room.");
        meter.CreateObservableCounter(
            "sd.restrictions.repeats_evicted", () => restrictions.RecentEvicted, "{restriction}",
            "Restrictions of the last day that were forgotten for want of room: the next on the same entity lasts less long.");
        meter.CreateObservableGauge("sd.guards.subjects", () => book.Subjects, "{subject}", "Subjects whose outcomes are counted.");
    }

    public void ToShadow() => _toShadow.Add(1);

    public void TakenBack() => _takenBack.Add(1);

    public void Refused() => _refused.Add(1);

    public void NotOpened() => _notOpened.Add(1);
}
