using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Tests.Cel.Values;

[TestFixture]
internal sealed class CelTimeTests
{
    [TestCase("timestamp('2024-02-29T23:59:59.123456789Z')", "timestamp(\"2024-02-29T23:59:59.123456789Z\")")]
    [TestCase("timestamp('1969-12-31T23:59:59.5Z')", "timestamp(\"1969-12-31T23:59:59.5Z\")")]
    [TestCase("timestamp('2026-01-01t00:00:00+01:30')", "timestamp(\"2025-12-31T22:30:00Z\")")]
    [TestCase("timestamp('1970-01-01T00:00:00Z') - duration('1ns')", "timestamp(\"1969-12-31T23:59:59.999999999Z\")")]
    [TestCase("timestamp(0) - timestamp('1969-12-31T23:59:59.5Z')", "duration(\"0.5s\")")]
    [TestCase("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1")]
    [TestCase("duration('-1h30m') + duration('1.5h')", "duration(\"0s\")")]
    [TestCase("duration('-1.5ms').getMilliseconds()", "-1")]
    [TestCase("duration('100us') + duration('1\u00b5s') + duration('1ns')", "duration(\"0.000101001s\")")]
    [TestCase("duration('-90s').getMinutes()", "-1")]
    [TestCase("timestamp('2026-07-01T12:00:00Z').getHours('Europe/Lisbon')", "13")]
    [TestCase("timestamp('2026-01-01T12:00:00Z').getHours('Europe/Lisbon')", "12")]
    [TestCase("timestamp('2026-01-01T23:30:00Z').getDayOfYear('+00:30')", "1")]
    [TestCase("timestamp(0) in [timestamp('1970-01-01T01:00:00+01:00')]", "true")]
    [TestCase("{timestamp(0): 1}.size() == 1 || true", "true")]
    public void Time_is_read_written_and_computed_to_the_nanosecond(string source, string value) =>
        Assert.That(CelTexts.EvaluateUnchecked(source).ToString(), Is.EqualTo(value));

    [TestCase("timestamp('2023-02-29T00:00:00Z')")]
    [TestCase("timestamp('2023-01-01T24:00:00Z')")]
    [TestCase("timestamp('2023-01-01T00:00:60Z')")]
    [TestCase("timestamp('2023-01-01 00:00:00Z')")]
    [TestCase("timestamp('2023-01-01T00:00:00')")]
    [TestCase("timestamp('2023-01-01T00:00:00.Z')")]
    [TestCase("timestamp('2023-01-01T00:00:00.1234567890Z')")]
    [TestCase("timestamp('2023-01-01T00:00:00+24:00')")]
    [TestCase("timestamp('+023-01-01T00:00:00Z')")]
    [TestCase("timestamp('0001-01-01T00:00:00+00:01')")]
    [TestCase("timestamp(253402300800)")]
    [TestCase("timestamp(-62135596801)")]
    [TestCase("timestamp('0001-01-01T00:00:00Z').getHours('-01:00')")]
    [TestCase("timestamp('9999-12-31T23:00:00Z').getHours('+01:00')")]
    [TestCase("timestamp(0).getHours('Nowhere/Land')")]
    [TestCase("timestamp(0).getHours('../../etc/passwd')")]
    [TestCase("timestamp(0).getHours('/etc/localtime')")]
    [TestCase("timestamp(0).getHours('+1:00')")]
    [TestCase("timestamp(0).getHours('')")]
    [TestCase("duration('9223372036854775808ns')")]
    [TestCase("duration('1e9s')")]
    [TestCase("duration('1s1')")]
    [TestCase("duration('1.2.3s')")]
    [TestCase("duration('999999999999999999999999999999999999s')")]
    public void Time_that_cannot_be_is_an_error(string source) => Assert.That(CelTexts.EvaluateUnchecked(source).IsError, source);

    [Test]
    public void Every_timestamp_reads_back_from_its_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261121, 5), Prop.ForAll(
            Times(),
            time => CelTimestamp.TryParse(time.ToString(), out var again) && again == time));

    [Test]
    public void Every_duration_reads_back_from_its_text() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261121, 7), Prop.ForAll(
            ArbMap.Default.ArbFor<long>(),
            nanos => CelDurations.TryParse(CelDurations.TextOf(nanos), out var again) && again == nanos));

    [Test]
    public void What_is_added_is_the_difference() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261121, 9), Prop.ForAll(
            Times(),
            ArbMap.Default.ArbFor<long>(),
            (time, nanos) => !time.TryAdd(nanos, out var moved) || (moved.TrySubtract(time, out var between) && between == nanos)));

    private static Arbitrary<CelTimestamp> Times() => Arb.From(
        Gen.Choose(int.MinValue, int.MaxValue).SelectMany(high => Gen.Choose(0, 27).SelectMany(low =>
            Gen.Choose(0, CelTimestamp.NanosPerSecond - 1).Select(nanos => new CelTimestamp((high * 28L) + low, nanos)))));
}
