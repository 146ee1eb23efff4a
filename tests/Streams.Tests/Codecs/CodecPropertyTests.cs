using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Tests.Codecs;

internal sealed class CodecPropertyTests
{
    private delegate void Reading(ReadOnlySpan<byte> record);

    private static readonly Reading[] Readers =
    [
        record => EventCodec.Read(record),
        record => DecisionCodec.Read(record),
        record => DecisionCodec.ReadSummary(record, new Decision(), new TextCache()),
        record => RestrictionCodec.Read(record),
        record => ReviewCodec.Read(record),
    ];

    [Test]
    public void Any_event_reads_back_the_same() =>
        Hold(AnyRecord.Event, e => EventCodec.Read(Bytes(e, EventCodec.Write)) == e);

    [Test]
    public void Any_restriction_reads_back_the_same() =>
        Hold(AnyRecord.Restriction, r => RestrictionCodec.Read(Bytes(r, RestrictionCodec.Write)) == new RestrictionRecord(r, null));

    [Test]
    public void Any_lift_reads_back_the_same() =>
        Hold(AnyRecord.Lift, l => RestrictionCodec.Read(Bytes(l, RestrictionCodec.Write)) == new RestrictionRecord(null, l));

    [Test]
    public void Any_case_reads_back_the_same() =>
        Hold(AnyReview.Case, c => ReviewCodec.Read(Bytes(c, ReviewCodec.Write)) == new ReviewRecord(c, null));

    [Test]
    public void Any_snooze_reads_back_the_same() =>
        Hold(AnyReview.Snooze, s => ReviewCodec.Read(Bytes(s, ReviewCodec.Write)) == new ReviewRecord(null, s));

    [Test]
    public void Any_decision_reads_back_the_same() => Hold(AnyRecord.Decision, decision =>
    {
        Same.Decision(DecisionCodec.Read(Bytes(decision, DecisionCodec.Write)), decision);
        return true;
    });

    [Test]
    public void Summary_of_any_decision_is_that_of_the_whole_decision()
    {
        var (scratch, texts) = (new Decision(), new TextCache());
        Hold(AnyRecord.Decision, decision =>
        {
            var record = Bytes(decision, DecisionCodec.Write);
            DecisionCodec.ReadSummary(record, scratch, texts);
            var whole = DecisionCodec.Read(record);
            Assert.That(DecisionSummary.Of(scratch), Is.EqualTo(DecisionSummary.Of(whole)));
            Assert.That(DecisionRecord.Of(scratch, record).Tags, Is.EqualTo(DecisionRecord.Of(whole, record).Tags));
            return true;
        });
    }

    [Test]
    public void Random_bytes_are_refused_cleanly() =>
        Hold(ArbMap.Default.GeneratorFor<byte[]>(), bytes => ReadsOrRefuses(bytes) && ReadsOrRefuses([1, .. bytes]) && ReadsOrRefuses([2, .. bytes]), tests: 5000);

    [Test]
    public void Mutated_records_are_read_or_refused_cleanly() => Hold(
        ArbMap.Default.GeneratorFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            byte[] record = random.Next(5) switch
            {
                3 => Bytes(AnyReview.BuildCase(random), ReviewCodec.Write),
                4 => Bytes(AnyReview.BuildSnooze(random), ReviewCodec.Write),
                0 => Bytes(AnyRecord.BuildEvent(random), EventCodec.Write),
                1 => Bytes(SampleDecisions.Restriction(), RestrictionCodec.Write),
                _ => Bytes(AnyRecord.BuildDecision(random), DecisionCodec.Write),
            };
            return ReadsOrRefuses(Mutate(record, random));
        },
        tests: 5000);

    [Test]
    public void Record_cut_anywhere_is_refused()
    {
        var record = Bytes(SampleDecisions.Full(), DecisionCodec.Write);
        for (var length = 0; length < record.Length; length++)
        {
            Assert.That(() => DecisionCodec.Read(record.AsSpan(0, length)), Throws.TypeOf<RecordFormatException>(), $"{length}");
        }

        Assert.That(() => DecisionCodec.Read([.. record, 0]), Throws.TypeOf<RecordFormatException>());
    }

    [Test]
    public void Text_over_its_limit_is_cut_between_characters()
    {
        var path = new string('x', EventLimits.Path - 1) + "🙂 and more";
        var read = EventCodec.Read(Bytes(SampleEvents.Request(path: path), EventCodec.Write));

        Assert.That(read.Path, Is.EqualTo(new string('x', EventLimits.Path - 1)));
    }

    [Test]
    public void Newer_version_is_refused_by_name()
    {
        var record = Bytes(SampleEvents.Request(), EventCodec.Write);
        record[0] = 3;

        Assert.That(
            () => EventCodec.Read(record),
            Throws.TypeOf<RecordFormatException>()
                .With.Message.EqualTo("version 3 of an event record is not known here, only 1 to 2 are"));
    }

    [Test]
    public void Vector_of_an_older_catalogue_reads_with_the_new_features_unknown()
    {
        var buffer = new byte[4096];
        var writer = new FieldWriter(buffer);
        FeatureRuns.Write(ref writer, [1, 0, 2.5f]);
        var vector = new float[5];

        var reader = new FieldReader(buffer.AsSpan(0, writer.Written));
        FeatureRuns.Read(ref reader, vector);

        Assert.That(vector, Is.EqualTo(new[] { 1, 0, 2.5f, float.NaN, float.NaN }));
    }

    private static byte[] Bytes<T>(T value, Func<T, IBufferWriter<byte>, int> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Mutate(byte[] record, Random random)
    {
        var mutated = record.ToList();
        for (var i = random.Next(1, 6); i > 0 && mutated.Count > 0; i--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(4))
            {
                case 0:
                    mutated.RemoveAt(at);
                    break;
                case 1:
                    mutated.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    mutated[at] = 0xFF;
                    break;
                default:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Nothing but the codec's own exception, and never more memory than a fixed part and what the bytes account for.</summary>
    private static bool ReadsOrRefuses(byte[] bytes)
    {
        foreach (var read in Readers)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (RecordFormatException)
            {
                // As it should be.
            }

            if (GC.GetAllocatedBytesForCurrentThread() - before > 256 * 1024 + 64L * bytes.Length)
            {
                return false;
            }
        }

        return true;
    }

    private static void Hold<T>(Gen<T> values, Func<T, bool> property, int tests = 1000) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(values.ToArbitrary(), property));
}
