using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.Streams.Tests.Local;

namespace SecurityDecisioning.Streams.Tests.Codecs;

/// <summary>
/// Records as each version wrote them, committed. They stay readable for ever; whoever changes what is written makes a new
/// version and adds its files beside these. A decision carries its event with that one's version.
/// </summary>
internal sealed class GoldenTests
{
    /// <summary>Length of the feature vector when a version's files were written; the catalogue only ever grows.</summary>
    private const string CountFile = "features-v2.txt";
    private const string FirstCountFile = "features-v1.txt";

    private static readonly string[] OldNames =
        ["event-v1.hex", "decision-v1.hex", "decision-v1-event-v2.hex", "decision-v2.hex", "issue-v1.hex", "lift-v1.hex"];

    private static IEnumerable<string> Names => Records().Select(r => r.Name);

    [TestCaseSource(nameof(OldNames))]
    [TestCaseSource(nameof(Names))]
    public void Every_version_reads_as_what_was_written(string name)
    {
        var bytes = Golden(name);
        switch (name)
        {
            case "decision-v1.hex":
            case "decision-v1-event-v2.hex":
                var expected = SampleDecisions.First();
                expected.Event = name == "decision-v1.hex" ? expected.Event : Enriched(expected.Event);
                expected.Features.AsSpan(FeaturesIn(FirstCountFile)).Fill(float.NaN);
                Same.Decision(DecisionCodec.Read(bytes), expected);
                break;
            case "decision-v2.hex":
            case "decision-v3.hex":
                var latest = Decision();
                Array.Clear(latest.Repeats, 0, name == "decision-v2.hex" ? latest.Repeats.Length : 0);
                latest.Features.AsSpan(FeaturesIn(CountFile)).Fill(float.NaN);
                Same.Decision(DecisionCodec.Read(bytes), latest);
                break;
            case "event-v1.hex":
                Assert.That(EventCodec.Read(bytes), Is.EqualTo(FirstEvent()));
                break;
            case "event-v2.hex":
                Assert.That(EventCodec.Read(bytes), Is.EqualTo(Event()));
                break;
            case "case-v1.hex":
                Assert.That(ReviewCodec.Read(bytes), Is.EqualTo(new ReviewRecord(GoldenReview.Case, null)));
                break;
            case "snooze-v1.hex":
                Assert.That(ReviewCodec.Read(bytes), Is.EqualTo(new ReviewRecord(null, GoldenReview.Snooze)));
                break;
            default:
                var expectedRecord = name.StartsWith("issue", StringComparison.Ordinal)
                    ? new RestrictionRecord(name == "issue-v1.hex" ? SampleDecisions.Restriction() : Issue(), null)
                    : new RestrictionRecord(null, Lift());
                Assert.That(RestrictionCodec.Read(bytes), Is.EqualTo(expectedRecord));
                break;
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Latest_version_is_still_written_byte_for_byte(string name)
    {
        Assume.That(
            !name.StartsWith("decision", StringComparison.Ordinal) || FeaturesIn(CountFile) == FeatureCatalog.Count,
            "the feature catalogue has grown");

        Assert.That(Records().Single(r => r.Name == name).Bytes, Is.EqualTo(Golden(name)));
    }

    [Test]
    public void Segment_file_of_version_1_opens()
    {
        using var folder = new TempFolder();
        var path = folder[SegmentHeader.FileName(41)];
        File.WriteAllBytes(path, Golden("segment-v1.hex"));

        var files = TopicRecovery.Open(folder.Path, Topic.Restrictions, NullLogger.Instance);
        using var reader = new TopicReader(files, 41);

        Assert.That(reader.TryRead(out var record), Is.True);
        Assert.That((record.Offset, record.TimeMs, record.Key), Is.EqualTo((41L, SampleEvents.StartMs, (UInt128)7)));
        Assert.That(RestrictionCodec.Read(record.Payload.Span).Issued, Is.EqualTo(SampleDecisions.Restriction()));
        Assert.That(files.Gate.End, Is.EqualTo(42));
    }

    [Test]
    public void Compacted_segment_file_of_version_2_opens_with_the_gaps_that_it_has()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(SegmentHeader.NextGeneration(folder[SegmentHeader.FileName(41)]), Golden("segment-v2.hex"));
        File.WriteAllBytes(folder[SegmentHeader.FileName(53)], Segment(Topic.Policies, 53, 53));

        var files = TopicRecovery.Open(folder.Path, Topic.Policies, NullLogger.Instance);
        using var reader = new TopicReader(files, 41);
        var read = new List<(long, UInt128, byte[])>();
        while (reader.TryRead(out var record))
        {
            read.Add((record.Offset, record.Key, record.Payload.ToArray()));
        }

        Assert.That(read, Is.EqualTo(new[] { 51L, 52, 53 }.Select(o => (o, (UInt128)(o % 2), LogFixture.Payload(o, 20)))));
        Assert.That((files.StartOffset, files.Gate.End), Is.EqualTo((41L, 54L)));
    }

    [Test]
    public void Compaction_still_writes_version_2_byte_for_byte() => Assert.That(Compacted(), Is.EqualTo(Golden("segment-v2.hex")));

    [Test, Explicit("writes the golden files into the source folder: for a new version only")]
    public void Write()
    {
        var folder = Repository.File("tests", "Streams.Tests", "Golden");
        foreach (var (name, bytes) in Records())
        {
            File.WriteAllText(Path.Combine(folder, name), Convert.ToHexStringLower(bytes) + "\n");
        }

        File.WriteAllText(Path.Combine(folder, "segment-v1.hex"), Convert.ToHexStringLower(Segment()) + "\n");
        File.WriteAllText(Path.Combine(folder, "segment-v2.hex"), Convert.ToHexStringLower(Compacted()) + "\n");
        File.WriteAllText(Path.Combine(folder, CountFile), $"{FeatureCatalog.Count}\n");
    }

    private static int FeaturesIn(string countFile) => int.Parse(
        File.ReadAllText(GoldenPath(countFile)).Trim(), System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Golden(string name) => Convert.FromHexString(File.ReadAllText(GoldenPath(name)).Trim());

    private static string GoldenPath(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", name);

    private static IEnumerable<(string Name, byte[] Bytes)> Records()
    {
        yield return ("event-v2.hex", Encoded(Event(), EventCodec.Write));
        yield return ("decision-v3.hex", Encoded(Decision(), DecisionCodec.Write));
        yield return ("issue-v2.hex", Encoded(Issue(), RestrictionCodec.Write));
        yield return ("lift-v2.hex", Encoded(Lift(), RestrictionCodec.Write));
        yield return ("case-v1.hex", Encoded(GoldenReview.Case, ReviewCodec.Write));
        yield return ("snooze-v1.hex", Encoded(GoldenReview.Snooze, ReviewCodec.Write));
    }

    private static Decision Decision()
    {
        var decision = SampleDecisions.Full();
        decision.Event = Enriched(decision.Event);
        (decision.Repeats[(int)EntityKind.Ip], decision.Repeats[(int)EntityKind.ApiKey]) = (3, 32);
        return decision;
    }

    private static SecurityEvent Event() => Enriched(FirstEvent());

    private static SecurityEvent Enriched(SecurityEvent e) => e with
    {
        Asn = 64_500,
        Place = new GeoPoint(5_933, 1_807, 20),
        Network = NetworkTraits.Hosting | NetworkTraits.List3,
        Agent = new ClientAgent(AgentFamily.Chrome, 126, AgentSystem.Linux, AgentDevice.Desktop, AgentBot.None),
        Hints = HintAgreement.Agree,
        Ja4 = 0x8DAA_F615_2771_E562,
    };

    /// <summary>With the fields that version 1 knew.</summary>
    private static SecurityEvent FirstEvent() => SampleEvents.Outcome(
        SampleDecisions.Full().Event with { Ip = new ClientAddress(0, 0x0000_FFFF_CB00_7109) },
        303, LoginOutcome.Succeeded, ChallengeOutcome.Passed, ActionKind.Throttle, "s2");

    private static Restriction Issue() =>
        SampleDecisions.Restriction() with { Operations = Restriction.MaskOf(Operation.Login), Challenge = ChallengeKind.StepUp };

    private static RestrictionLift Lift()
    {
        var restriction = SampleDecisions.Restriction();
        return new RestrictionLift(restriction.Id, restriction.Entity, SampleEvents.StartMs + 5, "ann", "Falsch erkannt");
    }

    private static byte[] Segment()
    {
        var payload = Golden("issue-v1.hex");
        var segment = new byte[SegmentHeader.Size + RecordFrame.SizeOf(payload.Length)];
        SegmentHeader.Write(segment, Topic.Restrictions, 41, SampleEvents.StartMs);
        RecordFrame.Write(segment.AsSpan(SegmentHeader.Size), 41, SampleEvents.StartMs, 7, payload);
        return segment;
    }

    /// <summary>Records of two keys in turn, in a file of version 1.</summary>
    private static byte[] Segment(Topic topic, long first, long last)
    {
        var segment = new byte[SegmentHeader.Size + (last - first + 1) * RecordFrame.SizeOf(20)];
        SegmentHeader.Write(segment, topic, first, SampleEvents.StartMs);
        for (var offset = first; offset <= last; offset++)
        {
            var at = segment.AsSpan(SegmentHeader.Size + (int)(offset - first) * RecordFrame.SizeOf(20));
            RecordFrame.Write(at, offset, SampleEvents.StartMs + offset, (UInt128)(offset % 2), LogFixture.Payload(offset, 20));
        }

        return segment;
    }

    /// <summary>What compaction makes of offsets 41 to 52, where 53 stands in the file after it.</summary>
    private static byte[] Compacted()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder[SegmentHeader.FileName(41)], Segment(Topic.Policies, 41, 52));
        File.WriteAllBytes(folder[SegmentHeader.FileName(53)], Segment(Topic.Policies, 53, 53));
        var files = TopicRecovery.Open(folder.Path, Topic.Policies, NullLogger.Instance);
        new SegmentCompaction([files], NullLogger.Instance).Apply();
        return File.ReadAllBytes(files.Segments[0].Path);
    }

    private static byte[] Encoded<T>(T value, Func<T, IBufferWriter<byte>, int> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
