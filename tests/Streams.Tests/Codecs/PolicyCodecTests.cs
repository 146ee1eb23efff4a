using System.Buffers;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Tests.Codecs;

internal sealed class PolicyCodecTests
{
    private static readonly PolicyEvent Step = new()
    {
        Id = new EventId(0x0123456789ABCDEF, 0xFEDCBA9876543210),
        Kind = PolicyEventKind.Proposed,
        Via = PolicyVia.Git,
        By = "jane",
        Why = "Fewer false alarms: ärger ⚖",
        From = new string('a', 64),
        To = new string('0', 63) + "1",
        Share = 1_000,
        Policy = "login-spraying",
        Mode = PolicyMode.Off,
        Regime = PolicyRegime.NeedsApproval | PolicyRegime.SkipStages,
        Checks = new PolicyChecks(12, 1, 2, 3),
        Expectation = new PolicyExpectation(0.01, 0.005, 0.02, 1_000_000),
        Commit = new string('b', 40),
    };

    [Test]
    public void Step_comes_back_whole([Values] PolicyEventKind kind)
    {
        var step = Step with { Kind = kind };
        Assert.That(PolicyCodec.Read(Written(step)), Is.EqualTo(new PolicyRecord(step, null)));
    }

    [Test]
    public void Smallest_step_comes_back_whole()
    {
        var step = new PolicyEvent { Id = new EventId(1, 2), Kind = PolicyEventKind.Released, By = "x" };
        Assert.That(PolicyCodec.Read(Written(step)).Event, Is.EqualTo(step));
    }

    [Test]
    public void Largest_step_fits_where_it_is_written()
    {
        var step = Step with
        {
            By = new string('⚖', 256), Why = new string('⚖', 1024), Policy = new string('⚖', 256), Commit = new string('c', 64),
            Checks = new PolicyChecks(1_000_000, 1_000_000, 1_000_000, 1_000_000),
            Expectation = new PolicyExpectation(1, 1, 1, long.MaxValue),
        };
        Assert.That(PolicyCodec.Read(Written(step)).Event, Is.EqualTo(step));
    }

    [Test]
    public void Documents_come_back_whole_and_have_a_key_of_their_version()
    {
        var content = new PolicyContent(Step.From, new byte[] { 1, 2, 3 });
        var buffer = new ArrayBufferWriter<byte>();
        PolicyCodec.Write(content, buffer);
        var read = PolicyCodec.Read(buffer.WrittenSpan).Content!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Version, Is.EqualTo(content.Version));
            Assert.That(read.Packed.ToArray(), Is.EqualTo(content.Packed.ToArray()));
            Assert.That(PolicyCodec.KeyOf(read), Is.EqualTo(PolicyCodec.KeyOf(content with { Packed = default })));
            Assert.That(PolicyCodec.KeyOf(read), Is.Not.EqualTo(PolicyCodec.KeyOf(content with { Version = Step.To })));
        }
    }

    [Test]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_and_nothing_else()
    {
        var whole = Written(Step);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(() => PolicyCodec.Read(whole.AsSpan(0, length)), Throws.TypeOf<RecordFormatException>(), $"{length} bytes");
        }

        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                var changed = (byte[])whole.Clone();
                changed[at] = value;
                try
                {
                    _ = PolicyCodec.Read(changed);
                }
                catch (RecordFormatException)
                {
                    // The only exception there is.
                }
            }
        }
    }

    /// <summary>What lies in logs must be readable for ever: these are the bytes of version 1.</summary>
    [Test]
    public void Bytes_of_version_1_are_these() => Assert.That(
        Convert.ToHexStringLower(Written(new PolicyEvent
        {
            Id = new EventId(1, 2),
            Kind = PolicyEventKind.ModeSet,
            Via = PolicyVia.Guard,
            By = "budget",
            Why = "5 of 20",
            From = new string('a', 64),
            Policy = "p",
            Mode = PolicyMode.Shadow,
        })),
        Is.EqualTo("0101" + "00000000000000010000000000000002" + "0b05" + "06627564676574" + "0735206f66203230"
            + "01" + new string('a', 64) + "00" + "00" + "0170" + "02" + "00" + "00000000" + "00" + "00"));

    private static byte[] Written(PolicyEvent step)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var length = PolicyCodec.Write(step, buffer);
        Assert.That(length, Is.EqualTo(buffer.WrittenCount));
        return buffer.WrittenSpan.ToArray();
    }
}
