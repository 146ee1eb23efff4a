using System.Buffers;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Tests.Codecs;

internal sealed class DecisionCodecTests
{
    [Test]
    public void Decision_with_everything_in_it_reads_back_the_same()
    {
        var decision = SampleDecisions.Full();
        var buffer = new ArrayBufferWriter<byte>();

        var length = DecisionCodec.Write(decision, buffer);

        Assert.That(length, Is.EqualTo(buffer.WrittenCount));
        Same.Decision(DecisionCodec.Read(buffer.WrittenSpan), decision);
    }

    [Test]
    public void Reading_into_a_used_decision_leaves_nothing_of_the_old_one()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var plain = new Decision { Event = SampleEvents.Request() };
        DecisionCodec.Write(plain, buffer);
        var used = SampleDecisions.Full();

        DecisionCodec.Read(buffer.WrittenSpan, used);

        Same.Decision(used, plain);
    }

    [Test]
    public void Permit_of_an_unknown_client_takes_little_room()
    {
        var decision = new Decision { Event = SampleEvents.Request(userAgent: "") };
        Array.Fill(decision.Features, float.NaN);
        var buffer = new ArrayBufferWriter<byte>();

        Assert.That(DecisionCodec.Write(decision, buffer), Is.LessThan(120));
    }

    [Test]
    public void Writing_allocates_nothing()
    {
        var decision = SampleDecisions.Full();
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        DecisionCodec.Write(decision, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            buffer.ResetWrittenCount();
            DecisionCodec.Write(decision, buffer);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
