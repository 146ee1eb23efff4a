using SecurityDecisioning.Gateway.Health;

namespace SecurityDecisioning.Gateway.Tests.Health;

internal sealed class CachedHealthTests
{
    [Test]
    public void Health_is_asked_once_a_second_and_again_when_readiness_changes()
    {
        var clock = new Clock();
        var (asked, ready) = (0, false);
        var health = new CachedHealth(
            () => { asked++; return new HealthSummary("ok", []); }, () => ready, clock);

        Parallel.For(0, 50, _ => health.Report());
        var first = asked;
        ready = true;
        health.Report();
        var onReady = asked;
        clock.Ticks += TimeSpan.TicksPerSecond - 1;
        health.Report();
        var within = asked;
        clock.Ticks += 1;
        health.Report();

        Assert.That((first, onReady, within, asked), Is.EqualTo((1, 2, 2, 3)));
    }

    private sealed class Clock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
